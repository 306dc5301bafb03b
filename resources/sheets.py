"""One page of a document as it is read: as flowing paragraphs, and as lines of words above its picture; pure."""

from dataclasses import dataclass
from itertools import groupby

from resources.finding import pieces
from resources.intake.flow import Passage, flow


@dataclass(frozen=True)
class Paragraph:
    """A paragraph by its id, which stays the same for the same page, and where it stands in the page's text."""

    id: str
    kind: str
    begin: int
    end: int
    parts: list
    rows: list


@dataclass(frozen=True)
class Word:
    """A word above its picture, in thousandths of the page; `room` reaches to the next word of its line."""

    text: str
    begin: int
    left: int
    bottom: int
    room: int
    height: int


def paragraphs(number, text, boxes, hits=()):
    """The paragraphs of a page, items that follow each other in one list: [(whether a list, [Paragraph])]."""
    shown = [_paragraph(f"p{number}-{place}", one, text, hits) for place, one in enumerate(passages(text, boxes), 1)]
    return [(listed, list(group)) for listed, group in groupby(shown, lambda one: one.kind == "item")]


def _paragraph(key, one, text, hits):
    parts, rows = pieces(text, one.begin, one.end, hits), _cells(text, one.rows, hits)
    return Paragraph(key, one.kind, one.begin, one.end, parts, rows)


def _cells(text, rows, hits):
    """The cells of a table row by row, each in pieces."""
    return [[[piece for part in cell for piece in _spaced(text, part, cell, hits)] for cell in row] for row in rows]


def _spaced(text, part, cell, hits):
    return pieces(text, *part, hits) + ([(" ", 0)] if part != cell[-1] else [])


def passages(text, boxes):
    """The passages of a page; where nothing says how its words stand, all of them are one."""
    return flow(text, boxes) or ([Passage("paragraph", 0, len(text), text)] if text.strip() else [])


def lines(text, boxes):
    """The words of a page line by line in reading order, each once."""
    shown, begin, place = [], 0, 0
    for words in text.split("\n"):
        end, inside = begin + len(words), []
        while place < len(boxes) and boxes[place][4] < end:
            if not inside or boxes[place][4] != inside[-1][4]:
                inside.append(boxes[place])
            place += 1
        if inside:
            shown.append(_line(text, inside))
        begin = end + 1
    return shown


def marks(boxes, hits):
    """Where on the page's picture hits stand: [[left, top, width, height]]."""
    return [box[:4] for box in boxes if any(box[4] < end and begin < box[5] for begin, end in hits)]


def _line(text, boxes):
    top, bottom = min(box[1] for box in boxes), max(box[1] + box[3] for box in boxes)
    level = bottom - top < 1.8 * max(box[3] for box in boxes)
    line = []
    for box, after in zip(boxes, [*boxes[1:], None], strict=True):
        left, above, width, height, begin, end = box
        base, size = (bottom, bottom - top) if level else (above + height, height)
        follows = after is not None and left < after[0]
        room = after[0] - left if follows else width
        line.append(Word(text[begin:end] + (" " if after else ""), begin, left, base, max(1, room), size))
    return line
