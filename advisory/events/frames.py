"""Events as lines: each drawn once for each way of seeing, as the thing is now and as its reader may see it now."""

import json

from advisory.events.kinds import KINDS, SUBJECTS
from advisory.events.models import Event, Stream
from advisory.prepared import prepared

SECRET = {"words", "shown"}
SEQ = Event._meta.get_field("seq")


def line(data):
    """One JSON object as it goes over the wire."""
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False)


def events_after(stream, after, limit):
    """Up to `limit` events of a stream after a place, in order; `seq` has no gaps."""
    return _between(stream=stream, after=after, last=after + limit)


@prepared(stream=Stream._meta.get_field("name"), after=SEQ, last=SEQ)
def _between(stream, after, last):
    found = Event.objects.filter(stream__name=stream, seq__gt=after, seq__lte=last)
    return found.select_related("stream").order_by("seq")


def ahead_of_events(places, limit):
    """What `events_after` will ask of each stream from its place."""
    return [_between.of(stream=name, after=after, last=after + limit) for name, after in places.items()]


def subjects_of(events):
    """What some events are about, fetched with one query for each sort: {(sort, id): thing}."""
    wanted = {}
    for event in events:
        wanted.setdefault(event.subject_type, set()).add(event.subject_id)
    known = {sort: SUBJECTS[sort].load(keys) for sort, keys in wanted.items() if sort in SUBJECTS}
    return {(sort, key): thing for sort, things in known.items() for key, thing in things.items()}


def ahead_of_subjects(events):
    """What fetching and drawing what some events are about will ask, as far as it is known beforehand."""
    wanted = {}
    for event in events:
        wanted.setdefault(event.subject_type, []).append(event)
    return [one for sort, about in wanted.items() if sort in SUBJECTS for one in SUBJECTS[sort].ahead(about)]


def told(event, thing, gaze):
    """The facts of an event for one way of seeing; its id alone when the thing does not live there now."""
    facts = {"id": str(event.subject_id)}
    if not _lives(event, thing):
        return facts
    tells = KINDS[event.kind].tells
    if tells:
        return facts | tells(event, thing, gaze)
    return facts | {name: value for name, value in event.facts.items() if name not in SECRET}


def frame(event, thing, gaze):
    """One event as a live line for one way of seeing, but for the name of its stream."""
    data = {"seq": event.seq, "kind": event.kind, "facts": told(event, thing, gaze)}
    draws = KINDS[event.kind].draws
    if draws and _lives(event, thing):
        data["html"], data["into"] = draws(thing, gaze)
    return data


def _lives(event, thing):
    return thing is not None and event.stream.name in SUBJECTS[event.subject_type].streams(thing)
