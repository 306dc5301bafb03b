"""Is the log as it was written: every seal, number, place and word is checked, and a head kept elsewhere."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import islice

from advisory.events.kinds import SUBJECTS
from advisory.events.models import GENESIS, Log
from advisory.events.record import committed, sealed

CHUNK = 500


@dataclass(frozen=True)
class Finding:
    """The first thing that is wrong in a log: where, and what."""

    log: str
    number: int
    what: str

    def __str__(self):
        return f"{self.log}: entry {self.number}: {self.what}"


@dataclass
class Reading:
    """How far a log was read: its last number and seal, and how far each of its streams went."""

    number: int = 0
    seal: str = GENESIS
    seqs: dict = field(default_factory=lambda: defaultdict(int))


def verify(log, head=None):
    """The first bad entry of a log, or nothing; `head` is a (number, digest) kept elsewhere."""
    read = Reading()
    while True:
        for chunk in _chunks(log, read.number):
            finding = _first_bad(log, chunk, read, head)
            if finding:
                return finding
        ends = _ends(log)
        if ends[0] <= read.number or not log.events.filter(number__gt=read.number).exists():
            return _end(log, read, ends, head)


def erased(log):
    """How many versions of texts in a log were erased together with their salt, as the rules allow."""
    return sum(1 for chunk in _chunks(log) for _, (salt, _) in _spoken(chunk) if salt == "")


def _chunks(log, after=0):
    events = log.events.filter(number__gt=after).select_related("stream").order_by("number")
    found = iter(events.iterator(CHUNK))
    while chunk := list(islice(found, CHUNK)):
        yield chunk


def _first_bad(log, chunk, read, head):
    wrong, good = "", []
    for event in chunk:
        wrong = _wrong(event, read, head)
        if wrong:
            break
        read.number, read.seal = event.number, event.digest
        good.append(event)
    return _words(log, good) or (Finding(log.name, read.number + 1, wrong) if wrong else None)


def _wrong(event, read, head):
    number, stream = read.number + 1, event.stream.name
    if event.number != number:
        return f"entry {number} is missing; {event.number} stands in its place"
    if sealed(read.seal, event) != event.digest:
        return "the entry or its order was changed"
    read.seqs[stream] += 1
    if event.seq != read.seqs[stream]:
        return f"its place in {stream} is {event.seq}, not {read.seqs[stream]}"
    if head and event.number == head[0] and event.digest != head[1]:
        return "the seal is not the one that was kept elsewhere"
    return ""


def _spoken(events):
    """Each event that commits to words, with what stands in the database for it now."""
    by_sort = defaultdict(list)
    for event in events:
        if "words" in event.facts:
            by_sort[event.subject_type].append(event)
    for sort, spoken in by_sort.items():
        now = SUBJECTS[sort].words({event.subject_id for event in spoken})
        for event in spoken:
            yield event, now.get((event.subject_id, event.facts["version"]), (None, None))


def _words(log, events):
    for event, (salt, texts) in sorted(_spoken(events), key=lambda spoken: spoken[0].number):
        if salt is None:
            return Finding(log.name, event.number, "its words are missing")
        if salt and _changed(salt, texts, event.facts):
            return Finding(log.name, event.number, "its words were changed")
        if salt == "" and any(texts.values()):
            return Finding(log.name, event.number, "its words were changed after their salt was erased")
    return None


def _changed(salt, texts, facts):
    try:
        return any(committed(salt, texts[part]) != facts[part] for part in ("words", "shown"))
    except ValueError:
        return True


def _ends(log):
    """Where a log and its streams end by their own rows, in one look."""
    streams = list(log.streams.select_related("log"))
    now = streams[0].log if streams else Log.objects.get(pk=log.pk)
    return now.number, now.digest, {stream.name: stream.head for stream in streams}


def _end(log, read, ends, head):
    number, digest, heads = ends
    if (number, digest) != (read.number, read.seal):
        at = min(number, read.number) + (number != read.number)
        return Finding(log.name, at, f"the log ends at {read.number}, its lock row says {number}")
    for name, last in heads.items():
        if last != read.seqs[name]:
            return Finding(log.name, number, f"{name} ends at {read.seqs[name]}, not {last}")
    if head and head[0] > number:
        return Finding(log.name, number + 1, f"the log was cut: {head[0]} entries were there when the head was kept")
    return None
