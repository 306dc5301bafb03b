"""When something may be, told in the time of whoever does it."""

from advisory.refusals import Invalid
from advisory.zones import day_in, hour_in


def said_to(by, moment):
    """A moment as a sentence says it to somebody: "Thursday 4 June 2026, 12:40"."""
    zone = by.user.time_zone if by.user_id else "UTC"
    return f"{day_in(moment, zone)}, {hour_in(moment, zone)}"


def require_before_closing(board, at, *, by, field):
    """Refuse a time that the board's own closing would cut short."""
    if at and board.closes_at and at > board.closes_at:
        words = f"The board closes on {said_to(by, board.closes_at)}; choose a time before that."
        raise Invalid(fields={field: words})
