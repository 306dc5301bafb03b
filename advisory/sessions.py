"""Django's sessions in the database, found by a question that is worked out once."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from advisory.prepared import prepared


@prepared(key=Session._meta.get_field("session_key"), now=Session._meta.get_field("expire_date"))
def _living(key, now):
    return Session.objects.filter(session_key=key, expire_date__gt=now)


class SessionStore(db.SessionStore):
    """A session, looked up in the database for every request: whoever was signed out is out.

    A key that no session can have, as one with a NUL, is not even asked for.
    """

    moment = None

    def ahead(self):
        """What finding it asks, for who is about to find it."""
        self.moment = timezone.now()
        return _living.of(key=self.session_key, now=self.moment)

    def _get_session_from_db(self):
        now, self.moment = self.moment or timezone.now(), None
        well_formed = self.session_key.isascii() and self.session_key.isalnum()
        found = _living.first(key=self.session_key, now=now) if well_formed else None
        if found is None:
            self._session_key = None
        return found
