"""How well screening finds what it should, on sentences written for it before it was tuned, and how fast it is."""

import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure, Note
from discussions.screening import screen

HERE = Path(__file__).resolve().parent
PRODUCTS = ("Product A",)
LEAST = {"adverse_event": (0.9, 0.8), "patient": (0.9, 0.9)}  # recall, precision on the held-out half
KINDS = (
    "adverse_event", "pregnancy", "overdose", "misuse", "medication_error", "off_label", "lack_of_effect",
    "quality_defect", "patient", "link", "file",
)  # fmt: skip
SAFETY = frozenset(KINDS[:8])
HALVES = ("tuned on", "held out")
FRESH = "written afterwards"


@dataclass(frozen=True)
class Sentence:
    """One labelled sentence: what it tells of, in which language, and in which half it stands."""

    kinds: frozenset
    language: str
    text: str
    half: str


def labelled():
    """The sentences in their order; odd ones are the half that screening was tuned on, even ones are held out.

    A second file was tuned on as well, and the sentences of the third were written when all tuning was over.
    """
    halves = [_read(line, HALVES[place % 2]) for place, line in enumerate(_lines("sentences.txt"))]
    more = [_read(line, HALVES[0]) for line in _lines("sentences_more.txt")]
    return halves + more + [_read(line, FRESH) for line in _lines("sentences_fresh.txt")]


def _lines(name):
    return [line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def _read(line, half):
    kinds, language, text = line.split(" | ", 2)
    return Sentence(frozenset(kinds.replace(" ", "").split(",")) - {"-"}, language, text, half)


def scores(sentences):
    """For each kind how many sentences tell of it, how many of these were found, and how many were found wrongly."""
    found = [(one, {hit.kind for hit in screen(one.text, PRODUCTS)}) for one in sentences]
    return {
        kind: (
            sum(kind in one.kinds for one, _ in found),
            sum(kind in one.kinds and kind in hits for one, hits in found),
            sum(kind not in one.kinds and kind in hits for one, hits in found),
        )
        for kind in KINDS
    }


def rates(score):
    """Recall and precision of a score, each from 0 to 1; 1 where there is nothing to find or nothing was found."""
    there, right, wrong = score
    return (right / there if there else 1.0, right / (right + wrong) if right + wrong else 1.0)


def safety(sentences):
    """The same for all that goes to the safety desk alike: a possible adverse event, or a special situation."""
    found = [
        (bool(one.kinds & SAFETY), bool({hit.kind for hit in screen(one.text, PRODUCTS)} & SAFETY)) for one in sentences
    ]
    return sum(there for there, _ in found), found.count((True, True)), found.count((False, True))


def quiet(sentences):
    """The share of sentences with nothing to find in which nothing was found."""
    plain = [one for one in sentences if not one.kinds]
    return sum(not screen(one.text, PRODUCTS) for one in plain) / len(plain)


def screening(size):
    """The figures of docs/measured.md."""
    sentences = labelled()
    for half in (*HALVES, FRESH):
        part = [one for one in sentences if one.half == half]
        for kind, score in scores(part).items():
            if score[0]:
                yield from _figures(kind, half, score)
        yield from _figures("anything for the safety desk", half, safety(part))
        yield Figure(f"screening: nothing to find, {half}, left alone", round(quiet(part), 3))
    for language in ("en", "fr", "de", "es"):
        score = scores([one for one in sentences if one.language == language and one.half == HALVES[1]])["patient"]
        yield Figure(f"screening: patient, {language}, held out, recall", round(rates(score)[0], 3), f"of {score[0]}")
    yield Figure("screening: 20,000 characters, slowest", slowest() * 1000, "ms", most=200)
    yield Note(f"{len(sentences)} sentences, of which {sum(not one.kinds for one in sentences)} hold nothing to find.")


def _figures(kind, half, score):
    recall, precision = (round(rate, 3) for rate in rates(score))
    least = LEAST.get(kind, (None, None)) if half == HALVES[1] else (None, None)
    yield Figure(f"screening: {kind}, {half}, recall", recall, f"of {score[0]}", least=least[0])
    yield Figure(f"screening: {kind}, {half}, precision", precision, least=least[1])


def slowest():
    """Seconds for the worst of some texts of 20,000 characters: real ones, and ones made to be slow."""
    real = " ".join(one.text for one in labelled())
    hostile = (
        "a",
        "a ",
        "a.",
        "1",
        "1 ",
        "0 1-",
        "a@",
        "a@a.",
        "www.",
        "a-b.",
        "d i e d ",
        "Mr A",
        "(((",
        "\u2067died\u2069",
        "é\u200d",
        "my ",
        "case no ",
    )
    return max(_timed((text * (20_000 // len(text) + 1))[:20_000]) for text in (real, *hostile))


def _timed(text):
    began = time.process_time()
    screen.__wrapped__(text, PRODUCTS)
    return time.process_time() - began
