"""Words looked for in the pages of a document, found whatever their case, accents and line breaks; pure."""

import re
from functools import lru_cache

from advisory.search.words import folded

LONGEST, MOST = 200, 500
AROUND = 60


def pattern_of(sought):
    """What to look for in folded texts, or nothing where no word is asked for."""
    words = folded(sought[:LONGEST]).split()
    return re.compile(r"\s+".join(map(re.escape, words))) if words else None


def places(text, pattern):
    """Where the pattern stands in a text: [(begin, end)] by the text's own letters."""
    if text.isascii():
        return [found.span() for found in pattern.finditer(text.lower())]
    letters, origins = [], []
    for place, letter in enumerate(text):
        plain = _folded(letter)
        letters.append(plain)
        origins += [place] * len(plain)
    found = (one.span() for one in pattern.finditer("".join(letters)))
    return [(origins[begin], origins[end - 1] + 1) for begin, end in found]


def pieces(text, begin, end, hits):
    """A part of a text cut where hits begin and end: [(words, number of the hit or 0)], the first hit being 1."""
    cut, place = [], begin
    for number, (first, last) in enumerate(hits, 1):
        first, last = max(first, place), min(last, end)
        if first < last:
            cut += [(text[place:first], 0), (text[first:last], number)]
            place = last
    cut.append((text[place:end], 0))
    return [(words.replace("\n", " "), number) for words, number in cut if words]


def around(text, hit):
    """A hit with the words beside it, on one line: [(words, whether they were looked for)]."""
    begin, end = hit
    first = text.rfind(" ", 0, max(0, begin - AROUND)) + 1
    last = text.find(" ", end + AROUND)
    last = len(text) if last < 0 else last
    shown = [(text[first:begin], False), (text[begin:end], True), (text[end:last], False)]
    return [(words.replace("\n", " "), sought) for words, sought in shown]


@lru_cache(4_000)
def _folded(letter):
    return folded(letter)
