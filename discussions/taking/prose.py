"""A post's drawn words as paragraphs and runs, for formats that are no web pages; pure.

Its input is the safe HTML of `advisory.text.drawn`: p, br, strong, em, s, ul, ol, li, blockquote, code and a.
Whatever else stands there is read as its text.
"""

import re
from dataclasses import dataclass, field
from html import unescape

MARKS = {"strong": "bold", "em": "italic", "s": "struck", "code": "code", "mark": "marked", "del": "struck"}
BLOCKS = {"p", "li", "div"}
_TAG = re.compile(r'<(/?)([a-z]+)((?:\s[a-z-]+(?:="[^"]*")?)*)\s?/?>')
_HREF, _START = re.compile(r'\shref="([^"]*)"'), re.compile(r'\sstart="([0-9]{1,9})"')
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_UNKEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Run:
    """Words of one look: its marks (bold, italic, struck, code, marked), and where they lead."""

    text: str
    marks: frozenset = frozenset()
    href: str = ""


@dataclass
class Paragraph:
    """One paragraph: how deep it stands in lists, its bullet ("•", "1.") if it has one, and whether it is quoted."""

    runs: list = field(default_factory=list)
    depth: int = 0
    bullet: str = ""
    quoted: bool = False

    @property
    def text(self):
        """Its words alone, addresses of links behind them."""
        said = "".join(run.text + (f" ({run.href})" if run.href not in {"", run.text} else "") for run in self.runs)
        before = "    " * (self.depth - 1) + f"{self.bullet} " if self.bullet else "> " if self.quoted else ""
        return before + said.rstrip()


def paragraphs(html):
    """The paragraphs of a drawn text, in order; an empty text has none."""
    reader, at = _Reader(), 0
    for tag in _TAG.finditer(html):
        reader.says(html[at : tag.start()])
        at, (closes, name, attributes) = tag.end(), tag.groups()
        reader.closes(name) if closes else reader.opens(name, attributes)
    reader.says(html[at:])
    return [one for one in reader.found if one.runs]


def plain(html):
    """A drawn text in plain words, a line for each paragraph."""
    return "\n".join(one.text for one in paragraphs(html))


def kept(text):
    """Text without the characters that no XML file may hold."""
    return _UNKEPT.sub("", text or "")


class _Reader:
    """Builds paragraphs from tags and words as they come."""

    def __init__(self):
        self.found, self.marks, self.lists, self.href, self.quotes = [], [], [], "", 0

    def opens(self, tag, attributes):
        """A tag begins."""
        if tag in MARKS:
            self.marks.append(MARKS[tag])
        elif tag in {"ul", "ol"}:
            start = _START.search(attributes)
            self.lists.append((tag, int(start[1]) if start else 1))
        elif tag == "blockquote":
            self.quotes += 1
        elif tag == "a":
            href = _HREF.search(attributes)
            self.href = unescape(href[1]) if href else ""
        elif tag == "br":
            self._add("\n")
        elif tag in BLOCKS:
            self._begin(tag)

    def closes(self, tag):
        """A tag ends."""
        if tag in MARKS and self.marks:
            self.marks.pop()
        elif tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        elif tag == "blockquote":
            self.quotes -= 1
        elif tag == "a":
            self.href = ""

    def says(self, words):
        """Words between tags; blanks are one, and none begin a line."""
        if words.isspace() and "\n" in words:
            return
        words = _BLANKS.sub(" ", kept(unescape(words)))
        words = words if self._goes_on else words.lstrip(" ")
        if words:
            self._add(words)

    def _begin(self, tag):
        if tag == "li" and self.lists:
            sort, number = self.lists[-1]
            self.lists[-1] = (sort, number + 1)
            bullet = "•" if sort == "ul" else f"{number}."
            self.found.append(Paragraph(depth=len(self.lists), bullet=bullet, quoted=self.quotes > 0))
        elif not (self.found and self.found[-1].bullet and not self.found[-1].runs):
            self.found.append(Paragraph(depth=len(self.lists), quoted=self.quotes > 0))

    @property
    def _goes_on(self):
        return bool(self.found and self.found[-1].runs and not self.found[-1].runs[-1].text.endswith((" ", "\n")))

    def _add(self, words):
        if not self.found:
            self.found.append(Paragraph())
        self.found[-1].runs.append(Run(words, frozenset(self.marks), self.href))
