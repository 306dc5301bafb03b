"""The ways of answering: what each takes and refuses, its figures of any number of answers, its words as a post."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisory.refusals import Invalid
from discussions.answering import KINDS, checked_answer, composed, parted
from discussions.answering.ranking import summary as ranked
from discussions.screening import screen
from tests.discussions.answers import BAD_DESIGNS, BAD_VALUES, DESIGNS, VALUES

CASES = [(name, value) for name, values in VALUES.items() for value in values]
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"]), max_size=60).map(
    lambda text: " ".join(text.split())
)


def design_of(name):
    return KINDS[name].checked_design(DESIGNS[name])


def marks_of(name, value):
    return checked_answer(KINDS[name], design_of(name), value)[0]


def complaint(asked, *given):
    """The fields of a refusal, or nothing when it was taken."""
    try:
        asked(*given)
    except Invalid as refusal:
        return refusal.fields
    return None


def refused(name, value):
    with pytest.raises(Invalid) as refusal:
        marks_of(name, value)
    return refusal.value.fields


@pytest.mark.parametrize(("name", "value"), CASES)
def test_an_answer_is_kept_said_told_in_a_row_and_comes_back_as_it_was_sent(name, value):
    kind, design = KINDS[name], design_of(name)
    assert kind.checked_design(design) == design, "a design is its own design"
    marks, words = checked_answer(kind, design, value)
    assert kind.said(design, marks)
    assert len(kind.columns(design)) == len(kind.cells(design, marks))
    assert "reason" in words
    body = composed(kind, design, marks, words)
    assert parted(kind, design, marks, body) == words
    assert screen(body) == (), "nothing is noticed in words that the form puts there"
    again = kind.raw(design, marks, words) | {"reason": words["reason"]}
    assert checked_answer(kind, design, again) == (marks, words)
    assert kind.shown(design, again)
    assert kind.shown(design, {})
    assert not any(text in str(marks) for text in words.values()), "marks are numbers and ids alone"
    assert not set(" <>&\"'") & set("".join(kind.keys(design, marks)))


@pytest.mark.parametrize("name", KINDS)
def test_figures_stand_of_no_answer_one_two_and_all_the_same_in_any_order(name):
    kind, design = KINDS[name], design_of(name)
    answers = [marks_of(name, value) for value in VALUES[name]]
    for values in ([], answers[:1], answers[:2], answers[:1] * 25, answers):
        for order in itertools.islice(itertools.permutations(values), 4):
            figures = kind.summary(design, list(order))
            assert figures == kind.summary(design, values)
            assert figures["n"] == len(values)
            assert kind.drawn(design, figures, [(marks, {}) for marks in values]) is not None


@pytest.mark.parametrize(("name", "value", "field", "words"), BAD_VALUES)
def test_what_cannot_be_taken_names_its_field(name, value, field, words):
    fields = refused(name, value)
    assert list(fields) == [field]
    assert words in fields[field]


@pytest.mark.parametrize(("name", "raw", "field", "words"), BAD_DESIGNS)
def test_what_cannot_be_asked_names_its_field(name, raw, field, words):
    with pytest.raises(Invalid) as refusal:
        KINDS[name].checked_design(raw)
    assert words in refusal.value.fields[field]


def test_an_option_without_an_id_gets_one_that_no_other_has():
    made = KINDS["choice"].checked_design({"options": [{"id": "o2", "label": "A"}, "B", {"label": "C"}]})
    assert [(one["id"], one["label"]) for one in made["options"]] == [("o2", "A"), ("o1", "B"), ("o3", "C")]


@pytest.mark.parametrize("name", KINDS)
def test_nonsense_of_every_shape_is_refused_and_nothing_falls_over(name):
    kind, design = KINDS[name], design_of(name)
    odd = [
        None,
        7,
        "x",
        True,
        [],
        {},
        [[]],
        [{}],
        {"o1": []},
        {"r1": 7},
        {"r1": {"c1": []}},
        [{"x": []}],
        10**400,
        float("nan"),
    ]
    for thing in odd:
        for field in ("chosen", "other", "rating", "cells", "added", "ranked", "places", "points", "number", "marks"):
            assert complaint(checked_answer, kind, design, {field: thing}) != {}
        for field in ("options", "rows", "columns", "scale", "low_label", "total", "most", "least", "unit", "corner"):
            assert complaint(kind.checked_design, DESIGNS[name] | {field: thing}) != {}
    for thing in (None, [], "x"):
        assert refused(name, thing)


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXT, min_size=4, max_size=4), st.lists(TEXT.filter(bool), min_size=2, max_size=2, unique=True))
def test_words_come_back_from_the_post_whatever_they_and_the_labels_say(cells, labels):
    kind = KINDS["table"]
    design = {
        "rows": [{"id": "r1", "label": labels[0]}, {"id": "r2", "label": labels[1]}],
        "columns": [{"id": "c1", "label": "*Dose*: mg"}, {"id": "c2", "label": "[When]"}], "corner": "", "more": False,
    }  # fmt: skip
    slots = ["r1.c1", "r1.c2", "r2.c1", "r2.c2"]
    words = {slot: text for slot, text in zip(slots, cells, strict=True) if text}
    marks = {"filled": list(words), "added": 0}
    assert parted(kind, design, marks, composed(kind, design, marks, words)) == words


def test_rankings_are_counted_side_by_side_and_said_to_differ():
    design = KINDS["ranking"].checked_design({"options": ["Left", "Middle", "Right"]})
    ballots = [["o1", "o2", "o3"]] * 4 + [["o3", "o2", "o1"]] * 3 + [["o2", "o3", "o1"]] * 2
    figures = ranked(design, [{"ranked": ballot} for ballot in ballots])
    assert figures["differ"]
    assert (figures["schulze"][0], figures["runoff"][0]) == (["o2"], ["o3"])
    assert "compared one to one, more people prefer Middle" in figures["sentence"]
    assert figures["options"][0]["places"] == [4, 0, 5]


def test_a_cell_tells_its_most_frequent_entry_and_nothing_of_words_out_of_sight():
    kind, design = KINDS["table"], design_of("table")
    given = [{"cells": {"r1": {"c1": text}}} for text in ("Weekly", "weekly", "Daily")] + [
        {"cells": {"r2": {"c1": "x"}}}
    ]
    answers = [checked_answer(kind, design, value) for value in given]
    figures = kind.summary(design, [marks for marks, _ in answers])
    first = kind.drawn(design, figures, answers)["rows"][0]["cells"][0]
    assert (first["text"].casefold(), first["count"], first["of"]) == ("weekly", 2, 4)
    hidden = kind.drawn(design, figures, answers[2:])["rows"][0]["cells"][0]
    assert (hidden["text"], hidden["count"], hidden["of"]) == ("", 1, 2)
    assert kind.drawn(design, figures, answers)["rows"][1]["cells"][1]["count"] == 4


def test_marks_near_each_other_are_told_together():
    kind, design = KINDS["figure"], design_of("figure")
    values = [marks_of("figure", {"marks": [{"x": x, "y": 50}]}) for x in (10, 12, 14, 80)]
    assert [(one["x"], one["count"]) for one in kind.summary(design, values)["clusters"]] == [(12.0, 3), (80.0, 1)]
