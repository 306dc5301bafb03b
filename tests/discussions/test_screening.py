"""Screening finds what it is said to find, through every disguise, in time that grows with the text alone."""

import re
import time
from pathlib import Path

import pytest

from benchmarks.screening import FRESH, HALVES, KINDS, labelled, rates, scores
from discussions.screening import MOST, screen
from discussions.screening.folding import fold

PAPER = Path(__file__).parents[2] / "docs/measured.md"
HARM = "One of mine died after the second dose"
HOSTILE = (
    "a", "a ", "a.", "1", "1 ", "0 1-", "+1 (", "a@", "a@a.", "www.", "a-b.", "a.b/", "d i e d ", "Mr A", "(((", "my ",
    "case no ", "one of my ", "12, 1 may ", "\u2067died\u2069", "é\u200d", "\u0301", "https://a", "she ", "in A",
    "\ufdfa", "\ufdfa@", "**a", "&#97;", "\n> ", "_a", "a  ", "\n- ",
)  # fmt: skip


def kinds(text, products=()):
    """What is found in a text."""
    return {one.kind for one in screen(text, products)}


@pytest.mark.parametrize("half", [*HALVES, FRESH])
def test_what_docs_measured_says_of_precision_and_recall_is_so(half):
    written = PAPER.read_text(encoding="utf-8")
    found = scores([one for one in labelled() if one.half == half])
    for kind in (kind for kind in KINDS if found[kind][0]):
        for name, rate in zip(("recall", "precision"), rates(found[kind]), strict=True):
            said = re.search(rf"\| screening: {kind}, {half}, {name} \| ([0-9.]+)", written)
            assert said, (kind, half, name)
            assert round(rate, 3) >= float(said[1]), (kind, half, name)


def test_there_are_four_hundred_sentences_and_more_and_patients_in_four_languages():
    sentences = labelled()
    assert len(sentences) >= 400
    assert {one.language for one in sentences if "patient" in one.kinds} == {"en", "fr", "de", "es"}


@pytest.mark.parametrize(
    "disguise",
    [
        "One of mine d\u200bi\u200be\u200bd after the second dose",
        "One of mine di\u00aded after the second dose",
        "One of mine dіеd after the second dose",  # Cyrillic i and e
        "One of mine ｄｉｅｄ after the second dose",
        "One of mine ᴅɪᴇᴅ after the second dose",
        "One of mine d i e d after the second dose",
        "One of mine d.i.e.d after the second dose",
        "ONE OF MINE DIED AFTER THE SECOND DOSE",
        "One of mine d1ed after the second dose",
        "One of mine \u2067deid\u2069 after the second dose",
        "One of mine d**i**ed after the second dose",
        "One of mine d&#105;ed after the second dose",
        "One of mine di\\_ed after the second dose",
        "One of _mine_\ndied  \nafter the second dose",
        "> One of mine\n> died after the second dose",
        "One of mine d\u0336i\u0336e\u0336d\u0336 after the second dose",
    ],
)
def test_words_are_found_through_what_would_hide_them(disguise):
    assert "adverse_event" in kinds(disguise)


def test_a_place_is_that_of_the_text_as_it_was_written():
    text = "Schön.\u200b İstanbul ﬁne. O\u200bne of mine di\u00aded after the dose 😀. ß"
    for found in screen(text):
        assert text[found.start : found.end] == found.words
    assert screen(text)[0].words.startswith("O\u200bne of mine")


def test_what_is_only_feared_asked_counted_or_denied_is_no_event():
    for calm in (
        "I would stop if a patient died after the second dose.",
        "Would you go on if she bled after the dose?",
        "Four of 212 patients died after the second dose in the trial.",
        "None of mine died after the second dose.",
    ):
        assert kinds(calm) == set(), calm


def test_a_board_s_own_products_count_as_such():
    said = "Somebody had hives on zorbotal."
    assert "adverse_event" in kinds(said, ("Zorbotal",))
    assert kinds("Zorbotal is what we discuss.", ("Zorbotal",)) == set()


def test_hostile_text_of_twenty_thousand_letters_takes_less_than_a_fifth_of_a_second():
    screen(HARM)
    slow = {}
    for part in HOSTILE:
        text = (part * (20_000 // len(part) + 1))[:20_000]
        if _seconds(text) >= 0.2 and (again := _seconds(text)) >= 0.2:
            slow[part] = again
    assert slow == {}


def test_there_is_an_end_to_what_is_found_of_one_kind_and_another_is_not_lost_in_it():
    assert len(screen("a@b.cd " * 2_800)) == MOST
    assert "adverse_event" in kinds(f"{'a.io ' * 150}\n\n{HARM}.")


@pytest.mark.parametrize(
    "disguise",
    [
        "Mrs.  Maria Kowalczyk came.", "Mrs. *Kowalczyk* came.", "Mrs. M&#97;ria came.", "Mrs. **Maria** Kowalczyk",
        "A 61-year-old man\nfrom  Matosinhos, seen on 3  May", "my patient Jo**hn** Sm**i**th", "m&#46;b@x&#46;example",
    ],
)  # fmt: skip
def test_a_patient_is_found_through_what_markdown_makes_of_a_text(disguise):
    assert "patient" in kinds(disguise)
    assert {one.words for one in screen(disguise)} <= {disguise[one.start : one.end] for one in screen(disguise)}


def test_lines_of_a_list_are_read_each_for_itself_and_a_sign_is_covered_whole():
    assert fold("One\nof mine\n- d*i*ed\n\n1. No").plain == "one of mine\n- died\n\n1. no"
    assert screen("Mrs. J&#97;")[0].words == "Mrs. J&#97;", "the whole sign is covered, not its first letter"


def _seconds(text):
    began = time.process_time()
    screen(text)
    return time.process_time() - began
