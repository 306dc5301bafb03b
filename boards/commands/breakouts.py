"""Breakout rooms of a live session are prepared, opened, visited by whoever runs it, and closed again."""

from django.db import transaction

from advisory.events.record import lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from advisory.text import checked_for
from boards.blinding import aliases
from boards.commands.agenda import checked_link, require_standing
from boards.commands.lobby import require_running
from boards.commands.stamps import require_current
from boards.models import Breakout, Placing

MOST = 12


@transaction.atomic
def add_breakout(session, name, *, by, stamp=None, **details):
    """Prepare one more room: its name, its people, the question they speak of ("question:<id>")."""
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "breakout.keep", session.board)
    require_standing(session)
    _require_names(session)
    if session.breakouts.count() >= MOST:
        raise Conflict("too_many", f"A live session has up to {MOST} breakout rooms.")
    made = Breakout(session=session)
    _fill(made, {"name": name, **details}, by)
    return made


@transaction.atomic
def change_breakout(breakout, *, by, stamp=None, **details):
    """Name a room anew, or give it other people or another question; while it is open, they move at once."""
    by, breakout = lock(breakout.board, by, breakout)
    require_current(by, stamp)
    allow(by, "breakout.keep", breakout.board)
    require_standing(breakout.session)
    _fill(breakout, details, by)


@transaction.atomic
def remove_breakout(breakout, *, by, stamp=None):
    """Take a room away; its people are in the main room."""
    by, breakout = lock(breakout.board, by, breakout)
    require_current(by, stamp)
    allow(by, "breakout.keep", breakout.board)
    require_standing(breakout.session)
    breakout.delete()
    record("breakout.changed", breakout.session, by=by, session=breakout.session.number)


@transaction.atomic
def open_breakouts(session, *, by, stamp=None):
    """Send everybody who was placed to their room."""
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "breakout.run", session.board)
    require_running(session)
    _require_names(session)
    if not session.breakouts.exists():
        raise Conflict("no_rooms", "No breakout room is prepared. Prepare one first.")
    _part(session, by, apart=True)


@transaction.atomic
def close_breakouts(session, *, by, stamp=None):
    """Call everybody back to the main room; who belongs where stays as it was prepared."""
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "breakout.run", session.board)
    require_running(session)
    session.placings.filter(visits=True).delete()
    _part(session, by, apart=False)


@transaction.atomic
def visit_breakout(session, breakout, *, by, stamp=None):
    """Go to a room while they are open; back to the main one, when there is no `breakout`."""
    by, session, breakout = lock(session.board, by, session, breakout)
    require_current(by, stamp)
    allow(by, "breakout.run", session.board)
    require_running(session)
    if not session.apart:
        raise Conflict("closed", "The breakout rooms are not open. Nothing was changed.")
    session.placings.filter(member=by).delete()
    if breakout:
        Placing.objects.create(session=session, breakout=breakout, member=by, visits=True)
    record("breakout.visited", session, by=by, session=session.number)


def _require_names(session):
    """Refuse where advisors go by aliases: who was placed beside whom by name would tell whose they are."""
    if aliases(session):
        raise Conflict("blinded", "This board keeps names from each other, so nobody meets in breakout rooms.")


def _part(session, by, *, apart):
    if session.apart != apart:
        session.apart = apart
        session.save(update_fields=["apart"])
        record("breakout.opened" if apart else "breakout.closed", session, by=by, session=session.number)


def _fill(breakout, details, by):
    """Give a room what it is to have, or Invalid naming the first that it cannot have."""
    session = breakout.session
    for name, value in checked_for(Breakout, {"name": details.get("name", breakout.name)}).items():
        setattr(breakout, name, value)
    if session.breakouts.filter(name=breakout.name).exclude(pk=breakout.pk).exists():
        raise Invalid(fields={"name": "Another breakout room has this name."})
    if "link" in details:
        breakout.link, breakout.linked = checked_link(details["link"], by)
    breakout.save()
    if "people" in details:
        _place(breakout, details["people"])
    record("breakout.changed", session, by=by, session=session.number)


def _place(breakout, people):
    """Put exactly these people into a room; whoever was in another one is so no more."""
    session = breakout.session
    if any(seat.board_id != session.board_id or seat.left_at or seat.moderates for seat in people):
        raise Invalid(fields={"people": "Choose people who sit on this board and do not run the session."})
    breakout.placings.filter(visits=False).delete()
    session.placings.filter(member__in=people).delete()
    Placing.objects.bulk_create([Placing(session=session, breakout=breakout, member=seat) for seat in people])
