"""The words of a page as headings, paragraphs, lists and tables, guessed from where its words stand."""

import re
from dataclasses import dataclass
from statistics import median

from resources.intake.grids import grid

LARGER = 1.18  # than most lines: a heading
APART = 0.75  # of the letters' size between two lines: a new paragraph
HEIGHTS = {(True, True): 0.93, (True, False): 0.71, (False, True): 0.69, (False, False): 0.49}  # of the letters' size
_TALL, _DEEP = re.compile(r"[^acegmnopqrsuvwxyz.,;:_-]"), re.compile(r"[gjpqyQ,;()\[\]{}|]")
_BULLET = re.compile(r"[•◦▪‣·–—*-]\s|\(?\d{1,2}[.)]\s|\(?[a-z][.)]\s")
_RUNNING = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
EDGE = 70  # thousandths: where a page's number stands


@dataclass(frozen=True)
class Passage:
    """A piece of a page: what it is, where it begins and ends in the page's text, and its words on one line."""

    kind: str
    begin: int
    end: int
    text: str
    rows: tuple = ()


@dataclass(frozen=True)
class _Line:
    begin: int
    end: int
    top: int
    bottom: int
    size: float
    boxes: tuple


def flow(text, boxes):
    """The passages of a page in reading order; its number at an edge is left out."""
    lines = [line for line in _lines(text, boxes) if not _is_number(text, line)]
    usual = median([line.size for line in lines for _ in range(line.end - line.begin)]) if lines else 0
    found, group, place = [], [], 0
    while place < len(lines):
        line = lines[place]
        count, rows = (0, ()) if _BULLET.match(text, line.begin) else grid(lines[place:])
        if group and (count or not _goes_on(text, group[-1], line)):
            found.append(_passage(text, group, usual))
            group = []
        if count:
            begin, end = line.begin, lines[place + count - 1].end
            found.append(Passage("table", begin, end, text[begin:end].replace("\n", " "), rows))
        else:
            group.append(line)
        place += count or 1
    return found + ([_passage(text, group, usual)] if group else [])


def _lines(text, boxes):
    begin, place = 0, 0
    for words in text.split("\n"):
        end = begin + len(words)
        inside = []
        while place < len(boxes) and boxes[place][4] < end:
            inside.append(boxes[place])
            place += 1
        if words.strip() and inside:
            first = inside[0][1]
            level = [box for box in inside if abs(box[1] - first) < 2 * box[3]] or inside
            top, bottom = min(box[1] for box in level), max(box[1] + box[3] for box in inside)
            yield _Line(begin, end, top, bottom, median([_size(text, box) for box in level]), tuple(inside))
        begin = end + 1


def _size(text, box):
    """How large the letters of a word are, by its height and whether any of them stands tall or hangs deep."""
    word = text[box[4] : box[5]]
    return box[3] / HEIGHTS[bool(_TALL.search(word)), bool(_DEEP.search(word))]


def _goes_on(text, before, line):
    """Whether a line belongs to the paragraph before it."""
    if _BULLET.match(text, line.begin) or line.top < before.top:
        return False
    alike = max(before.size, line.size) < LARGER * min(before.size, line.size)
    return alike and line.top - before.bottom < APART * line.size


def _passage(text, group, usual):
    begin, end = group[0].begin, group[-1].end
    words = text[begin:end].replace("\n", " ")
    short = len(words) < 160 and not words.rstrip().endswith((".", ",", ";"))
    large = all(line.size > LARGER * usual for line in group)
    if _BULLET.match(words) and not (large and short and words[0].isdigit()):
        return Passage("item", begin, end, words)
    return Passage("heading" if large and short else "paragraph", begin, end, words)


def _is_number(text, line):
    at_edge = line.bottom < EDGE or line.top > 1000 - EDGE
    return at_edge and bool(_RUNNING.fullmatch(text[line.begin : line.end].strip()))
