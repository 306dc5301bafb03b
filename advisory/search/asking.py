"""What somebody typed, as what it asks for; whatever is neither a word nor a known operator is quoted away."""

import re
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from advisory.search.words import STEM, paired, placed, stem, words_of

LONGEST, MOST_TERMS, AROUND, SHORTEST = 200, 12, 90, 3
_PIECE = re.compile(r'"([^"]*)"|(\S+)')
_QUOTES = str.maketrans("“”„‟«»", '""""""')
_STRONG = re.compile(r"\*\*(\S.*?)\*\*")
_QUESTION = re.compile(r"q:(\d{1,4})", re.IGNORECASE)


class Term(NamedTuple):
    """Words that stand together; `exact` where nothing but themselves is meant."""

    words: tuple
    exact: bool

    @property
    def open(self):
        """Whether its last word may go on: three letters say enough, and one of other scripts does."""
        return not self.exact and (len(self.words[-1]) >= SHORTEST or not self.words[-1].isascii())

    @property
    def stem(self):
        """What stands for all forms of its word, where it is one word."""
        return stem(self.words[0]) if len(self.words) == 1 and not self.exact else ""

    def begins_in(self, words):
        """The places in some words where it may begin: a word and its stem have one first letter."""
        first = self.words[0][0]
        return [at for at, word in enumerate(words) if word[0] == first]

    def meets(self, words, at):
        """Whether some words, from a place on, are what is looked for."""
        here = words[at : at + len(self.words)]
        if here == list(self.words):
            return True
        if len(here) < len(self.words) or here[:-1] != list(self.words[:-1]):
            return False
        return (self.open and here[-1].startswith(self.words[-1])) or (self.stem and stem(here[-1]) == self.stem)


class Asked:
    """A search as it was typed: `terms` that all have to stand in what is found, and what it is narrowed to."""

    def __init__(self, typed):
        self.typed = typed
        self.terms, self.mine, self.question = [], False, None
        for phrase, piece in _PIECE.findall(typed.translate(_QUOTES)):
            self._take(phrase, piece)
        self.terms = list(dict.fromkeys(self.terms))[:MOST_TERMS]

    def __bool__(self):
        return bool(self.terms) or self.mine or self.question is not None

    def _take(self, phrase, piece):
        if piece.casefold() == "by:me":
            self.mine = True
        elif number := _QUESTION.fullmatch(piece):
            self.question = int(number[1])
        elif words := tuple(word.folded for word in words_of(phrase or piece)):
            self.terms.append(Term(words, bool(phrase)))

    @property
    def loose(self):
        """Whether other words than the very ones are found too."""
        return any(not term.exact for term in self.terms)

    @cached_property
    def exactly(self):
        """The same search for nothing but the very words."""
        narrowed = ["by:me"] * self.mine + [f"q:{self.question}"] * (self.question is not None)
        return " ".join([*(f'"{" ".join(term.words)}"' for term in self.terms), *narrowed])

    def places(self, text):
        """Where the terms stand in a text as it is written: [(first, last + 1)], apart from each other, in order."""
        found = list(words_of(text))
        words, taken = [word.folded for word in found], []
        for term in self.terms:
            last = len(term.words) - 1
            met = [at for at in term.begins_in(words) if term.meets(words, at)]
            taken += [(found[at].start, found[at + last].end) for at in met]
        apart, end = [], 0
        for first, until in sorted(taken):
            if first >= end:
                apart.append((first, until))
                end = until
        return apart

    def sought(self, text):
        """The first words found in a text, as they stand there; those side by side together."""
        run = []
        for first, last in self.places(text):
            if run and text[run[-1] : first].strip():
                break
            run += [first, last]
        return " ".join(text[run[0] : run[-1]].split()) if run else ""

    def excerpt(self, text):
        """The sentence or so around the first word found, in pieces: [(words, whether they were looked for)]."""
        text = _STRONG.sub(r"\1", " ".join(text.split()))
        places = self.places(text)
        begin = text.find(" ", places[0][0] - AROUND) + 1 if places and places[0][0] > AROUND else 0
        until = min(len(text), begin + 3 * AROUND)
        pieces, at = [("…", False)] if begin else [], begin
        for first, last in places:
            if at <= first < until:
                pieces += [(text[at:first], False), (text[first:last], True)]
                at = last
        pieces += [(text[at:until], False), ("…" if until < len(text) else "", False)]
        return [piece for piece in pieces if piece[0]]

    def for_sqlite(self, *places):
        """The search as FTS5 takes it, in some places of each kind: every word is quoted."""
        asks = [_either(map(_quoted, _forms(term)), " OR ") for term in self.terms]
        return " AND ".join(
            [*asks, *(_either([f'"{placed(one)}"' for one in some], " OR ") for some in places if some)]
        )

    def for_postgresql(self, *places):
        """The same search as PostgreSQL takes it."""
        asks = [_either(map(_followed, _forms(term)), " | ") for term in self.terms]
        return " & ".join([*asks, *(_either([f"'{placed(one)}'" for one in some], " | ") for some in places if some)])


def _forms(term):
    """The forms in which a term may stand in the index: [(words, whether the last may go on)]."""
    forms = [(term.words, term.open)]
    if term.stem:
        forms += [((term.stem,), False), ((STEM + term.stem,), False)]
    return list(dict.fromkeys(forms))


def _quoted(form):
    words, more = form
    return f'"{" ".join(words)}"{"*" * more}'


def _followed(form):
    """Words in a row as PostgreSQL looks for them: by their pairs, since its index does not know where they stand."""
    words, more = form
    closed = words[: len(words) - more]
    neighbours = [f"'{paired(*pair)}'" for pair in pairwise(closed)]
    row = " <-> ".join(f"'{word}'" for word in words) + ":*" * more
    return f"({' & '.join([*neighbours, row])})" if neighbours else row


def _either(asks, word):
    return f"({word.join(asks)})"
