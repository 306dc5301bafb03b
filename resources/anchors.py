"""Where a note stands, as W3C Web Annotation selectors, and how its passage is found again in another version's text.

Pure: texts in, places out. Positions count code points. A quoted passage is looked for three times: word for word (but
for spaces, accents and unseen characters), where it stood, and by likeness. Likeness is Dice's measure over the
characters of those words that stand in both passages in the same order, 0 to 1 (Dice, Ecology 26, 1945): 2 matched /
(quoted + found). From `ALIKE` on it is the same passage. A quote of under `FEW` words that stands elsewhere word for
word is taken only where the words before or behind it agree too, by `NEAR`: "the same day" stands everywhere.
"""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from unicodedata import category, combining, normalize

ALIKE, NEAR, FEW = 0.6, 0.5, 4
AROUND = 32  # characters of prefix and suffix
LONGEST = 80  # words that are compared at once; a longer quote is found by its two ends
RAREST, OFTEN, TRIED = 12, 200, 5  # words of a quote that are looked up; hits of one; places that are compared
HITS = 500  # places of one phrase that are compared by what stands around them
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")
_PERCENT = re.compile(r"xywh=percent:(\d{1,3}(?:\.\d+)?(?:,\d{1,3}(?:\.\d+)?){3})")
_TIME = re.compile(r"t=(\d{1,6}(?:\.\d{1,3})?)(?:,(\d{1,6}(?:\.\d{1,3})?))?")


@dataclass(frozen=True)
class Found:
    """A passage in a text: where it begins and ends, how it was found (exact, position, alike), and its likeness."""

    start: int
    end: int
    how: str
    likeness: float = 1.0


def quoting(text: str, start: int, end: int) -> list[dict]:
    """The selectors of a passage of a text: its words with what stands around them, and its position."""
    quote = {"type": "TextQuoteSelector", "exact": text[start:end]}
    quote |= {"prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]}
    return [quote, {"type": "TextPositionSelector", "start": start, "end": end}]


def region(value: str) -> tuple[float, float, float, float] | None:
    """Left, top, width and height of `xywh=percent:l,t,w,h` in percent of a page, or None for anything else."""
    found = _PERCENT.fullmatch(value)
    left, top, width, height = map(float, found[1].split(",")) if found else (0, 0, 0, 0)
    fits = 0 < width <= 100 - left and 0 < height <= 100 - top
    return (left, top, width, height) if fits else None


def moment(value: str) -> tuple[float, float] | None:
    """Begin and end in seconds of `t=12.5` or `t=12.5,20` (one moment begins and ends at once), or None."""
    found = _TIME.fullmatch(value)
    begin, end = (float(found[1]), float(found[2] or found[1])) if found else (1, 0)
    return (begin, end) if begin <= end else None


def part(selectors: list[dict], kind: str) -> dict:
    """The selector of a type among some, or an empty one."""
    return next((one for one in selectors if one.get("type") == kind), {})


def place(selectors: list[dict], text: str) -> Found | None:
    """Where the passage that some selectors name stands in a text now; None: it is lost. Bounded for any input."""
    quote, at = part(selectors, "TextQuoteSelector"), part(selectors, "TextPositionSelector")
    page, exact = _indexed(text), quote.get("exact", "")
    start, end = at.get("start", -1), at.get("end", -1)
    if not _plain(exact)[0].strip():
        return Found(start, end, "position") if not exact and 0 <= start < end <= len(text) else None
    asked = _Quote(exact, quote.get("prefix", ""), quote.get("suffix", ""), page.inside(start))
    return asked.literally(page) or asked.alike(page)


class _Indexed:
    """A text as it is searched: without accents, unseen characters and runs of spaces, and its words by place."""

    def __init__(self, text):
        self.text = text
        self.plain, self.origin = _plain(text)

    @cached_property
    def words(self):
        """Every word without its case, with where it begins and ends."""
        return [(found[0].casefold(), *found.span()) for found in _WORD.finditer(self.plain)]

    @cached_property
    def begins(self):
        """Where each word begins."""
        return [begin for _, begin, _ in self.words]

    @cached_property
    def where(self):
        """The places of each word among the words."""
        found = {}
        for place, (word, *_) in enumerate(self.words):
            found.setdefault(word, []).append(place)
        return found

    def inside(self, position):
        """Where a position of the text stands in what is searched; -1 for none."""
        return bisect_left(self.origin, position) if position >= 0 else -1

    def found(self, begin, end, how, likeness=1.0):
        """A passage of what is searched, as a passage of the text."""
        return Found(self.origin[begin], self.origin[end - 1] + 1, how, likeness)


@lru_cache(8)
def _indexed(text):
    return _Indexed(text)


class _Quote:
    """What is looked for: words, a little of what stood before and behind them, and where it all stood."""

    def __init__(self, exact, before, behind, position):
        self.exact = _plain(exact)[0].strip()
        self.before, self.behind = _plain(before)[0][-AROUND:], _plain(behind)[0][:AROUND]
        self.position = position
        self.words = [word.casefold() for word in _WORD.findall(self.exact)]

    def literally(self, page):
        """The place where it stands word for word: of several the one with the likest surroundings, then the nearest.

        A phrase of few words is nowhere, when nothing around it is as it was.
        """
        spots = _spots(page.plain, self.exact)
        if not spots:
            return None
        best = max(spots, key=lambda spot: (self._surroundings(page, spot), -abs(spot - self.position)))
        known = len(self.words) >= FEW or not (self.before.strip() or self.behind.strip())
        if not known and self._surroundings(page, best) < NEAR:
            return None
        return page.found(best, best + len(self.exact), "exact")

    def alike(self, page):
        """The likest passage: where it stood, if it is like enough there, or wherever its rarest words stand."""
        if len(self.words) > LONGEST:
            return self._by_ends(page)
        here = bisect_left(page.begins, self.position) if self.position >= 0 else None
        tried = [] if here is None else [self._compared(page, here)]
        if not tried or not tried[0] or tried[0].likeness < ALIKE:
            tried = [self._compared(page, spot) for spot in self._likely(page)]
        best = max(filter(None, tried), key=lambda one: one.likeness, default=None)
        if best is None or best.likeness < ALIKE or len(self.words) < FEW:
            return None
        return best

    def _surroundings(self, page, spot):
        """How much of what stood around is around a spot, 0 to 1: the better of the two sides."""
        end = spot + len(self.exact)
        before = _common(self.before[::-1], page.plain[max(0, spot - 2 * AROUND) : spot][::-1])
        return max(before, _common(self.behind, page.plain[end : end + 2 * AROUND]))

    def _likely(self, page):
        """Among the words of a text, where it may begin: where most of its rarest words say so."""
        known = [(len(page.where[word]), place, word) for place, word in enumerate(self.words) if word in page.where]
        votes = Counter()
        for often, place, word in sorted(known)[:RAREST]:
            if often <= OFTEN:
                votes.update({(spot - place) // 4 for spot in page.where[word]})
        near = [(votes[slot] + votes[slot + 1], slot * 4) for slot in votes]
        return [max(0, begin) for _, begin in sorted(near, reverse=True)[:TRIED]]

    def _compared(self, page, here):
        """The likest passage around a word of the text, or None where no word agrees."""
        slack = max(8, len(self.words) // 2)
        begin = max(0, here - slack)
        window = page.words[begin : here + len(self.words) + slack]
        same = SequenceMatcher(None, self.words, [word for word, *_ in window], autojunk=False).get_matching_blocks()
        same = _together([block for block in same if block.size], len(self.words))
        if not same:
            return None
        first, last = same[0].b, same[-1].b + same[-1].size
        matched = sum(len(word) for block in same for word in self.words[block.a : block.a + block.size])
        whole = sum(map(len, self.words)) + sum(len(word) for word, *_ in window[first:last])
        how = "position" if here == bisect_left(page.begins, self.position) else "alike"
        return page.found(window[first][1], window[last - 1][2], how, 2 * matched / whole)

    def _by_ends(self, page):
        """A long passage, from where its first words stand to where its last ones do, if it did not grow by half."""
        half, ends = LONGEST // 2, [found.span() for found in _WORD.finditer(self.exact)]
        head = _Quote(self.exact[: ends[half][0]], "", "", self.position).placed(page)
        where = self.position + ends[-half][0] if self.position >= 0 else -1
        tail = _Quote(self.exact[ends[-half][0] :], "", "", where).placed(page)
        if not head or not tail or not head.start < tail.end <= head.start + 1.5 * len(self.exact):
            return None
        return Found(head.start, tail.end, "alike", (head.likeness + tail.likeness) / 2)

    def placed(self, page):
        """Word for word if it can be, else by likeness."""
        return self.literally(page) or self.alike(page)


def _together(blocks, count):
    """Matching blocks without the stray ones at either end that stand further off than the quote is long."""
    while len(blocks) > 1 and blocks[1].b - blocks[0].b - blocks[0].size > max(4, count // 3):
        blocks = blocks[1:]
    while len(blocks) > 1 and blocks[-1].b - blocks[-2].b - blocks[-2].size > max(4, count // 3):
        blocks = blocks[:-1]
    return blocks


def _spots(text, words):
    found, spot = [], text.find(words)
    while spot >= 0 and len(found) < HITS:
        found.append(spot)
        spot = text.find(words, spot + 1)
    return found


def _common(asked, here):
    """Which part of a few characters, but for spaces, stands here too from the begin, 0 to 1; 0 for none asked."""
    asked, here = asked.replace(" ", ""), here.replace(" ", "")
    same = next((at for at, (one, other) in enumerate(zip(asked, here, strict=False)) if one != other), None)
    return (min(len(asked), len(here)) if same is None else same) / len(asked) if asked else 0.0


def _plain(text):
    """A text as it is searched, and for each of its characters where it came from."""
    kept, origin, spaced = [], [], True
    for place, letter in enumerate(text):
        for one in letter if letter.isascii() else _folded(letter):
            blank = one.isspace()
            if not (blank and spaced):
                kept.append(" " if blank else one)
                origin.append(place)
            spaced = blank
    return "".join(kept), origin


@lru_cache(20_000)
def _folded(letter):
    """A character without its accents; a ligature as its letters, and nothing for what cannot be seen."""
    return "".join(one for one in normalize("NFKD", letter) if not combining(one) and category(one) != "Cf")
