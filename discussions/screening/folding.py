"""A text as screening reads it: what hides words is undone, and every letter still knows where it stood (pure).

What Markdown makes of a text comes first, since people read what is drawn: "d**i**ed" and "d&#105;ed" are "died", and
a line that goes on in the next is one line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from unicodedata import category, normalize

_LOOKALIKES = str.maketrans(
    "аветкморсухіјѕԁԛԝһɡɑαβεικνορτυχωıłøđðᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ‐‑‒–—−’‘‛′`´“”„«»",
    "abetkmopcyxijsdqwhgaabeiknoptuxwiloddabcdefghijklmnoprstuvwyz------''''''\"\"\"\"\"",
)
_UNSEEN = {"Cf", "Mn", "Me"}
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_AS_LETTERS = str.maketrans("013457@$!|", "oieastasil")
_SIGNS_IN_WORDS = re.compile(r"(?<=[a-z])[013457@$!|]+(?=[a-z])")
_SPACED = re.compile(r"(?<![a-z0-9])[a-z](?:[ .\-_*][a-z]){3,}(?![a-z0-9])")
_TURNED = re.compile("[\u202e\u2067]([^\u202c\u2069]*)")
_MARKS = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|<!--[^>]{0,200}-->|\\[*_~`]|\\(?=[!-/:-@\[-`{-~\n])|"
    r"[*`~]+(?=\S)|(?<=\S)[*`~]+|(?<![^\W_])_+(?=\S)|(?<=\S)_+(?![^\W_])|[ \t]{2,}|"
    r"\n[ \t]*+(?:>[ \t]?)*+(?!\s|$|(?:[-*+]|\#{1,6}|[0-9]{1,9}[.)])[ \t]|\|)"
)
MOST_PARTS = 3


@dataclass(frozen=True)
class Folded:
    """Letters without accents: `plain` small, `cased` as written, `words` with letters for signs standing for them."""

    plain: str
    cased: str
    words: str
    places: Sequence[int]
    ends: Sequence[int]

    def span(self, start, end):
        """Where folded letters stood in the text: (start, end), end not included."""
        return min(self.places[start], self.places[end - 1]), max(self.ends[start], self.ends[end - 1])


def fold(text):
    """A text folded, in time proportional to its length: markup, case, accents, lookalikes, hidden, parted letters."""
    if text.isascii() and not _MARKS.search(text):
        return _joined(text, range(len(text)), range(1, len(text) + 1))
    drawn = _drawn(text)
    read = _folded(drawn)
    for turned in _TURNED.finditer("".join(letter for letter, _, _ in drawn)):
        read += [("\n", *drawn[turned.start()][1:]), *_folded(drawn[turned.start(1) : turned.end(1)])[::-1]]
    read = [one for one, before in zip(read, [("",), *read], strict=False) if not one[0] == before[0] == " "]
    return _joined("".join(letter for letter, _, _ in read), [one[1] for one in read], [one[2] for one in read])


@lru_cache(maxsize=4096)
def fold_letter(letter):
    """One letter folded: none, one or a few; large letters stay large."""
    if category(letter) in _UNSEEN or letter in _FILLERS:
        return ""
    if letter == "\n":
        return letter
    if letter.isspace():
        return " "
    shown = normalize("NFKD", letter.casefold().translate(_LOOKALIKES)).casefold().translate(_LOOKALIKES)
    shown = "".join(part for part in shown if category(part) not in _UNSEEN)[:MOST_PARTS]
    return "".join(_large(part) for part in shown) if letter.isupper() else shown


def _large(letter):
    large = letter.upper()
    return large if len(large) == 1 else letter


def _drawn(text):
    """The letters that people read once Markdown is drawn, each with where its source begins and ends."""
    letters, place = [], 0
    for mark in _MARKS.finditer(text):
        letters += [(text[one], one, one + 1) for one in range(place, mark.start())]
        letters += [(letter, *mark.span()) for letter in _shown(mark[0])]
        place = mark.end()
    return letters + [(text[one], one, one + 1) for one in range(place, len(text))]


def _shown(mark):
    if mark[0] == "&":
        return unescape(mark)
    return " " if mark.isspace() or mark[0] == "\n" else ""


def _folded(letters):
    return [(part, start, end) for letter, start, end in letters for part in fold_letter(letter)]


def _joined(cased, places, ends):
    """Letters parted by single signs, as in "d i e d", are one word."""
    parted = [(found.start(), found.end()) for found in _SPACED.finditer(cased.lower())]
    if parted:
        dropped = {place for start, end in parted for place in range(start + 1, end, 2)}
        kept = [place for place in range(len(cased)) if place not in dropped]
        cased = "".join(cased[place] for place in kept)
        places, ends = [places[place] for place in kept], [ends[place] for place in kept]
    plain = "".join(map(_small, cased)) if not cased.isascii() else cased.lower()
    words = _SIGNS_IN_WORDS.sub(lambda found: found[0].translate(_AS_LETTERS), plain)
    return Folded(plain, cased, words, places, ends)


def _small(letter):
    small = letter.lower()
    return small if len(small) == 1 else letter
