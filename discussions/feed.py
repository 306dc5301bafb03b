"""The activity feed: what every member may know happened on a board, in plain words."""

from django.urls import reverse

from advisory.events.frames import subjects_of
from advisory.events.kinds import KINDS
from advisory.events.models import Event


def feed_of(board, most):
    """The latest events of the board's own stream as {"at", "text", "url"}, newest first."""
    events = Event.objects.filter(stream__name=board.stream).select_related("stream", "actor").order_by("-seq")[:most]
    things = subjects_of(events)
    return [_told(event, things.get((event.subject_type, event.subject_id)), board) for event in events]


def _told(event, thing, board):
    names = {"actor": event.actor.name if event.actor else "The clock", "subject": _name(thing), "number": ""}
    text = KINDS[event.kind].reads.format_map(names | event.facts)
    number = event.facts.get("number")
    url = reverse("question", args=[board.slug, number]) if number else reverse("board", args=[board.slug])
    return {"at": event.at, "text": text, "url": url}


def _name(thing):
    return getattr(getattr(thing, "user", None), "name", "")
