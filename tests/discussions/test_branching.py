"""Where a survey leads: its rules never lead in a circle, and what people answer decides what they meet."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisory.refusals import Invalid
from discussions.surveys.branching import END, counted, leads_to, loop, met_by_all, path, unreachable
from discussions.surveys.design import checked_design, require_whole
from tests.discussions.surveying import dosing, item, section


def choice(count=3):
    return item("choice", options=[f"Option {n}" for n in range(1, count + 1)])


def rule(to, value="o1", op="is", asks="q1"):
    return {"item": asks, "op": op, "value": value, "to": to}


def designed(*leads):
    """A design of one choice a section; each lead is the rules of a section, and where it goes otherwise."""
    sections = [section(f"Part {n}", choice(), rules=rules, next=then) for n, (rules, then) in enumerate(leads, 1)]
    return {"sections": sections}


def test_an_answer_leads_past_a_section_and_what_was_answered_there_does_not_count():
    design = checked_design(dosing())
    given_ = {"q1": {"chosen": ["o1"]}, "q3": {"rating": 7}}
    assert path(design, given_) == ["s1", "s2", "s3"]
    assert path(design, {}) == ["s1", "s2", "s3"]
    otherwise = given_ | {"q1": {"chosen": ["o2"]}}
    assert path(design, otherwise) == ["s1", "s3"]
    assert counted(design, otherwise) == {"q1": {"chosen": ["o2"]}}
    assert met_by_all(design) == {"s1", "s3"}


@pytest.mark.parametrize(
    ("kind", "op", "value", "leads", "stays"),
    [
        (item("scale", scale="0-10"), "least", 7, {"rating": 7}, {"rating": 6}),
        (item("nps"), "is", 0, {"rating": 0}, {"rating": 1}),
        (item("number", unit="mg"), "least", "2,5", {"number": 2.5}, {"number": 2.4}),
        (item("choice", options=["A", "B"], many=True), "has", "o2", {"chosen": ["o1", "o2"]}, {"chosen": ["o1"]}),
        (item("choice", options=["A", "B"], many=True), "is", "o2", {"chosen": ["o2"]}, {"chosen": ["o1", "o2"]}),
        (item("choice", options=["A", "B"], other=True), "is", "other", {"chosen": ["other"]}, {"chosen": ["o1"]}),
    ],
)
def test_each_kind_that_can_lead(kind, op, value, leads, stays):
    asked = section("One", kind, rules=[rule("end", value, op)])
    design = checked_design({"sections": [asked, section("Two", choice())]})
    assert path(design, {"q1": leads}) == ["s1"]
    assert path(design, {"q1": stays}) == ["s1", "s2"]


def refused(raw):
    with pytest.raises(Invalid) as refusal:
        checked_design(raw)
    return refusal.value.message


def test_a_circle_is_refused_and_its_sections_are_named():
    said = refused(designed(([], ""), ([], ""), ([rule("s2", asks="q2")], "")))
    assert "“Part 2” → “Part 3” → “Part 2”" in said
    assert "“Part 1”" not in said
    assert "“Part 1” → “Part 1”" in refused(designed(([rule("s1")], "")))


def test_rules_that_ask_or_lead_nowhere_are_refused_by_their_place():
    assert "Rule 1: choose a section" in refused(designed(([rule("s9")], "")))
    assert "Rule 1: choose an item" in refused(designed(([rule("end", asks="q9")], "")))
    assert "Rule 2: choose an option" in refused(designed(([rule("end"), rule("end", "o9")], "")))
    assert "not of a kind that can lead" in refused({"sections": [section("One", item("prose"), rules=[rule("end")])]})
    assert "comes later" in refused(designed(([rule("end", asks="q2")], ""), ([], "")))
    assert "Part 1" in refused(designed(([rule("s9")], "")))


def test_bad_designs_are_refused_in_words_that_say_where():
    assert "300 are too many" in refused({"sections": [section("One", choice(300))]})
    assert "Section 1, item 1" in refused({"sections": [section("One", choice(300))]})
    assert "Section 1, item 2" in refused({"sections": [section("One", choice(), item("horoscope"))]})
    wrong = ("x", [[]], [{"items": 1}], [{"items": [None]}], [{}] * 41, [section("", *[choice()] * 201)])
    for raw in ([], None, *({"sections": one} for one in wrong)):
        refused(raw)
    twice = section("One", choice()) | {"id": "same"}
    assert "once in a survey" in refused({"sections": [twice, twice]})
    assert "once in a survey" in refused({"sections": [section("One") | {"id": "end"}]})


def test_what_is_kept_is_read_again_to_the_same():
    design = checked_design(dosing())
    assert checked_design(design) == design


def test_a_section_that_nobody_reaches_is_named_before_it_opens():
    design = checked_design(designed(([], "s3"), ([], ""), ([], "")))
    assert unreachable(design) == ["s2"]
    with pytest.raises(Invalid, match="“Part 2”"):
        require_whole(design)
    with pytest.raises(Invalid, match="“Empty” has no items"):
        require_whole(checked_design({"sections": [section("Empty")]}))
    for raw in ({}, {"sections": []}):
        with pytest.raises(Invalid):
            require_whole(raw)


TO = st.sampled_from(["s1", "s2", "s3", "s4", "s5", "s6", "end"])
RULE = st.tuples(TO, st.sampled_from(["o1", "o2", "o3"]), st.integers(1, 6))
LEAD = st.tuples(st.lists(RULE, max_size=3), st.one_of(st.just(""), TO))


@settings(deadline=None, max_examples=150)
@given(leads=st.lists(LEAD, min_size=6, max_size=6), answers=st.dictionaries(st.integers(1, 6), st.integers(1, 3)))
def test_a_design_that_is_kept_never_leads_in_a_circle(leads, answers):
    """Whatever the rules: either they are refused, or every way is at most as long as there are sections, and ends."""
    raw = designed(*[([rule(to, value, asks=f"q{n}") for to, value, n in rules], then) for rules, then in leads])
    try:
        design = checked_design(raw)
    except Invalid:
        return
    values = {f"q{n}": {"chosen": [f"o{place}"]} for n, place in answers.items()}
    way = path(design, values)
    assert not loop(design)
    assert len(way) == len(set(way)) <= 6
    assert END in leads_to(design, way[-1])
    assert met_by_all(design) <= set(way)
