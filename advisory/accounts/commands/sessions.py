"""Sign-ins on devices: when each was last used, and ending them from elsewhere."""

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone

from advisory.accounts.commands.people import end_sessions
from advisory.accounts.commands.site import Site, acting
from advisory.events.record import lock


@transaction.atomic
def close_sessions(person, sessions, *, by):
    """End sign-ins of a person: the rows go, and the live pages of those browsers with them."""
    (by,) = lock(Site(), acting(by))
    mine = [session for session in sessions if session.user_id == person.pk]
    end_sessions(person, [session.session_key for session in mine], by=by)
    for session in mine:
        session.end()


def note_seen(key, *, ip, user_agent):
    """Keep when and from where a sign-in was last used; private to its person, so without lock or event."""
    seen = {"last_seen_at": timezone.now(), "ip": ip, "user_agent": user_agent[:200]}
    UserSession.objects.filter(session_key=key).update(**seen)
