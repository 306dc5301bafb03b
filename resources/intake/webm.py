"""WebM: the elements of the file are walked to the last one; the film itself is never decoded."""

import struct

from resources.intake.films import CUT, DAMAGED
from resources.intake.verdicts import PASSED, Check, Unfit

EBML, SEGMENT, INFO, TRACKS, TRACK, CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0x1F43B675
DOC_TYPE, SCALE, LENGTH, CODEC, TIME, ATTACHED = 0x4282, 0x2AD7B1, 0x4489, 0x86, 0xE7, 0x1941A469
FILM, SOUND = {"V_VP8", "V_VP9", "V_AV1"}, {"A_OPUS", "A_VORBIS"}
PARENTS = {EBML, SEGMENT, INFO, TRACKS, TRACK, CLUSTER}
ENDLESS = {SEGMENT, CLUSTER}
MOST = 3_000_000


def fit(file, _kind, _limits):
    """Seconds and checks of a WebM that plays in a browser; else Unfit."""
    facts = {"codecs": set(), "type": "", "scale": 1_000_000, "length": 0, "last": 0, "clusters": 0}
    size = file.seek(0, 2)
    for identity, body in _elements(file, 0, size):
        _learnt(facts, identity, body)
    if facts["type"] != "webm":
        raise Unfit("format", "This is not a WebM film. Export it as WebM or MP4 and choose that file.")
    if not facts["clusters"] or not facts["codecs"]:
        raise Unfit("whole", CUT)
    if not facts["codecs"] <= FILM | SOUND or not facts["codecs"] & FILM:
        raise Unfit("codec", "Most browsers cannot play this. Export it as MP4 with H.264 and AAC.")
    seconds = max(facts["length"], facts["last"]) * facts["scale"] / 1e9
    return seconds, [Check("whole", PASSED, "Complete to the end, in a form that browsers play.")]


def _learnt(facts, identity, body):
    if identity == CLUSTER:
        facts["clusters"] += 1
    elif identity == ATTACHED:
        raise Unfit("files", "This film holds other files inside it. Export it anew without attachments.")
    elif identity == DOC_TYPE:
        facts["type"] = body.rstrip(b"\0").decode("latin-1")
    elif identity == CODEC:
        facts["codecs"].add(body.rstrip(b"\0").decode("latin-1"))
    elif identity == SCALE:
        facts["scale"] = int.from_bytes(body, "big")
    elif identity == TIME:
        facts["last"] = int.from_bytes(body, "big")
    elif identity == LENGTH and len(body) in (4, 8):
        facts["length"] = struct.unpack(">f" if len(body) == 4 else ">d", body)[0]


def _elements(file, begin, end):
    """Every element down to those we read; a parent comes before what it holds."""
    for _ in range(MOST):
        if begin >= end:
            return
        file.seek(begin)
        head = file.read(12)
        identity, after_id = _number(head, 0, marked=True)
        size, after = _number(head, after_id, marked=False)
        start = begin + after
        if size is None and identity not in ENDLESS:
            raise Unfit("whole", DAMAGED)
        if size is not None and start + size > end:
            raise Unfit("whole", CUT)
        small = size is not None and size <= 64 and identity not in PARENTS
        file.seek(start)
        yield identity, file.read(size) if small else b""
        begin = start if identity in PARENTS else start + size
    raise Unfit("whole", DAMAGED)


def _number(head, place, *, marked):
    """A number of one to eight bytes, and where it ends; None where it says that nobody knows."""
    if place >= len(head) or not head[place]:
        raise Unfit("whole", DAMAGED if head.strip(b"\0") else CUT)
    length = 9 - head[place].bit_length()
    if place + length > len(head):
        raise Unfit("whole", CUT)
    value = int.from_bytes(head[place : place + length], "big")
    if marked:
        return value, place + length
    value -= 1 << (7 * length)
    return (None if value == (1 << (7 * length)) - 1 else value), place + length
