"""What a board's log says of itself: where it ends, when it was last verified and how that went, who opened it."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from advisory.events.models import GENESIS, Event

WEEK = 7


@dataclass(frozen=True)
class Integrity:
    """A log's end, its last verification (an event, or nothing), the days of this week, and its latest readers."""

    entries: int
    seal: str
    at: object
    checked: Event | None
    days: tuple
    readers: tuple

    @property
    def sound(self):
        """Whether nothing was found when it was last verified."""
        return self.checked is not None and not self.checked.facts["bad"]

    @property
    def seconds(self):
        """How long the last verification took, as one says it."""
        took = round(self.checked.facts["took"] / 1000)
        return f"{took} second{'' if took == 1 else 's'}" if took else "less than a second"


def integrity_of(board):
    """How a board's log stands; asked anew for each page."""
    told = board.log.events.filter(subject_id=board.pk).select_related("actor").order_by("-number")
    last = board.log.events.order_by("-number").first()
    checked = told.filter(kind="log.verified").first()
    return Integrity(
        entries=last.number if last else 0, seal=last.digest if last else GENESIS, at=last.at if last else None,
        checked=checked, days=tuple(_days(checked)), readers=tuple(told.filter(kind="log.opened")[:6]),
    )  # fmt: skip


def _days(checked):
    """The last seven days, each with whether all of it was verified."""
    today = timezone.now().date()
    for back in range(WEEK - 1, -1, -1):
        day = today - timedelta(days=back)
        yield day, bool(checked) and not checked.facts["bad"] and day < checked.at.date()
