"""WebVTT, read strictly and written anew: what a film says and into which chapters it falls; pure."""

import re
from dataclasses import dataclass
from html import escape, unescape

LONGEST, MOST, WORDS = 2_000_000, 20_000, 600
_TIME = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)(?:[.,](\d{1,3}))?"
_SPAN = re.compile(rf"\s*{_TIME}\s+-->\s+{_TIME}(?:\s.*)?", re.ASCII)
_CHAPTER = re.compile(rf"{_TIME}\s+(?:[-–—]\s+)?(\S.*)", re.ASCII)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]{1,80})>")
_TAG = re.compile(r"</?[a-zA-Z0-9][^<>]{0,200}>")
VOID = ("NOTE", "STYLE", "REGION")


class Unread(ValueError):
    """What cannot be read, in words for whoever sent it."""


@dataclass(frozen=True)
class Cue:
    """Words from one second to another."""

    begin: float
    end: float
    text: str


def captions(text):
    """The cues of a WebVTT or SubRip file, in order; else Unread."""
    found = []
    for block in re.split(r"\n[ \t]*\n", _plain(text)):
        lines = block.strip("\n").split("\n")
        if lines[0].startswith(VOID) or not any(line.strip() for line in lines):
            continue
        place = next((place for place, line in enumerate(lines[:2]) if "-->" in line), None)
        if place is not None:
            found.append(_cue(lines[place], lines[place + 1 :]))
        elif not lines[0].startswith("WEBVTT"):
            raise Unread(
                f"This is not a caption: “{lines[0].strip()[:60]}”. Each one begins with 00:01.000 --> 00:04.000."
            )
        if len(found) > MOST:
            raise Unread(f"There are more than {MOST:,} captions in this file.")
    if not found:
        raise Unread("There are no captions in this file. Choose a WebVTT (.vtt) or SubRip (.srt) file.")
    return sorted((one for one in found if one.text), key=lambda one: (one.begin, one.end))


def chapters(text, seconds):
    """Chapters from a WebVTT file, or typed a line each as "12:30 Title"; the last one ends with the film."""
    if "-->" in text:
        return captions(text)
    starts = []
    for line in filter(None, map(str.strip, _plain(text).split("\n"))):
        found = _CHAPTER.fullmatch(line)
        if not found:
            raise Unread(f"Write a chapter as 12:30 Title, each on its own line; “{line[:60]}” is none.")
        starts.append((_seconds(found.groups()[:4]), _clean(found[5])))
    if not starts or [at for at, _ in starts] != sorted({at for at, _ in starts}):
        raise Unread("Write the chapters in order, each with a time of its own.")
    ends = [at for at, _ in starts[1:]] + [max(seconds, starts[-1][0] + 1)]
    return [Cue(at, end, title) for (at, title), end in zip(starts, ends, strict=True)]


def written(cues):
    """The cues as a WebVTT file of ours, which holds words alone."""
    shown = (f"{_clock(one.begin)} --> {_clock(one.end)}\n{escape(one.text, quote=False)}" for one in cues)
    return "WEBVTT\n\n" + "\n\n".join(shown) + "\n"


def typed(cues):
    """Chapters as people type them."""
    return "\n".join(f"{said_time(one.begin)} {one.text}" for one in cues)


def said_time(seconds):
    """A moment of a recording as players say it: 2:05, 1:02:05."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _plain(text):
    if len(text) > LONGEST:
        raise Unread("This file is too long for captions.")
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _cue(line, words):
    found = _SPAN.fullmatch(line)
    if not found:
        raise Unread(f"This is not a time: “{line.strip()[:60]}”. Write it as 00:01.000 --> 00:04.000.")
    begin, end = _seconds(found.groups()[:4]), _seconds(found.groups()[4:])
    if end <= begin:
        raise Unread(f"A caption ends before it begins: “{line.strip()[:60]}”.")
    return Cue(begin, end, _said(words))


def _said(lines):
    said = "\n".join(line.strip() for line in lines if line.strip())
    return _clean(unescape(_TAG.sub("", _VOICE.sub(r"\1: ", said))))


def _clean(said):
    return "".join(one for one in said if one == "\n" or one.isprintable())[:WORDS].replace("-->", "→")


def _seconds(parts):
    hours, minutes, seconds, rest = parts
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int((rest or "0").ljust(3, "0")) / 1000


def _clock(seconds):
    whole, rest = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{rest:03}"
