"""When something may be, or may not be any more, told in the time of whoever does it."""

from advisory.refusals import Conflict, Invalid
from advisory.zones import day_in, hour_in
from boards.models import Board, Session


def said_to(by, moment):
    """A moment as a sentence says it to somebody: "Thursday 4 June 2026, 12:40"."""
    zone = by.user.time_zone if by.user_id else "UTC"
    return f"{day_in(moment, zone)}, {hour_in(moment, zone)}"


def require_before_closing(board, at, *, by, field):
    """Refuse a time that the board's own closing would cut short."""
    if at and board.closes_at and at > board.closes_at:
        words = f"The board closes on {said_to(by, board.closes_at)}; choose a time before that."
        raise Invalid(fields={field: words})


def not_now(session):
    """What is said where something cannot be done with a session as it is now, or as its board is."""
    if session.state not in Session.STANDING or session.board.state == Board.State.OPEN:
        words = f"This session is {session.get_state_display().lower()}"
    else:
        draft = session.board.state == Board.State.DRAFT
        words = "This board is not open yet" if draft else f"This board is {session.board.get_state_display().lower()}"
    return Conflict("closed", f"{words}. Nothing was changed.")
