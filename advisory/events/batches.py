"""One read of the log for a whole process: what moved, for whom, and who is still in."""

import logging
from dataclasses import dataclass, field

from advisory.events.frames import ahead_of_events, ahead_of_subjects, events_after, frame, line, subjects_of
from advisory.events.models import Log, Stream
from advisory.events.readers import board_of, seats
from advisory.events.record import SITE
from advisory.events.viewers import alive
from advisory.prepared import foresee, prepared

log = logging.getLogger("advisory.hub")
MOST = 500
TRIES = 2
FEW = 8  # streams whose events are asked for in one turn with their ends


@dataclass
class Asked:
    """What a hub wants to know: what moved, who joins, who is here, and what it knew before."""

    moved: set = field(default_factory=set)  # streams in the log that may have moved
    places: dict = field(default_factory=dict)  # stream in the log -> seq handed out so far, for all that are followed
    follows: list = field(default_factory=list)  # (viewer, stream on the wire, after), asked for since the last read
    families: list = field(default_factory=list)  # (viewer, slug): who follows all of a board's streams
    people: list = field(default_factory=list)  # (viewer, slugs of the boards they follow): checked when rights moved
    newcomers: list = field(default_factory=list)  # the same of those who join, or are due: checked in any case
    known: dict = field(default_factory=dict)  # log -> how often rights had moved
    gazes: set = field(default_factory=set)
    sure: bool = False  # look at everything and everybody, whatever was rung


@dataclass
class Batch:
    """What a read found: events drawn for each way of seeing, heads, and everybody's seats if they were read."""

    heads: dict = field(default_factory=dict)
    lines: dict = field(default_factory=dict)  # stream -> [(number, seq, {gaze: line without its stream})]
    known: dict = field(default_factory=dict)
    seats: dict | None = None  # (user, slug) -> Seat of those who were checked; None when nobody was
    everybody: bool = False  # whether everybody's seats were read, not only those of whoever joins
    checked: set = field(default_factory=set)  # viewers whose seats were read
    alive: set = field(default_factory=set)
    restless: set = field(default_factory=set)  # (user, slug) whose seat changed between what was read and now
    calm: bool = True  # False when rights moved all the while: they were read last, and everything is to be read again


def read(asked):
    """Read what moved, and rights after it, so that whatever is handed out was allowed after its last event."""
    for known in [*_still(asked), *[None] * TRIES]:
        before = known or _epochs(asked)
        batch = Batch()
        moved = asked.sure or _shifted(asked, before)
        if moved or asked.newcomers:
            _check(asked, batch, everybody=moved)
        _events(asked, batch)
        batch.known = _epochs(asked)  # foreseen with what the events are about, or asked now where more was read since
        if batch.known == before:
            return batch
    first = batch.seats or {}
    _check(asked, batch, everybody=True)
    batch.known, batch.calm = before, False
    batch.restless = {
        key for key, seat in batch.seats.items() if key not in first or not _alike(seat, first[key])
    }  # fmt: skip
    return batch


def _alike(seat, other):
    return (seat.stamp, seat.streams) == (other.stamp, other.streams)


def _still(asked):
    """What is known of the same logs from the read before: where nobody joins, it only has to hold afterwards."""
    logs = _logs(asked.people + asked.newcomers)
    return [asked.known] if set(asked.known) == logs and not (asked.sure or asked.newcomers) else []


def _shifted(asked, rights):
    """Whether rights moved on a log that those who are here stand in; one that begins only now has moved too."""
    stand = _logs(asked.people)
    return bool(asked.known) and any(asked.known.get(log) != rights[log] for log in stand & rights.keys())


def _logs(people):
    boards = frozenset().union(*{slugs for _, slugs in people})
    return {SITE} | {f"board.{slug}" for slug in boards}


def _epochs(asked):
    question, values = _epochs_of(asked)
    return dict(question(**values))


def _epochs_of(asked):
    return _rights.of(names=sorted(_logs(asked.people + asked.newcomers)))


@prepared(names=[Log._meta.get_field("name")])
def _rights(names):
    return Log.objects.filter(name__in=names).values_list("name", "rights")


@prepared(names=[Stream._meta.get_field("name")])
def _ends(names):
    return Stream.objects.filter(name__in=names).values_list("name", "head")


def _check(asked, batch, *, everybody):
    """Read how people stand now: everybody when rights moved on any log, else only whoever joins."""
    people = asked.people + asked.newcomers if everybody else asked.newcomers
    batch.everybody, batch.checked = everybody, {viewer for viewer, _ in people}
    batch.alive = alive(batch.checked)
    by_board = {}
    for viewer, slugs in people:
        for slug in slugs:
            by_board.setdefault(slug, set()).add(viewer.user_id)
    batch.seats = {
        (user, slug): seat for slug, users in by_board.items() for user, seat in seats(slug, users).items()
    }  # fmt: skip


def _events(asked, batch):
    places, gazes = dict(_moved(asked)), set(asked.gazes)
    heads = set(places)
    if batch.seats is not None:
        heads |= _joined(asked, batch, places, gazes)
    few = places if len(places) <= FEW else {}
    foresee(*([_ends.of(names=sorted(heads))] if few else []), *ahead_of_events(few, MOST))
    batch.heads = dict.fromkeys(heads, 0) | dict(_ends(names=sorted(heads)))
    found = {
        name: events_after(name, max(after, batch.heads[name] - MOST), MOST)
        for name, after in places.items()
        if batch.heads[name] > after
    }
    _draw(found, gazes, batch, latest=_epochs_of(asked))


def _moved(asked):
    return {name: asked.places[name] for name in (asked.places if asked.sure else asked.moved) if name in asked.places}


def _joined(asked, batch, places, gazes):
    """Read what newcomers follow from the earliest place anybody needs; returns the streams whose heads they need."""
    heads = set()
    for viewer, wire, after in asked.follows:
        seat = batch.seats.get((viewer.user_id, board_of(wire)))
        stored = seat and seat.streams.get(wire)
        if stored:
            gazes.add(seat.gaze)
            places[stored] = min(after, places.get(stored, after), asked.places.get(stored, after))
            heads.add(stored)
    for viewer, slug in asked.families:
        seat = batch.seats.get((viewer.user_id, slug))
        if seat:
            gazes.add(seat.gaze)
            heads.update(seat.streams.values())
    return heads


def _draw(found, gazes, batch, *, latest):
    all_events = [event for events in found.values() for event in events]
    foresee(*ahead_of_subjects(all_events), latest=latest)
    things = subjects_of(all_events)
    for name, events in found.items():
        if events:
            batch.heads[name] = events[-1].seq
        batch.lines[name] = [
            (event.number, event.seq, _drawn(event, things.get((event.subject_type, event.subject_id)), gazes))
            for event in events
        ]


def _drawn(event, thing, gazes):
    try:
        return {gaze: line(frame(event, thing, gaze))[1:] for gaze in gazes}
    except Exception:
        log.exception("%s cannot be drawn; its number goes out alone", event)
        alone = {"seq": event.seq, "kind": event.kind, "facts": {"id": str(event.subject_id)}}
        return dict.fromkeys(gazes, line(alone)[1:])
