"""Where notes stand in a version: what its text is, what a reader chose in it, and where a passage is in it now."""

import re
from dataclasses import dataclass
from html import unescape
from itertools import accumulate

from advisory.refusals import Invalid
from resources.anchors import AROUND, moment, part, place, quoting, region
from resources.intake.flow import flow

TAG, BLOCK = re.compile(r"<[^>]*>"), re.compile(r"<(?:p|li|blockquote)>")
PASSAGE = re.compile(r"p(\d{1,6})-(\d{1,6})")
GONE = "These words are not in the document as it is now. Choose them again."
UNPLAYED = "A moment is noted on a film or a sound. Choose words here."
UNPAGED = "Say on which page of this document the region is; where there is no page, choose words."
FRAGMENT = "Write a region as xywh=percent:left,top,width,height, a moment as t=90."


@dataclass(frozen=True)
class Chosen:
    """What a reader chose: words with their surroundings, a paragraph, a region of a page, or a moment."""

    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    passage: str = ""
    leaf: int | None = None
    fragment: str = ""
    start: int | None = None
    end: int | None = None


def chosen_by(target):
    """What the target of a W3C Web Annotation chooses: {"selector": one or several, "page": of a region}."""
    given = target["selector"] if isinstance(target["selector"], list) else [target["selector"]]
    quote, at = part(given, "TextQuoteSelector"), part(given, "TextPositionSelector")
    words = {name: quote.get(name, "") for name in ("exact", "prefix", "suffix")}
    fragment = part(given, "FragmentSelector").get("value", "")
    return Chosen(**words, leaf=target.get("page"), fragment=fragment, start=at.get("start"), end=at.get("end"))


class Page:
    """One page of a version: its number, its text, and where that begins in the text of the whole."""

    def __init__(self, number, text, boxes, begin):
        self.number, self.text, self.boxes, self.begin = number, text, boxes, begin

    def passage(self, place):
        """Where a paragraph stands on the page, or None: (begin, end)."""
        found = self._passages()
        return found[place - 1] if 0 < place <= len(found) else None

    def _passages(self):
        if not self.number:
            return self.boxes
        found = [(one.begin, one.end) for one in flow(self.text, self.boxes)]
        return found or [(0, len(self.text))]


class Words:
    """The words of a version as notes know them: its pages one behind the other; a page written here is page 0."""

    def __init__(self, version):
        pages = [_written(version.html)] if version.html else []
        leaves = list(version.leaves.values_list("number", "text", "boxes"))
        self.played = version.format in version.PLAYED
        self.numbers = {number for number, *_ in leaves}
        self.paged = bool(leaves) or not version.file or self.played
        pages += [leaf for leaf in leaves if leaf[1]]
        begins = accumulate((len(text) + 1 for _, text, _ in pages), initial=0)
        self.pages = [Page(*page, begin) for page, begin in zip(pages, begins, strict=False)]
        self.text = "\n".join(page.text for page in self.pages)

    def page(self, number):
        """A page by its number, or None."""
        return next((page for page in self.pages if page.number == number), None)

    def page_at(self, position):
        """The number of the page on which a position of the whole text stands."""
        return next((page.number for page in reversed(self.pages) if page.begin <= position), None)

    def select(self, chosen):
        """The selectors of what a reader chose, and its page; Invalid where that is not in this version."""
        if chosen.fragment:
            return self._fragment(chosen)
        if not chosen.exact and chosen.passage:
            return self._paragraph(chosen.passage)
        quote = {"type": "TextQuoteSelector", "exact": chosen.exact}
        quote |= {"prefix": chosen.prefix[-AROUND:], "suffix": chosen.suffix[:AROUND]}
        begins = (self.page(chosen.leaf) or Page(0, "", [], 0)).begin if chosen.start is None else chosen.start
        near = {"type": "TextPositionSelector", "start": begins, "end": begins if chosen.end is None else chosen.end}
        found = place([quote, near], self.text) if chosen.exact.strip() or chosen.start is not None else None
        if found is None:
            raise Invalid(fields={"quote": GONE if chosen.exact else "Choose the words that the note is about."})
        return quoting(self.text, found.start, found.end), self.page_at(found.start)

    def find(self, selectors):
        """Where a passage stands in this version: its selectors anew and its page, or None where it is lost."""
        found = place(selectors, self.text) if part(selectors, "TextQuoteSelector") else None
        return found and (quoting(self.text, found.start, found.end), self.page_at(found.start))

    def _paragraph(self, name):
        asked = PASSAGE.fullmatch(name)
        page = asked and self.page(int(asked[1]))
        found = page and page.passage(int(asked[2]))
        if not found or found[0] == found[1]:
            raise Invalid(fields={"passage": GONE})
        return quoting(self.text, page.begin + found[0], page.begin + found[1]), page.number

    def _fragment(self, chosen):
        timed = moment(chosen.fragment) is not None
        if not timed and region(chosen.fragment) is None:
            raise Invalid(fields={"fragment": FRAGMENT})
        if timed and not self.played:
            raise Invalid(fields={"fragment": UNPLAYED})
        if not timed and self.paged and chosen.leaf not in self.numbers:
            raise Invalid(fields={"page": UNPAGED})
        standard = "http://www.w3.org/TR/media-frags/"
        selector = {"type": "FragmentSelector", "conformsTo": standard, "value": chosen.fragment}
        return [selector], None if timed else chosen.leaf


def _written(html):
    """A page that was written here: 0, its words, and where each of its paragraphs stands in them."""
    pieces = [unescape(TAG.sub("", piece.replace("<br>", "\n"))).strip() for piece in BLOCK.split(html)[1:]]
    begins = list(accumulate((len(piece) + 2 for piece in pieces), initial=0))
    return 0, "\n\n".join(pieces), [(begin, begin + len(piece)) for begin, piece in zip(begins, pieces, strict=False)]
