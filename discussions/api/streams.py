"""The events of a stream over the API: the same facts that the live socket tells."""

import re

from django.utils import timezone
from ninja import Query, Router

from advisory.api.addresses import Slug
from advisory.api.lists import Window
from advisory.api.shapes import reads
from advisory.api.steady import steady
from advisory.events.frames import events_after, subjects_of, told
from advisory.events.models import Stream
from advisory.events.readers import seats
from advisory.refusals import Absent
from boards.decorators import seat_of
from discussions.api.shapes import EventList
from discussions.models import Post, Question
from discussions.telling import EXACT_FOR, moment

INSIDE = re.compile(r"board\.[a-z0-9-]+\.q(\d+)(?:\.staff)?")
router = Router(tags=["events"])


@router.get("boards/{slug}/events", response=reads(EventList))
def events(request, slug: Slug, stream: str, window: Query[Window]):
    """What happened in a stream that I may follow, in order; `after` may be any event's number."""
    return _events(request.auth, slug, stream, window)


@steady
def _events(user, slug, wire, window):
    seat = seats(slug, {user.pk}).get(user.pk)
    stored = seat and seat.streams.get(wire)
    if not stored:
        seat_of(user, slug)
        raise Absent
    head = Stream.objects.filter(name=stored).values_list("head", flat=True).first() or 0
    rows = [event for event in events_after(stored, window.number, window.limit + 1) if event.seq <= head]
    page = window.listed(rows, lambda event: event.seq)
    things = subjects_of(page["items"])
    blinded = set(Question.objects.filter(board__slug=slug, blinded=True).values_list("number", flat=True))
    page["items"] = [
        _told(event, things.get((event.subject_type, event.subject_id)), seat.gaze, blinded) for event in page["items"]
    ]
    return page | {"head": head}


def _told(event, thing, gaze, blinded):
    old = timezone.now() - event.at > EXACT_FOR
    at = moment(event.at, day=old and _number(event, thing) in blinded)
    return {"seq": event.seq, "kind": event.kind, "at": at, "facts": told(event, thing, gaze)}


def _number(event, thing):
    """The question inside which an event happened, or nothing: what every member may know keeps its time."""
    inside = INSIDE.fullmatch(event.stream.name)
    if inside:
        return int(inside[1])
    post = thing if isinstance(thing, Post) else getattr(thing, "post", None)
    if post:
        return post.question.number
    return event.facts.get("number") if event.stream.name.count(".") > 1 else None
