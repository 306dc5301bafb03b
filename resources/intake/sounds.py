"""MP3, Ogg and WAV: walked frame by frame to the end, never decoded."""

import struct

from resources.intake.verdicts import PASSED, Check, Unfit

DAMAGED = "This sound file is damaged. Export it anew as MP3 and choose that file."
CUT = "This sound file was cut off: its end is missing. Copy or export it again and choose the whole file."
RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
BITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
BITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
PCM = {1, 3, 6, 7, 0xFFFE}
MARKUP = (b"<script", b"<html", b"<!doctype", b"%PDF-", b"PK\x05\x06")


def fit(path, container, _limits):
    """Seconds and checks of a sound file; else Unfit."""
    content = path.read_bytes()
    edge = (content[:65_536] + content[-65_557:]).lower()
    if any(sign.lower() in edge for sign in MARKUP):
        raise Unfit("polyglot", "This sound file holds parts of another file. Export it anew and choose that file.")
    try:
        seconds = {"mp3": _mp3, "ogg": _ogg, "wav": _wav}[container](content)
    except (struct.error, IndexError) as trouble:
        raise Unfit("whole", CUT) from trouble
    return seconds, [Check("whole", PASSED, "Complete to the end, in a form that browsers play.")]


def _mp3(content):
    """Its frames, one behind the other; what cutters leave at the very end is forgiven."""
    place, end, seconds, frames, promised = _tagged(content), len(content), 0.0, 0, 0
    if content[-128:-125] == b"TAG":
        end -= 128
    while place + 4 <= end:
        frame = _frame(content, place)
        if not frame:
            break
        length, lasts, offset = frame
        if not frames and content[place + offset : place + offset + 4] in (b"Xing", b"Info"):
            flags, promised = struct.unpack_from(">II", content, place + offset + 4)
            promised = promised if flags & 1 else 0
        place, seconds, frames = place + length, seconds + lasts, frames + 1
    if frames < 2 or (end - place > 4096 and content[place : place + 8] != b"APETAGEX"):
        raise Unfit("whole", DAMAGED)
    if place > end + 1 or frames < promised * 0.98:
        raise Unfit("whole", CUT)
    return seconds


def _tagged(content):
    if content[:3] != b"ID3":
        return 0
    size = sum((byte & 0x7F) << shift for byte, shift in zip(content[6:10], (21, 14, 7, 0), strict=True))
    return 10 + size


def _frame(content, place):
    head = int.from_bytes(content[place : place + 4], "big")
    version, layer, bits, rate = head >> 19 & 3, head >> 17 & 3, head >> 12 & 15, head >> 10 & 3
    if head >> 21 != 0x7FF or version == 1 or layer != 1 or bits in (0, 15) or rate == 3:
        return None
    hertz, thousands = RATES[version][rate], (BITS_1 if version == 3 else BITS_2)[bits]
    samples, mono = (1152 if version == 3 else 576), head >> 6 & 3 == 3
    offset = 4 + ((17 if mono else 32) if version == 3 else (9 if mono else 17))
    return samples // 8 * thousands * 1000 // hertz + (head >> 9 & 1), samples / hertz, offset


def _ogg(content):
    """Its pages, one behind the other, to the one that says it is the last."""
    place, last, granule, rate = 0, False, 0, 0
    while place < len(content):
        sign, _, kind, at, _, _, _, segments = struct.unpack_from("<4sBBqIIIB", content, place)
        if sign != b"OggS":
            raise Unfit("whole", DAMAGED)
        body = place + 27 + segments
        after = body + sum(content[place + 27 : body])
        if after > len(content):
            raise Unfit("whole", CUT)
        if kind & 2:
            rate = _rate(content[body:after])
        place, last, granule = after, bool(kind & 4), max(granule, at)
    if not last:
        raise Unfit("whole", CUT)
    return granule / rate


def _rate(first):
    if first[:8] == b"OpusHead":
        return 48_000
    if first[:7] == b"\1vorbis":
        return struct.unpack_from("<I", first, 12)[0] or 1
    raise Unfit("codec", "Most browsers cannot play this. Export it as MP3 or M4A and choose that file.")


def _wav(content):
    """Its pieces, one behind the other; the sound itself is whole."""
    if 8 + int.from_bytes(content[4:8], "little") > len(content):
        raise Unfit("whole", CUT)
    place, speed, data = 12, 0, None
    while place + 8 <= len(content):
        name, size = struct.unpack_from("<4sI", content, place)
        if name == b"fmt ":
            form, _, _, speed = struct.unpack_from("<HHII", content, place + 8)
            if form not in PCM:
                raise Unfit("codec", "Most browsers cannot play this. Export it as MP3 and choose that file.")
        if name == b"data":
            data = size
        if place + 8 + size > len(content):
            raise Unfit("whole", CUT)
        place += 8 + size + size % 2
    if not speed or data is None:
        raise Unfit("whole", DAMAGED)
    return data / speed
