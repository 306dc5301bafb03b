"""A live session is scheduled, changed and called off."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from advisory.text import checked_for
from boards.blinding import blinds
from boards.commands.moments import not_now, require_before_closing
from boards.commands.stamps import require_current
from boards.live import external
from boards.live.providers import PROVIDERS, offered
from boards.models import Session

MOST = 60  # on one board
SHORTEST, LONGEST = 5, 480  # minutes
DETAILS = ("title", "starts_at", "minutes", "provider", "external_url")


@transaction.atomic
def schedule_session(board, *, by, stamp=None, client_id=None, **details):
    """Say when the board meets; sent again under the same `client_id` it is scheduled once."""
    by, board = lock(board, by, board)
    require_current(by, stamp)
    allow(by, "session.schedule", board)
    earlier = client_id and board.sessions.filter(pk=client_id).first()
    if earlier:
        return earlier
    if board.state not in Session.HELD_ON:
        raise Conflict("closed", "This board is over. Nothing was scheduled.")
    if board.sessions.count() >= MOST:
        raise Conflict("too_many", f"A board holds up to {MOST} live sessions.")
    session = Session(board=board, number=board.sessions.count() + 1, **_checked(Session(board=board), details, by))
    session.pk = client_id or session.pk
    session.save(force_insert=True)
    record("session.scheduled", session, by=by, session=session.number)
    return session


@transaction.atomic
def change_session(session, *, by, stamp=None, version=None, **details):
    """Change when or how the board meets, until people come in."""
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "session.schedule", session.board)
    require_scheduled(session)
    if version not in (None, session.version):
        raise Conflict("stale", "Somebody else has changed this session meanwhile. Look it over, then try again.")
    kept = _checked(session, details, by)
    if all(getattr(session, name) == value for name, value in kept.items()):
        return
    for name, value in kept.items():
        setattr(session, name, value)
    session.version += 1
    session.save(update_fields=[*kept, "version"])
    record("session.changed", session, by=by, session=session.number)


@transaction.atomic
def cancel_session(session, *, by, stamp=None):
    """Call a session off before people come in; its page stays and says so."""
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "session.schedule", session.board)
    require_scheduled(session)
    _call_off(session, by)


def call_off_all(board, *, by):
    """The board is over, and with it what is still to come, under the caller's lock."""
    for session in board.sessions.filter(state=Session.State.SCHEDULED).select_related("board"):
        if session.ends_at > timezone.now():
            _call_off(session, by)


def require_scheduled(session):
    """Refuse what can be done only before people come in."""
    if not session.stands or session.state != Session.State.SCHEDULED:
        raise not_now(session)


def _call_off(session, by):
    session.state = Session.State.CANCELLED
    session.save(update_fields=["state"])
    record("session.cancelled", session, by=by, session=session.number)


def _checked(session, details, by):
    """The details as the session would keep them, or Invalid naming the first that it cannot keep."""
    kept = {name: getattr(session, name) for name in DETAILS} | details
    kept |= checked_for(Session, {"title": kept["title"]})
    if not kept["starts_at"] or (kept["starts_at"] != session.starts_at and kept["starts_at"] <= timezone.now()):
        raise Invalid(fields={"starts_at": "Choose a time that is still to come."})
    if not SHORTEST <= (kept["minutes"] or 0) <= LONGEST:
        raise Invalid(fields={"minutes": f"A session takes {SHORTEST} to {LONGEST} minutes."})
    ends_at = kept["starts_at"] + timedelta(minutes=kept["minutes"])
    require_before_closing(session.board, ends_at, by=by, field="starts_at")
    return kept | {"external_url": _checked_way(session.board, kept)}


def _checked_way(board, kept):
    """The link of a meeting elsewhere; one that is held here has none."""
    if kept["provider"] not in offered():
        absent = PROVIDERS[kept["provider"]].absent() if kept["provider"] in PROVIDERS else ""
        raise Invalid(fields={"provider": absent or "Choose one of the ways to meet."})
    if kept["provider"] != Session.Provider.EXTERNAL:
        return ""
    if blinds(board):
        words = "This board keeps names from each other, and a meeting elsewhere would show them. Meet here."
        raise Invalid(fields={"provider": words})
    words = external.wrong(kept["external_url"])
    if words:
        raise Invalid(fields={"external_url": words})
    return kept["external_url"]
