"""A log as a file that proves itself elsewhere: every entry with its seal, a JSON object on each line."""

import json
from collections import defaultdict

from advisory.events.models import GENESIS
from advisory.events.record import chained, entry_of

HOW = (
    "Each seal is the SHA-256 of the seal before it (64 zeros at first), followed by the entry without its seal "
    "as JSON with sorted keys, no spaces and no escaped letters, in UTF-8."
)


def proof_of(log):
    """The lines of a log's proof: what it is and where it ends, then every entry in order."""
    last = log.events.order_by("-number").values_list("number", "digest").first() or (0, GENESIS)
    yield _line({"log": log.name, "entries": last[0], "seal": last[1], "how": HOW})
    for event in log.events.filter(number__lte=last[0]).select_related("stream").order_by("number").iterator(500):
        yield _line(entry_of(event) | {"seal": event.digest})


def named(lines):
    """Which log a proof says it is of, or nothing."""
    try:
        return str(json.loads(lines[0])["log"])
    except (ValueError, KeyError, TypeError, IndexError):
        return ""


def flaw(lines, head=None):
    """What is wrong with a proof, naming the entry, or nothing; `head` is a (number, digest) kept elsewhere."""
    try:
        about, *entries = [json.loads(line) for line in lines if line.strip()]
        return _first_flaw(about, entries, head)
    except (ValueError, KeyError, TypeError, AttributeError):
        return "this is not a proof file: each line of one is a JSON object, the first says which log it is of"


def _first_flaw(about, entries, head):
    seal, seqs = GENESIS, defaultdict(int)
    for number, sealed in enumerate(entries, start=1):
        entry = {name: value for name, value in sealed.items() if name != "seal"}
        seqs[entry["stream"]] += 1
        if (entry["number"], entry["seq"]) != (number, seqs[entry["stream"]]):
            return f"entry {number}: it or another before it is missing"
        if chained(seal, entry) != sealed["seal"]:
            return f"entry {number}: it or its order was changed"
        seal = sealed["seal"]
        if head and head[0] == number and head[1] != seal:
            return f"entry {number}: its seal is not the one that was kept elsewhere"
    if (about["entries"], about["seal"]) != (len(entries), seal):
        return f"entry {len(entries) + 1}: it is missing; the file says that it holds {about['entries']}"
    return (
        f"entry {len(entries) + 1}: it is missing; it was there when the head was kept" if _cut(entries, head) else ""
    )


def _cut(entries, head):
    return bool(head) and head[0] > len(entries)


def _line(values):
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
