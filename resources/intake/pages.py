"""The pages of a PDF as pictures, each with its words and where they stand.

Pages of text are kept without loss: at this size that is quicker and smaller than a lossy picture of them, and letters
stay sharp when zoomed; a page of many colours is kept as a photograph.
"""

import ctypes
import re
from dataclasses import dataclass
from math import sqrt

import pypdfium2.raw as raw
from PIL import Image

from resources.intake.verdicts import Leaf, Unfit

DOTS = 2_170_000  # of a drawn page: A4 at 150 dots an inch
LARGEST_SCALE = 4
SHARP = {"lossless": True, "method": 1, "quality": 0}
SOFT = {"method": 0, "quality": 80}
MANY_COLOURS = 1_500
MOST_WORDS = 20_000
BROKEN = "\ufffe\u0002\u00ad"
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Word:
    """A word, where its characters stand in the reader's count, and whether a line ends behind it."""

    text: str
    first: int
    length: int
    last_of_line: bool


def drawn(page, number, folder, limits):
    """One page as a Leaf, its picture in the folder."""
    picture = pictured(page, DOTS)
    name = f"{number}.webp"
    sample = picture.resize([max(1, side // 8) for side in picture.size], Image.Resampling.NEAREST)
    soft = sample.getcolors(MANY_COLOURS) is None
    picture.save(folder / name, "WEBP", **(SOFT if soft else SHARP))
    text, boxes = read(page, limits)
    return Leaf(number, *picture.size, name, text, boxes)


def pictured(page, dots):
    """A page drawn at about so many dots."""
    wide, high = page.get_size()
    if not (1 <= wide <= 20_000 and 1 <= high <= 20_000):
        raise Unfit("pages", "A page of this PDF has an impossible size. Print it to a new PDF and choose that file.")
    scale = min(LARGEST_SCALE, sqrt(dots / (wide * high)))
    return page.render(scale=scale, prefer_bgrx=True, may_draw_forms=True).to_pil().convert("RGB")


def read(page, limits):
    """The text of a page in reading order, and [left, top, width, height, begin, end] for each word or part of one."""
    textpage = page.get_textpage()
    try:
        find = _Finder(page, textpage)
        parts, boxes, length = [], [], 0
        for word in _words(textpage)[:MOST_WORDS]:
            joined = word.last_of_line and word.text[-1] in BROKEN
            shown = "".join(one for one in word.text if one not in BROKEN)
            if length + len(shown) > limits.letters:
                break
            boxes += [[*box, length, length + len(shown)] for box in find.boxes(word)] if shown else []
            parts.append(shown + ("" if joined else "\n" if word.last_of_line else " "))
            length += len(parts[-1])
        return "".join(parts).rstrip(), boxes
    finally:
        textpage.close()


def _words(textpage):
    count = textpage.count_chars()
    text = textpage.get_text_range() if count else ""
    straight = len(text) == count
    found = []
    for hit in _WORD.finditer(text):
        first, after = hit.start(), text[hit.end() : hit.end() + 1]
        if not straight:
            first = raw.FPDFText_GetCharIndexFromTextIndex(textpage.raw, first)
        found.append(Word(hit[0], first, len(hit[0]), after in ("\r", "\n", "")))
    return found


class _Finder:
    """Finds where characters stand on a page, in thousandths of it as it is seen."""

    def __init__(self, page, textpage):
        self.page, self.text = page.raw, textpage.raw
        self.edges = [ctypes.c_double() for _ in range(4)]
        self.x, self.y = ctypes.c_int(), ctypes.c_int()

    def boxes(self, word):
        """The boxes of a word: one, or one for each line over which it is broken."""
        if word.first < 0:
            return
        left, top, right, bottom = self.edges
        for place in range(min(raw.FPDFText_CountRects(self.text, word.first, word.length), 8)):
            raw.FPDFText_GetRect(self.text, place, left, top, right, bottom)
            pairs = list(zip(self._seen(left, top), self._seen(right, bottom), strict=True))
            begin, end = [max(0, min(pair)) for pair in pairs], [min(1000, max(pair)) for pair in pairs]
            if end[0] > begin[0] and end[1] > begin[1]:
                yield [*begin, end[0] - begin[0], end[1] - begin[1]]

    def _seen(self, across, up):
        raw.FPDF_PageToDevice(self.page, 0, 0, 1000, 1000, 0, across.value, up.value, self.x, self.y)
        return self.x.value, self.y.value
