"""Lock a board's log, and record what happened: the one door by which events come to be."""

import hashlib
import json
from datetime import UTC
from functools import cache

from django.db import connection, models, transaction
from django.utils import timezone

from advisory.events.kinds import AUDIENCES, KINDS
from advisory.events.models import Event, Log, Stream
from advisory.events.ring import ring
from advisory.prepared import foresee, prepared
from advisory.refusals import Absent
from advisory.rows import insert_soon, number, update_soon

SITE = "site"


def lock(owner, *rows, ahead=()):
    """Hold the log of a board until the transaction ends, and return the rows as they are under that lock.

    What a busy command will ask next can be asked in the same turn, `ahead`.
    """
    now = [_now(row.__class__).of(key=row.pk) for row in rows if isinstance(row, models.Model)]
    foresee(_held.of(log=owner.log_id), *now, *ahead)
    if _held.first(log=owner.log_id) is None:
        raise Absent
    return tuple(_as_now(row, owner.log_id) for row in rows)


@prepared(log=Log._meta.pk)
def _held(log):
    return Log.objects.select_for_update().filter(pk=log)


@cache
def _now(model):
    together = getattr(model, "together", ())
    return prepared(key=model._meta.pk)(lambda key: model._default_manager.select_related(*together).filter(pk=key))


def site_log():
    """The installation's own log, where what happens to people's accounts stands."""
    return _called.first(name=SITE) or Log.objects.get_or_create(name=SITE)[0]


@prepared(name=Log._meta.get_field("name"))
def _called(name):
    return Log.objects.filter(name=name)


def _as_now(row, log):
    """A row as it is now; a seat or a thing of another board is nobody and nothing here."""
    if not isinstance(row, models.Model):
        return row
    found = _now(row.__class__).first(key=row.pk)
    if found is None or getattr(found, "log_id", log) != log:
        raise Absent
    return found


def ahead_of_record(stream):
    """What recording the first event on a stream will ask."""
    return _named.of(name=stream), number(Event).of()


def record(kind, subject, *, by, **facts):
    """Add an event to the locked log of its subject and ring its stream once the change is committed."""
    line = _line(kind)
    stream = _stream(AUDIENCES[line.audience].stream(subject), subject)
    event = _entry(stream, line, subject, by, facts)
    insert_soon(event)
    update_soon(stream, "head")
    update_soon(stream.log, "number", "digest", "rights")
    _ring_later(stream)
    return event


def record_all(kind, subjects, *, by, facts):
    """Add an event for each of many subjects of one log, with its facts, exactly as `record` would one by one."""
    line, streams, events = _line(kind), {}, []
    for subject, told in zip(subjects, facts, strict=True):
        name = AUDIENCES[line.audience].stream(subject)
        if name not in streams:
            streams[name] = _stream(name, subject)
            streams[name].log = next(iter(streams.values())).log
        events.append(_entry(streams[name], line, subject, by, told))
    Event.objects.bulk_create(events, batch_size=500)
    Stream.objects.bulk_update(streams.values(), ["head"])
    for stream in streams.values():
        stream.log.save(update_fields=["number", "digest", "rights"])
        _ring_later(stream)
    return events


class Bell:
    """The streams that move in one transaction: rung for together, once, when it is committed."""

    def __init__(self):
        self.streams = {}

    def swing(self):
        """Ring, now that what happened can be read."""
        ring(list(self.streams))


def _ring_later(stream):
    waiting = (getattr(done, "__self__", None) for _, done, *_ in connection.run_on_commit)
    bell = next((one for one in waiting if isinstance(one, Bell)), None)
    if bell is None:
        bell = Bell()
        transaction.on_commit(bell.swing, robust=True)
    bell.streams[stream.name] = True


def _line(kind):
    if not connection.in_atomic_block:
        raise RuntimeError(f"{kind} is recorded outside a command's transaction")
    return KINDS[kind]


def _stream(name, subject):
    found = _named.first(name=name)
    return found or Stream.objects.create(name=name, log=Log.objects.get(pk=subject.log_id))


@prepared(name=Stream._meta.get_field("name"))
def _named(name):
    return Stream.objects.select_related("log").filter(name=name)


def _entry(stream, line, subject, by, facts):
    log = stream.log
    log.number += 1
    stream.head += 1
    log.rights += line.moves_rights
    event = Event(
        log=log, number=log.number, stream=stream, seq=stream.head, kind=line.name, actor_id=by.user_id,
        subject_type=line.subject, subject_id=subject.pk, facts=facts, at=timezone.now(),
    )  # fmt: skip
    event.digest = log.digest = sealed(log.digest, event)
    return event


def sealed(before, event):
    """SHA-256 over the seal before and the canonical JSON of an entry, as 64 hex digits."""
    return chained(before, entry_of(event))


def entry_of(event):
    """What of an event is sealed, as plain values: its place, what happened, who did it to what, and when."""
    return {
        "number": event.number,
        "stream": event.stream.name,
        "seq": event.seq,
        "kind": event.kind,
        "actor": str(event.actor_id) if event.actor_id else None,
        "subject": f"{event.subject_type}:{event.subject_id}",
        "facts": event.facts,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
    }


def chained(before, entry):
    """One link of the chain: SHA-256(seal before, as hex, then the entry with sorted keys and no spaces)."""
    canonical = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256((before + canonical).encode()).hexdigest()


def committed(salt, words):
    """SHA-256(salt, words): what an event keeps of a text, so that a changed word is found."""
    return hashlib.sha256(bytes.fromhex(salt) + words.encode()).hexdigest()
