"""What can be searched: each app registers how to go through what one person may read, and this asks all of them.

Only what its reader may see is ever looked at, so nothing hidden shows in a hit, a count, an order or a time.
Words are compared in Python, folded alike on every database: without case and without accents.
"""

import re
from dataclasses import dataclass
from itertools import chain, islice
from unicodedata import combining, normalize

LONGEST, MOST, MOST_TERMS, AROUND = 200, 500, 12, 90
_MARKS = re.compile(f"[{''.join(letter for letter in map(chr, range(0x300, 0x10000)) if combining(letter))}]")
_sources = []


@dataclass(frozen=True)
class Found:
    """One place where all the words stand, as its reader may see it."""

    sort: str  # boards, documents or discussion
    label: str
    icon: str
    title: str
    url: str
    text: str
    about: str
    mine: bool = False


def searchable(source):
    """Name a function (user, matches) -> Found, Found, …; `matches` says whether all words stand in some texts."""
    _sources.append(source)
    return source


def search(user, asked):
    """Everything a person may read in which all words stand, app by app in their order, at most MOST."""
    terms = terms_of(asked)
    if not terms:
        return []

    def matches(*texts):
        whole = folded(" ".join(texts))
        return all(term in whole for term in terms)

    return list(islice(chain.from_iterable(source(user, matches) for source in _sources), MOST))


def terms_of(asked):
    """The words that are looked for, folded."""
    return folded(asked).split()[:MOST_TERMS]


def folded(text):
    """A text without case and accents, so that "Muller" finds "MÜLLER"."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", normalize("NFKD", text.casefold()))


def excerpt(text, terms):
    """The sentence or so around the first word found, in pieces: [(words, whether they were looked for)]."""
    text = " ".join(text.split())
    places = _places(text, terms)
    begin = _word_start(text, places[0][0] - AROUND) if places else 0
    end = min(len(text), begin + 3 * AROUND)
    pieces = [("…", False)] if begin else []
    at = begin
    for first, last in places:
        if first >= end:
            break
        pieces += [(text[at:first], False), (text[first:last], True)]
        at = last
    pieces += [(text[at:end], False), ("…" if end < len(text) else "", False)]
    return [piece for piece in pieces if piece[0]]


def _word_start(text, at):
    return text.find(" ", at) + 1 if at > 0 else 0


def _places(text, terms):
    """Where the terms stand in the text as it is written: [(first, last + 1)], apart from each other and in order."""
    letters = [(fold, at) for at, letter in enumerate(text) for fold in folded(letter)]
    whole = "".join(fold for fold, _ in letters)
    found = []
    for term in terms:
        at = whole.find(term)
        while at >= 0:
            found.append((letters[at][1], letters[at + len(term) - 1][1] + 1))
            at = whole.find(term, at + len(term))
    apart, last = [], 0
    for first, end in sorted(found):
        if first >= last:
            apart.append((first, end))
            last = end
    return apart
