"""Does this text tell of a patient or of harm? What may need a moderator is found and marked, never judged (pure).

A clinician on a board speaks of trials, of populations and of what might happen far more than of one patient. So a
possible adverse event is a reaction that *happened* to *somebody*: each sentence is read for who, what, with what and
when, and for what makes it a hypothesis, a figure, a history or a negation.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice

from discussions.screening.folding import fold
from discussions.screening.harm import harm
from discussions.screening.identifiers import identifiers
from discussions.screening.leads import leads
from discussions.screening.lexicon import Lexicon, read_terms, words_of
from discussions.screening.sentences import sentences

MOST = 100


@dataclass(frozen=True)
class Found:
    """A place in a text that may need a moderator: what it is about, by which rule, and where (end not included)."""

    kind: str
    rule: str
    start: int
    end: int
    words: str


@lru_cache(16)
def screen(text, product_names=()):
    """Everything in a text that may need a moderator, in its order: (Found, …), at most 100 of each kind.

    Offsets are those of the text as it is given; time grows with its length, 20,000 letters take under 200 ms.
    """
    folded = fold(text)
    spans = [
        *(("patient", *one) for one in identifiers(folded)),
        *((kind, kind, *span) for kind, *span in leads(folded)),
        *_told(folded, tuple(product_names)),
    ]
    found = {}
    for kind, rule, start, end in spans:
        first, last = folded.span(start, end)
        found.setdefault((kind, first, last), Found(kind, rule, first, last, text[first:last]))
    return apart(found.values())


def apart(found):
    """Of what overlaps within one kind, the longest; of each kind the first, in the order of the text."""
    kept = []
    for one in sorted(found, key=lambda one: (one.kind, one.start, -one.end)):
        overlaps = kept and kept[-1].kind == one.kind and one.start < kept[-1].end
        if not overlaps:
            kept.append(one)
        elif one.end - one.start > kept[-1].end - kept[-1].start:
            kept[-1] = one
    few = [one for _, same in groupby(kept, key=lambda one: one.kind) for one in islice(same, MOST)]
    return tuple(sorted(few, key=lambda one: (one.start, one.kind)))


def _told(folded, product_names):
    before = None
    for sentence in sentences(folded, (_everybodys(), _board_s(product_names))):
        for kind, rule, first, last in harm(sentence, before):
            yield kind, rule, *sentence.span(first, last)
        before = sentence


@lru_cache(maxsize=1)
def _everybodys():
    """The word lists, read once in a process."""
    return Lexicon(read_terms("safety"), read_terms("endings"))


@lru_cache(maxsize=256)
def _board_s(product_names):
    """The products that a board is about."""
    names = [" ".join(word for word, _, _ in words_of(fold(name).words)) for name in product_names]
    return Lexicon({"product": list(filter(None, names))}, {"except": ()})
