"""What each advisor will read of a reminder, and when it reaches them, before it is sent."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from advisory.zones import hour_in
from discussions.console import reminding
from discussions.hours import awake, send_at
from discussions.models.steering import LOCAL
from discussions.nudging import city_of
from discussions.participation import Participation, Row
from discussions.reminding import filled


@dataclass
class Copy:
    """One advisor's copy: ticked or not, its words, and when it goes."""

    row: object
    seats: list
    chosen: bool
    words: str
    local: str
    when: str
    told: datetime | None = None


def copies(member, question, body, chosen):
    """Everybody for whom a question waits, with the reminder as each would read it; all ticked unless some are named.

    For a moderator from whom names are kept no hour is worked out: it would tell where an alias is.
    """
    return [
        _copy(one["row"], question, body, one["seats"], told=one["told"], chosen=one["chosen"] and not one["told"])
        for one in reminding(member, question, chosen)
    ]


def letters(member):
    """Every advisor, with when a message to the board would reach them."""
    agreed = [seat for seat in Participation(member).advisors if seat.agreed >= member.board.terms]
    return [
        Copy(row, [row.seat], True, "", "", _when(row, None)) for row in (Row(seat, hidden=False) for seat in agreed)
    ]


def _copy(row, question, body, seats, **more):
    if row.hidden:
        return Copy(row, seats, words=body, local=LOCAL, when="in their daytime", **more)
    zone = row.seat.user.time_zone
    local = filled(LOCAL, question.due_at, zone)
    return Copy(
        row, seats, words=filled(body, question.due_at, zone), local=local, when=_when(row, question.due_at), **more
    )


def _when(row, until):
    """When a copy goes, as the preview says it."""
    if row.hidden:
        return "in their daytime"
    now, user = timezone.now(), row.seat.user
    hour = hour_in(now, user.time_zone)
    if awake(now, user.time_zone):
        return "now"
    if send_at(now, user.time_zone, until) == now:
        return f"now: it is {hour} in {city_of(user)}, and the question closes before morning there"
    return f"at 08:00 in {city_of(user)}, where it is {hour}"
