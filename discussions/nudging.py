"""Whom a word from the moderator would help, and why: the most urgent first, each with the hour where they are."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from advisory.zones import hour_in
from boards.models import Board
from discussions.models import Question

QUIET, PATIENCE, ACTIVE = timedelta(days=3), timedelta(days=1), timedelta(minutes=15)
MOST = 8


@dataclass
class Nudge:
    """One advisor who could do with a word, about one question."""

    row: object
    question: object
    why: str
    rank: tuple
    reminded_at: object = None

    @property
    def where(self):
        """The hour where they are, told with their name alone: an alias has no place."""
        user = self.row.seat.user
        if self.row.hidden or user.time_zone == "UTC":
            return ""
        return f"{hour_in(timezone.now(), user.time_zone)} in {city_of(user)}"

    @property
    def active(self):
        """Whether they have just been here, so that a reminder would come too late."""
        seen = self.row.seen_at
        return not self.row.hidden and bool(seen) and timezone.now() - seen < ACTIVE


def city_of(user):
    """The place that somebody's hours are told for."""
    return user.city or user.time_zone.rpartition("/")[2].replace("_", " ")


def nudges(participation, reminded):
    """Those who could do with a word, each once; `reminded` is {(seat, question): when they last were}."""
    if participation.board.state != Board.State.OPEN:
        return []
    found = {}
    for grid in participation.grids:
        for row, question, cell in grid.pairs():
            if question.state == Question.State.OPEN:
                _note(found, grid, _nudge(row, question, cell, participation.now))
    for nudge in found.values():
        nudge.reminded_at = reminded.get((nudge.row.seat.pk, nudge.question.pk))
    return sorted(found.values(), key=lambda nudge: nudge.rank)


def _note(found, grid, nudge):
    """Keep an advisor's most urgent reason in each table."""
    key = nudge and (nudge.row.key, grid.hidden)
    if nudge and (key not in found or nudge.rank < found[key].rank):
        found[key] = nudge


def _nudge(row, question, cell, now):
    due = question.due_at.timestamp() if question.due_at else float("inf")
    if cell.probes.waiting and now - cell.probes.since > PATIENCE:
        return Nudge(row, question, f"A probe waits {days(now - cell.probes.since)}", (1, due, question.number))
    if cell.through or cell.state == "held":
        return None
    silent = now - (row.spoke_at or _since(row, question) or now)
    if cell.state == "draft":
        return Nudge(row, question, f"Draft for Q{question.number}", (0, due, question.number))
    if silent > QUIET:
        return Nudge(row, question, f"Quiet for {days(silent)}", (0, due, question.number - 0.5))
    return Nudge(row, question, f"Has not answered Q{question.number}", (2, due, question.number))


def _since(row, question):
    """Since when a question waits for somebody: from their coming, but by alias nothing tells when they came."""
    return question.opens_at if row.hidden else max(row.seat.seated_at, question.opens_at or row.seat.seated_at)


def days(span):
    """A span as a person says it: "5 days", "1 day", "3 hours", "under an hour"."""
    if span < timedelta(hours=1):
        return "under an hour"
    number, thing = (span.days, "day") if span.days else (span.seconds // 3600, "hour")
    return f"{number} {thing}{'' if number == 1 else 's'}"
