"""A text as screening reads it: what hides words is undone, and every letter still knows where it stood (pure)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category, normalize

_LOOKALIKES = str.maketrans(
    "аветкморсухіјѕԁԛԝһɡɑαβεικνορτυχωıłøđð‐‑‒–—−’‘‛′`´“”„«»",
    "abetkmopcyxijsdqwhgaabeiknoptuxwilodd------''''''\"\"\"\"\"",
)
_UNSEEN = {"Cf", "Mn", "Me"}
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_AS_LETTERS = str.maketrans("013457@$!|", "oieastasil")
_SIGNS_IN_WORDS = re.compile(r"(?<=[a-z])[013457@$!|]+(?=[a-z])")
_SPACED = re.compile(r"(?<![a-z0-9])[a-z](?:[ .\-_*][a-z]){3,}(?![a-z0-9])")
_TURNED = re.compile("[\u202e\u2067]([^\u202c\u2069]*)")


@dataclass(frozen=True)
class Folded:
    """Letters without accents: `plain` small, `cased` as written, `words` with letters for signs standing for them."""

    plain: str
    cased: str
    words: str
    places: Sequence[int]

    def span(self, start, end):
        """Where folded letters stood in the text: (start, end), end not included."""
        first, last = self.places[start], self.places[end - 1]
        return min(first, last), max(first, last) + 1


def fold(text):
    """A text folded, in time proportional to its length: case, accents, lookalikes, hidden and parted letters."""
    if text.isascii():
        plain, places = text.lower(), range(len(text))
    else:
        pairs = _folded(text, range(len(text)))
        for turned in _TURNED.finditer(text):
            pairs += [("\n", turned.start()), *_folded(turned[1], range(turned.start(1), turned.end(1)))[::-1]]
        plain, places = "".join(letter for letter, _ in pairs), [place for _, place in pairs]
    return _joined(text, plain, places)


@lru_cache(maxsize=4096)
def fold_letter(letter):
    """One letter folded: none, one or several."""
    if category(letter) in _UNSEEN or letter in _FILLERS:
        return ""
    if letter == "\n":
        return letter
    if letter.isspace():
        return " "
    shown = normalize("NFKD", letter.translate(_LOOKALIKES)).casefold().translate(_LOOKALIKES)
    return "".join(part for part in shown if category(part) not in _UNSEEN)


def _folded(text, places):
    return [(part, place) for letter, place in zip(text, places, strict=True) for part in fold_letter(letter)]


def _joined(text, plain, places):
    """Letters parted by single signs, as in "d i e d", are one word."""
    parted = [(found.start(), found.end()) for found in _SPACED.finditer(plain)]
    if parted:
        dropped = {place for start, end in parted for place in range(start + 1, end, 2)}
        kept = [place for place in range(len(plain)) if place not in dropped]
        plain, places = "".join(plain[place] for place in kept), [places[place] for place in kept]
    cased = "".join(
        letter.upper() if text[place].isupper() else letter for letter, place in zip(plain, places, strict=True)
    )
    return Folded(plain, cased, _SIGNS_IN_WORDS.sub(lambda found: found[0].translate(_AS_LETTERS), plain), places)
