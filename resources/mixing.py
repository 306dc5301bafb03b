"""The tracks of a recorded session as one film: what each track is, where it begins, and what ffmpeg is asked (pure).

Janus writes a file for each microphone, camera and screen (`.mjr`): eight letters, a length, and a header in JSON that
says when its first packet came, in microseconds (`u`). `janus-pp-rec` makes an Opus or WebM file of it.
"""

import json
import math
import re
import struct
from dataclasses import dataclass
from pathlib import Path

WIDE, HIGH, RATE = 1280, 720, 15
MAGIC, LONGEST_HEADER = b"MJR00002", 4096
NAMED = re.compile(
    r"videoroom-\w+-user-(?P<feed>[0-9a-f]{32}\w*)-(?P<at>\d+)-(?P<kind>audio|video)-(?P<place>\d+)\.mjr"
)
ENDINGS = {"audio": "opus", "video": "webm"}


@dataclass(frozen=True)
class Track:
    """One file of one page: whose feed, its kind and place in the page's list, and when it began, in seconds."""

    path: Path
    feed: str
    kind: str
    place: int
    begun: float

    @property
    def cell(self):
        """What stands in one place of the picture: a person's camera, or their screen, from whichever page."""
        return self.feed[:32], self.place


def tracks_in(folder, begun, ended):
    """The tracks that began between two moments (seconds since 1970), the earliest first."""
    found = [_track(path) for path in sorted(Path(folder).glob("*.mjr"))]
    return sorted((one for one in found if one and begun <= one.begun <= ended), key=lambda one: one.begun)


def _track(path):
    named = NAMED.fullmatch(path.name)
    first = _first_packet(path)
    if not named or first is None:
        return None
    return Track(path, named["feed"], named["kind"], int(named["place"]), first)


def _first_packet(path):
    """When the first packet of a track came, or nothing: of a file that holds none, or is no track."""
    with path.open("rb") as file:
        if file.read(8) != MAGIC:
            return None
        (length,) = struct.unpack(">H", file.read(2).ljust(2, b"\0"))
        try:
            told = json.loads(file.read(min(length, LONGEST_HEADER)))
        except ValueError:
            return None
        return told["u"] / 1_000_000 if file.read(1) and isinstance(told.get("u"), int) else None


def arguments(tracks, seconds, target):
    """What ffmpeg is asked: `tracks` are (file, Track, offset in seconds) and the film is so many seconds long."""
    inputs = [part for path, _, _ in tracks for part in ("-i", str(path))]
    numbered = list(enumerate(tracks))
    chains, maps = [], []
    shown = [(number, track, offset) for number, (_, track, offset) in numbered if track.kind == "video"]
    heard = [(number, offset) for number, (_, track, offset) in numbered if track.kind == "audio"]
    if shown:
        chains += _pictures(shown, seconds)
        maps += ["-map", "[picture]", "-c:v", "libx264", "-preset", "veryfast", "-crf", "28", "-pix_fmt", "yuv420p"]
    if heard:
        chains += _sounds(heard)
        maps += ["-map", "[sound]", "-c:a", "aac", "-b:a", "96k"]
    return [
        "-nostdin", "-hide_banner", "-loglevel", "error", "-nostats", "-progress", "pipe:1",
        *inputs, "-filter_complex", ";".join(chains), *maps, "-threads", "2", "-t", f"{seconds:.3f}",
        "-map_metadata", "-1", "-movflags", "+faststart", "-y", str(target),
    ]  # fmt: skip


def _pictures(shown, seconds):
    """Each camera and screen in a place of its own, from when it began until it ended."""
    cells = list(dict.fromkeys(track.cell for _, track, _ in shown))
    across = math.ceil(math.sqrt(len(cells)))
    wide, high = WIDE // across // 2 * 2, HIGH // across // 2 * 2
    yield f"color=c=black:s={WIDE}x{HIGH}:r={RATE}:d={seconds:.3f}[p0]"
    for step, (number, track, offset) in enumerate(shown):
        row, column = divmod(cells.index(track.cell), across)
        yield (f"[{number}:v]setpts=PTS-STARTPTS+{offset:.3f}/TB,scale={wide}:{high}:force_original_aspect_ratio="
               f"decrease,pad={wide}:{high}:(ow-iw)/2:(oh-ih)/2[c{step}]")  # fmt: skip
        after = "[picture]" if step == len(shown) - 1 else f"[p{step + 1}]"
        yield f"[p{step}][c{step}]overlay={column * wide}:{row * high}:eof_action=pass{after}"


def _sounds(heard):
    """All voices together, each from when it began."""
    for step, (number, offset) in enumerate(heard):
        yield f"[{number}:a]asetpts=PTS-STARTPTS,aresample=48000,adelay={round(offset * 1000)}:all=1[s{step}]"
    joined = "".join(f"[s{step}]" for step in range(len(heard)))
    yield f"{joined}amix=inputs={len(heard)}:duration=longest:normalize=0,alimiter=limit=0.95[sound]"
