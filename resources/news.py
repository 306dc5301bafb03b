"""What is new to somebody in all libraries: published since they were here, or opened to them by a wider audience."""

from dataclasses import dataclass, field

from advisory.events.models import Event
from boards.models import Board, Membership
from resources.models import Document


@dataclass(frozen=True)
class News:
    """When somebody was here before, and what was opened to them since; nothing is new to who was never here."""

    since: object = None
    brought: set = field(default_factory=set)

    def holds(self, key, published):
        """Whether a document in force is new."""
        return bool(self.since and published) and (published > self.since or key in self.brought)


def brings(event, document, seat):
    """Whether an event brought a document to a seat: its version is new, or its audience was widened to them."""
    was = event.facts.get("was")
    return was is None or not document.meant_for(seat, was["roles"], was["countries"])


def news_of(person, since):
    """What is new to a person since a moment."""
    if since is None:
        return News()
    homes = Board.objects.filter(documents__in=Document.objects.of(person).order_by().values("pk")).distinct()
    told = Event.objects.filter(stream__name__in=[f"{board.stream}.library" for board in homes], at__gt=since)
    told = list(told.filter(kind="document.described"))
    known = {one.pk: one for one in Document.objects.of(person).filter(pk__in={event.subject_id for event in told})}
    return News(since, {event.subject_id for event in told
                        if event.subject_id in known and _brings(event, known[event.subject_id], person)})  # fmt: skip


def _brings(event, document, person):
    """Whether none of a person's seats where it is shown read it before."""
    seats = Membership.objects.seated().filter(user=person, board__shelves__document=document)
    return all(brings(event, document, seat) for seat in seats.select_related("board", "user"))
