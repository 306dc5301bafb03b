"""Lists of terms, looked up in time proportional to a text: words, beginnings ("bleed*"), several in a row (pure)."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

_WORD = re.compile(r"[a-z0-9]+")
FOLDER = Path(__file__).parent / "terms"


def read_terms(name):
    """A list of terms of the folder: {class: [term, …]}."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def words_of(text):
    """The words of a folded text: [(word, start, end)]."""
    return [(found[0], found.start(), found.end()) for found in _WORD.finditer(text)]


class Lexicon:
    """Terms by class; every term is looked for at every word, longest first, by its first word alone."""

    def __init__(self, terms, suffixes=()):
        self._first, self._beginnings, self._known = {}, {}, {}
        self._lengths, self._suffixes = set(), tuple(suffixes)
        for name, phrases in terms.items():
            for phrase in phrases:
                self._add(name, phrase.split())

    def _add(self, name, phrase):
        first = phrase[0]
        entry = (len(phrase), name, tuple(phrase[1:]))
        if first.endswith("*"):
            self._lengths.add(len(first) - 1)
            self._beginnings.setdefault(first[:-1], []).append(entry)
        else:
            self._first.setdefault(first, []).append(entry)

    def find(self, words) -> Iterator:
        """Every term in a row of words as (class, first word, last word + 1); one of a class at each place."""
        for place, word in enumerate(words):
            seen = set()
            for length, name, rest in self._candidates(word):
                if name not in seen and _follows(rest, words, place + 1):
                    seen.add(name)
                    yield name, place, place + length

    def _candidates(self, word):
        known = self._known.get(word)
        if known is None:
            found = list(self._first.get(word, ()))
            for length in self._lengths:
                if length <= len(word):
                    found += self._beginnings.get(word[:length], ())
            if len(word) > 6 and word.endswith(self._suffixes):
                found.append((1, "product", ()))
            known = sorted(found, key=lambda entry: -entry[0])
            if len(self._known) < 20_000:
                self._known[word] = known
        return known


def _follows(rest, words, place):
    """Whether the further words of a term stand where they have to."""
    if place + len(rest) > len(words):
        return False
    return all(
        part == "*" or word == part or (part[-1] == "*" and word.startswith(part[:-1]))
        for part, word in zip(rest, words[place : place + len(rest)], strict=True)
    )
