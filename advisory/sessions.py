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

    def _get_session_from_db(self):
        well_formed = self.session_key.isascii() and self.session_key.isalnum()
        found = _living.first(key=self.session_key, now=timezone.now()) if well_formed else None
        if found is None:
            self._session_key = None
        return found
