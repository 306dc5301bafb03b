"""One-time tickets to the line of a session: signed, for one seat and one session, good once and for a minute."""

import secrets

from django.core import signing
from django.core.cache import cache

SALT, LASTS = "boards.live.ticket", 60
FORGED, LATE, ELSEWHERE, USED = "ticket_forged", "ticket_late", "ticket_elsewhere", "ticket_used"


def ticket_for(member, session, apart=""):
    """A ticket for one seat to one session's line, or to that of a breakout room, and for nobody and nothing else."""
    told = {"seat": str(member.pk), "line": apart or session.stream, "once": secrets.token_urlsafe(12)}
    return signing.dumps(told, salt=SALT)


def refused(ticket, seat, line):
    """Why a ticket does not open a line to a seat, as a code, or nothing; then it is used up.

    It is remembered for longer than it is good, so that it cannot come back.
    """
    try:
        told = signing.loads(ticket, salt=SALT, max_age=LASTS)
    except signing.SignatureExpired:
        return LATE
    except signing.BadSignature:
        return FORGED
    if (told["seat"], told["line"]) != (str(seat), line):
        return ELSEWHERE
    return "" if cache.add(f"ticket:{told['once']}", 1, 2 * LASTS) else USED
