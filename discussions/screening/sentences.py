"""A text in sentences, each with the terms that stand in it (pure)."""

import re
from dataclasses import dataclass, field

from discussions.screening.lexicon import words_of

_ENDS = re.compile(r"[.!?;]+(?=[\s\"')*_]|$)|\n+")
LONGEST = 80  # words: what is looked for around each word of a sentence is looked for in so many
_SHORT = {
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "st",
    "e",
    "g",
    "i",
    "vs",
    "approx",
    "fig",
    "no",
    "nr",
    "z",
    "b",
    "sr",
    "sra",
}


@dataclass
class Sentence:
    """Some words in a row, the terms among them by class as (first word, last word + 1), and whether they ask."""

    words: list
    places: list
    asks: bool = False
    terms: dict = field(default_factory=dict)

    def has(self, *classes):
        """Whether a term of any of these classes stands here."""
        return any(name in self.terms for name in classes)

    def all(self, name):
        """Every term of a class: [(first word, last word + 1)]."""
        return self.terms.get(name, [])

    def near(self, name, first, last):
        """Whether a term of a class lies within some words, the last not included."""
        return any(first <= start and end <= last for start, end in self.all(name))

    def span(self, first, last):
        """Where some words stand in the folded text."""
        return self.places[first][0], self.places[last - 1][1]


def sentences(folded, lexicons):
    """The sentences of a folded text, in order; "Mrs." and "e.g." end none, and no sentence is endless."""
    words, begin = words_of(folded.words), 0
    for end in _ends(folded.plain, words):
        while begin < end:
            part = words[begin : min(end, begin + LONGEST)]
            begin += len(part)
            yield _read(part, folded.plain, lexicons)


def _ends(plain, words):
    """At which word each sentence is over."""
    place = 0
    for found in _ENDS.finditer(plain):
        while place < len(words) and words[place][1] < found.start():
            place += 1
        short = found[0] == "." and place and words[place - 1][0] in _SHORT
        if place and not short:
            yield place
    yield len(words)


def _read(part, plain, lexicons):
    words = [word for word, _, _ in part]
    after = plain[part[-1][2] : part[-1][2] + 3]
    sentence = Sentence(words, [(start, end) for _, start, end in part], asks="?" in after)
    for name, first, last in (found for lexicon in lexicons for found in lexicon.find(words)):
        sentence.terms.setdefault(name, []).append((first, last))
    return sentence
