"""Lists of terms, looked up in time proportional to a text: words, beginnings ("bleed*"), several in a row (pure)."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

_WORD = re.compile(r"[a-z0-9]+")
MOST_KNOWN, SHORTEST = 20_000, 4
FOLDER = Path(__file__).parent / "terms"


def read_terms(name):
    """A list of terms of the folder: {class: [term, …]}."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def words_of(text):
    """The words of a folded text: [(word, start, end)]."""
    return [(found[0], found.start(), found.end()) for found in _WORD.finditer(text)]


class Lexicon:
    """Terms by class; at each word only those are tried that begin with it and go on with the next."""

    def __init__(self, terms, endings):
        self._first, self._beginnings, self._known, self._lengths = {}, {}, {}, set()
        self._endings = {name: tuple(parts) for name, parts in endings.items()}
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
        """Every term in a row of words as (class, first word, last word + 1); the longest of a class at each place."""
        for place, word in enumerate(words):
            alone, going_on, open_ended = self._candidates(word)
            if not (alone or going_on or open_ended):
                continue
            ends = {}
            for name in alone:
                ends[name] = place + 1
            after = words[place + 1] if place + 1 < len(words) else ""
            for length, name, rest in (*going_on.get(after, ()), *open_ended):
                if place + length > ends.get(name, place) and _follows(rest, words, place + 1):
                    ends[name] = place + length
            for name, end in ends.items():
                yield name, place, end

    def _candidates(self, word):
        """The terms that begin with a word: (classes of it alone, terms by the word after it, all others)."""
        known = self._known.get(word)
        if known is None:
            known = self._sorted(word)
            if len(self._known) < MOST_KNOWN:
                self._known[word] = known
        return known

    def _sorted(self, word):
        found = list(self._first.get(word, ()))
        for length in self._lengths:
            if length <= len(word):
                found += self._beginnings.get(word[:length], ())
        alone = [name for length, name, _ in found if length == 1]
        if len(word) > SHORTEST and word not in self._endings["except"]:
            alone += [name for name, parts in self._endings.items() if name != "except" and word.endswith(parts)]
        going_on = {}
        for entry in found:
            if entry[0] > 1 and "*" not in entry[2][0]:
                going_on.setdefault(entry[2][0], []).append(entry)
        return alone, going_on, [entry for entry in found if entry[0] > 1 and "*" in entry[2][0]]


def _follows(rest, words, place):
    """Whether the further words of a term stand where they have to."""
    if place + len(rest) > len(words):
        return False
    return all(
        word == part or part == "*" or (part[-1] == "*" and word.startswith(part[:-1]))
        for part, word in zip(rest, words[place : place + len(rest)], strict=True)
    )
