"""MP4 and M4A: the boxes of the file are walked to the last one; the film itself is never decoded."""

import struct

from resources.intake.verdicts import PASSED, Check, Unfit

DAMAGED = "This file is damaged. Export it anew as MP4 and choose that file."
CUT = "This file was cut off: its end is missing. Copy or export it again and choose the whole file."
CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"dinf", b"edts", b"mvex", b"moof", b"traf", b"udta"}
FILM, SOUND = {"avc1", "avc3", "av01", "vp09", "vp08"}, {"mp4a", "Opus", "fLaC", "ac-3", "ec-3", ".mp3"}
MOST_BOXES, DEEPEST = 200_000, 12  # what recorders write in fragments has ten for each second
LARGEST = 64 * 1024 * 1024  # of an index box


def fit(file, kind, _limits):
    """Seconds and checks of an MP4 that plays in a browser; else Unfit."""
    found = _Film(file)
    if not found.has(b"ftyp") or not found.has(b"moov"):
        raise Unfit("whole", CUT if found.has(b"ftyp") else DAMAGED)
    if not found.has(b"mdat"):
        raise Unfit("whole", CUT)
    if found.last_byte > found.size:
        raise Unfit("whole", CUT)
    _playable(found, kind)
    return found.seconds, [Check("whole", PASSED, "Complete to the end, in a form that browsers play.")]


class _Film:
    """What the boxes tell."""

    def __init__(self, file):
        self.file, self.boxes, self.codecs, self.seconds, self.last_byte = file, set(), set(), 0, 0
        self.count, self.track, self.scales = 0, 0, {}
        self.size = file.seek(0, 2)
        self._walk(0, self.size, 0)

    def has(self, name):
        return name in self.boxes

    def _walk(self, begin, end, depth):
        while begin < end:
            name, start, after = self._box(begin, end)
            self.boxes.add(name)
            if name in CONTAINERS and depth < DEEPEST:
                self._walk(start, after, depth + 1)
            elif name in READERS:
                if after - start > LARGEST:
                    raise Unfit("whole", DAMAGED)
                self.file.seek(start)
                READERS[name](self, self.file.read(after - start))
            begin = after

    def _box(self, begin, end):
        self.count += 1
        if end - begin < 8 or self.count > MOST_BOXES:
            raise Unfit("whole", DAMAGED)
        self.file.seek(begin)
        size, name = struct.unpack(">I4s", self.file.read(8))
        start = begin + 8
        if size == 1 and end - start >= 8:
            size, start = struct.unpack(">Q", self.file.read(8))[0], start + 8
        after = end if size == 0 else begin + size
        if after < start or after > end:
            raise Unfit("whole", CUT if after > end == self.size else DAMAGED)
        return name, start, after


def _playable(found, kind):
    film, strange = found.codecs & FILM, found.codecs - FILM - SOUND - {"tx3g", "wvtt", "stpp", "c608", "tmcd", "mp4s"}
    if strange:
        code = "".join(one if one.isalnum() else "?" for one in sorted(strange)[0])
        raise Unfit("codec", f"Most browsers cannot play this ({code}). Export it as MP4 with H.264 and AAC.")
    if kind == "video" and not film:
        raise Unfit("codec", "There are no moving pictures in this file. If it is sound, save it as .m4a.")
    if kind == "audio" and (film or not found.codecs & SOUND):
        raise Unfit("codec", "This is not sound alone. If it is a film, save it as .mp4.")


def _mvhd(found, body):
    scale, length = struct.unpack_from(">IQ" if body[:1] == b"\1" else ">II", body, 20 if body[:1] == b"\1" else 12)
    found.seconds = max(found.seconds, length / scale if scale else 0)


def _tkhd(found, body):
    (found.track,) = struct.unpack_from(">I", body, 20 if body[:1] == b"\1" else 12)


def _mdhd(found, body):
    (found.scales[found.track],) = struct.unpack_from(">I", body, 20 if body[:1] == b"\1" else 12)


def _tfhd(found, body):
    (found.track,) = struct.unpack_from(">I", body, 4)


def _tfdt(found, body):
    """A film in fragments says its length nowhere: its last one begins near its end."""
    (time,) = struct.unpack_from(">Q" if body[:1] == b"\1" else ">I", body, 4)
    scale = found.scales.get(found.track)
    found.seconds = max(found.seconds, time / scale if scale else 0)


def _stsd(found, body):
    place, (many,) = 8, struct.unpack_from(">I", body, 4)
    for _ in range(min(many, 100)):
        size, code = struct.unpack_from(">I4s", body, place)
        found.codecs.add(code.decode("latin-1"))
        place += max(size, 8)


def _offsets(found, body, form):
    (many,) = struct.unpack_from(">I", body, 4)
    size = struct.calcsize(form)
    if many * size > len(body) - 8:
        raise Unfit("whole", DAMAGED)
    if many:
        found.last_byte = max(found.last_byte, struct.unpack_from(form, body, 8 + (many - 1) * size)[0] + 1)


def _dref(_found, body):
    place, (many,) = 8, struct.unpack_from(">I", body, 4)
    for _ in range(min(many, 100)):
        size, name, flags = struct.unpack_from(">I4sI", body, place)
        if name != b"alis" and not flags & 1:
            raise Unfit("outside", "This film fetches a part of itself from elsewhere. Export it anew as one MP4.")
        place += max(size, 12)


def _compressed(_found, _body):
    raise Unfit("whole", DAMAGED)


READERS = {
    b"mvhd": _mvhd,
    b"tkhd": _tkhd,
    b"mdhd": _mdhd,
    b"tfhd": _tfhd,
    b"tfdt": _tfdt,
    b"stsd": _stsd,
    b"dref": _dref,
    b"cmov": _compressed,
    b"stco": lambda found, body: _offsets(found, body, ">I"),
    b"co64": lambda found, body: _offsets(found, body, ">Q"),
}
