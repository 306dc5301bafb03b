"""What surveys come to: figures of none, one and many, groups that are large enough, files that keep promises."""

import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from advisory.refusals import Conflict, Denied, Invalid
from boards.models import Membership, Sight
from discussions.commands.surveys import close_survey, share_survey
from discussions.commands.surveys_out import take_survey
from discussions.models import Sheet, Urn
from discussions.surveys.blocks import BLOCKS
from discussions.surveys.design import checked_design
from discussions.surveys.outcome import Outcome
from discussions.surveys.results import MINIMUM, answers_of, left_where, results_of
from discussions.surveys.telling import as_it_came
from discussions.tally import nps_interval
from discussions.trail import entries
from tests.discussions.panels import panel_of as panel
from tests.discussions.panels import panel_room
from tests.discussions.surveying import chose, filled, item, now, section, survey_of
from tests.discussions.test_surveys import KINDS
from tests.make import room

RATED = [item("nps"), item("scale", scale="0-10")]
ALL = checked_design({"sections": [section("All", *[one for one, _ in KINDS], *RATED)]})
THREE = [item("choice", options=["A", "B", "C"]), item("nps"), item("prose")]
ASKED = checked_design({"sections": [section("One", *THREE)]})
RAW = [*(raw for _, raw in KINDS), {"rating": 9}, {"rating": 3}]


def one_of_each():
    items = ALL["sections"][0]["items"]
    read = [BLOCKS[one["kind"]].checked_value(one["design"], raw) for one, raw in zip(items, RAW, strict=True)]
    values = {one["id"]: marks for one, (marks, _) in zip(items, read, strict=True)}
    return answers_of(ALL, values, {one["id"]: texts for one, (_, texts) in zip(items, read, strict=True) if texts})


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_every_kind_tells_none_one_two_and_many_answers(count):
    for one in results_of(ALL, [one_of_each()] * count, fewest=0):
        assert (one.met, one.n, one.outside) == (count, count, 0)
        assert one.drawn(one.summary) is not None
        for head, what, value in one.kind.figures(one.item["design"], one.summary):
            assert isinstance(value, int | float | str | None), (head, what)
        assert bool(one.words) == (count >= MINIMUM and one.item["kind"] in {"prose", "table", "choice"})


def test_the_score_of_promoters_has_an_interval_that_is_never_sure_of_itself():
    assert nps_interval([]) is None
    low, high = nps_interval([10])
    assert (round(low, 1), round(high, 1)) == (-48.5, 98.5)
    low, high = nps_interval([10, 10, 9, 9, 9, 8, 7, 6, 3, 10])  # (6.75 − 2.75) / 13 ± 1.96 · 0.2212
    assert (round(low, 1), round(high, 1)) == (-12.6, 74.1)
    assert nps_interval([10] * 900)[1] == 100


def says(option, rating=9, words=""):
    texts = {"q3": {"words": words}} if words else {}
    return answers_of(ASKED, {"q1": chose(option), "q2": {"rating": rating}, **({"q3": {}} if words else {})}, texts)


def test_a_group_under_five_is_not_shown_nor_another_that_would_give_it_away():
    def shown(*sizes):
        sheets = [says(f"o{place}") for place, size in enumerate(sizes, start=1) for _ in range(size)]
        return {group.label: group.n for group in results_of(ASKED, sheets, by="q1")[1].groups}

    assert shown(5, 6) == {"A": 5, "B": 6}
    assert shown(4, 6) == {}
    assert shown(1, 5, 7) == {"C": 7}
    assert shown(2, 3, 7) == {"C": 7}
    few = [says("o1"), *[says("o2")] * 6, *[says("o1")] * 5]
    skipped = [answers_of(ASKED, {"q1": chose("o1")}, {})] * 9
    assert {one.label: one.n for one in results_of(ASKED, few + skipped, by="q1")[1].groups} == {"A": 6, "B": 6}
    assert [one.groups for one in results_of(ASKED, few[:4] + skipped, by="q1")[1:]] == [(), ()]


def test_words_stand_from_five_sheets_without_an_order_and_beside_no_group():
    sheets = [says("o1", words=word) for word in ("d", "a", "c", "b")]
    assert results_of(ASKED, sheets, fewest=1)[2].words == []
    found = results_of(ASKED, [*sheets, says("o2", words="e")], by="q1")[2]
    assert [texts["words"] for _, texts in found.words] == list("abcde")
    group = results_of(ASKED, [says("o1", words="x")] * 5 + [says("o2", words="y")] * 5, by="q1")[2]
    assert {one.label for one in group.groups} == {"A", "B"}
    assert all(group.drawn(one.summary)["texts"] == [] for one in group.groups)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["o1", "o2", "o3"]), st.integers(0, 10)), max_size=40))
def test_whatever_is_shown_of_groups_leaves_at_least_five_or_nobody_out(people):
    sheets = [says(*one) for one in people]
    for one in results_of(ASKED, sheets, by="q1", fewest=1):
        told = sum(group.n for group in one.groups)
        assert all(group.n >= MINIMUM for group in one.groups)
        assert not one.groups or one.n - told == 0 or one.n - told >= MINIMUM


def test_where_people_left_does_not_tell_which_way_few_of_them_went():
    past = [{"item": "q1", "op": "is", "value": "o1", "to": "s3"}]
    start, *rest = section("Start", THREE[0], rules=past), section("Side way", THREE[2]), section("End", THREE[2])
    design = checked_design({"sections": [start, *rest]})
    counts = (("s1", 12, 0), ("s2", 6, 1), ("s3", 11, 0))
    parts = [{"id": key, "reached": reached, "left": left} for key, reached, left in counts]
    met = {"s1": 11, "s2": 5, "s3": 11}
    told = left_where(design, parts, met)
    assert [one["left"] for one in told] == [None] * 3  # that nobody left at the others would say where one did
    assert [one["reached"] for one in told] == [12, None, 11]  # six reached it, and five of these finished
    assert [one["left"] for one in left_where(design, parts, met, fewest=1)] == [0, 1, 0]
    parts[1:] = {"id": "s2", "reached": 6, "left": 0}, {"id": "s3", "reached": 12, "left": 0}
    assert [(one["reached"], one["left"]) for one in left_where(design, parts, met | {"s1": 12, "s2": 6})] == [
        (12, 0), (6, 0), (12, 0),
    ]  # fmt: skip
    parts[1] = {"id": "s2", "reached": 2, "left": 0}
    assert [one["reached"] for one in left_where(design, parts, met | {"s2": 2})] == [12, None, 12]


WHERE = item("choice", "Where do you work?", options=["=Ward", "Practice"], other=True)
DESIGN = {"sections": [section("About you", WHERE, item("nps"), item("prose", "Anything else?"))]}


def answered(made, people, **details):
    """A closed survey that some people of a panel answered."""
    survey = survey_of(made, design=DESIGN, **details)
    for place, seat in enumerate(people):
        given_ = {"q1": chose("o1" if place % 2 else "o2"), "q2": {"rating": place}, "q3": {"words": f"Word {place}."}}
        filled(survey, seat, ("s1", given_))
    close_survey(survey, by=made.marsh)
    return now(survey)


def workbook(survey, by):
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)]
            for sheet in load_workbook(BytesIO(take_survey(survey, "xlsx", by=by)))}  # fmt: skip


@pytest.mark.django_db
def test_a_blinded_survey_is_told_from_five_sheets_by_codes_and_its_words_apart():
    made = panel_room(6)
    few = answered(made, panel(made)[:4])
    assert Outcome(few, made.marsh).items == []
    assert workbook(few, made.marsh)["Answers"][1:] == []
    survey = answered(made, panel(made))
    book = workbook(survey, made.weidmann)
    head, *rows = book["Answers"]
    assert head[2:4] == ["q1 Where do you work?: Choice", "q2 What do you think?: 0 to 10"]
    assert sorted(row[0] for row in rows) == [f"R{n}" for n in range(1, 7)]
    assert {type(row[3]) for row in rows} == {int}
    assert [row[0] for row in book["Words"][1:]] == [None] * 6
    assert [row[4] for row in book["Words"][1:]] == [f"Word {n}." for n in range(6)]
    everything = str(book)
    assert not any(seat.user.name.split()[-1] in everything for seat in panel(made))
    figures = {row[7]: row[8] for row in book["Results"] if row[1] == "q2"}
    assert (figures["Net promoter score"], figures["Detractors"]) == (-100, 6)
    assert dict(book["Protocol"])["Finished"] == 6
    assert "6 (60%) finished" in book["Methods"][1][1]
    table = list(csv.reader(StringIO(take_survey(survey, "csv", by=made.marsh).decode("utf-8-sig"))))
    assert table[0] == [str(cell) for cell in head]
    assert "'=Ward" in {row[2] for row in table}


@pytest.mark.django_db
def test_names_stand_where_they_were_promised_and_for_the_desk_alone():
    made = panel_room(6)
    survey = answered(made, panel(made)[:2], promise="named")
    names = {seat.user.name for seat in panel(made)[:2]}
    book = workbook(survey, made.marsh)
    assert {row[0] for row in book["Answers"][1:]} == names == {row[0] for row in book["Words"][1:]}
    assert len(Outcome(survey, made.marsh).items) == 3
    assert Outcome(survey, made.weidmann).items == []
    assert workbook(survey, made.weidmann)["Answers"][1:] == []
    made.board.moderators_blinded = True
    made.board.save()
    survey.refresh_from_db()
    assert not any(name in str(workbook(survey, made.marsh)) for name in names)


@pytest.mark.django_db
def test_an_anonymous_survey_is_told_in_the_order_of_its_words():
    made = panel_room(6)
    survey = answered(made, panel(made), promise="anonymous")
    book = workbook(survey, made.marsh)
    assert [row[0] for row in book["Answers"][1:]] == [f"R{n}" for n in range(1, 7)]
    assert {row[1] for row in book["Answers"][1:]} == {None}
    assert not any(seat.user.name.split()[-1] in str(book) for seat in panel(made))


@pytest.mark.django_db
def test_who_reads_and_takes_what_came_of_it():
    made = panel_room(5)
    open_now = survey_of(made)
    with pytest.raises(Conflict):
        take_survey(open_now, "xlsx", by=made.marsh)
    survey = answered(made, panel(made))
    with pytest.raises(Invalid):
        take_survey(survey, "doc", by=made.marsh)
    with pytest.raises(Invalid):
        take_survey(survey, "csv", by=made.marsh, sheet="Nothing")
    with pytest.raises(Denied):
        take_survey(survey, "csv", by=made.okonjo)
    assert Outcome(survey, made.okonjo).items == []
    share_survey(survey, by=made.marsh)
    assert len(Outcome(now(survey), made.brandt).items) == 3
    Membership.objects.filter(pk=made.weidmann.pk).update(sight=Sight.REPORT)
    with pytest.raises(Denied):
        take_survey(survey, "csv", by=made.weidmann)
    assert Outcome(now(survey), made.weidmann).items == []


@pytest.mark.django_db
def test_groups_of_stakeholders_are_told_where_both_are_large_enough():
    made = panel_room(9)
    Membership.objects.filter(pk__in=[seat.pk for seat in panel(made)[:4]]).update(patient_expert=True)
    extra = [made.okonjo]
    survey = answered(made, [*panel(made), *extra])
    found = Outcome(survey, made.marsh, "group")
    assert found.items[1].groups == ()
    assert set(found.hidden) == {"Healthcare professionals", "Patient experts"}
    Membership.objects.filter(pk=panel(made)[4].pk).update(patient_expert=True)
    found = Outcome(survey, made.marsh, "group")
    assert {one.label: one.n for one in found.items[1].groups} == {"Healthcare professionals": 5, "Patient experts": 5}
    assert Outcome(survey, made.marsh, "q9").by == ""
    assert dict(found.breakdowns)["q1"] == "Where do you work?"


@pytest.mark.django_db
def test_nobody_and_one_alone_finish():
    heart = room()
    survey = survey_of(heart, promise="named")
    close_survey(survey, by=heart.marsh)
    found = Outcome(now(survey), heart.marsh)
    assert (found.items, found.rate, found.turnout["finished"]) == ([], 0, 0)
    assert workbook(now(survey), heart.marsh)["Answers"][1:] == []


@pytest.mark.django_db
@pytest.mark.parametrize("promise", ["blinded", "anonymous"])
def test_who_said_what_and_who_was_first_changes_nothing_of_what_is_told(promise):
    """Two worlds in which the answers of the same people are exchanged, and their order turned around."""
    made = panel_room(6)
    people, told = panel(made), []
    for turned in (people, people[::-1]):
        survey = answered(made, turned, promise=promise)
        answers = sorted((row[1:] for row in workbook(survey, made.marsh)["Answers"]), key=str)
        rest = {name: rows for name, rows in workbook(survey, made.marsh).items() if name != "Answers"}
        told.append((answers, rest, as_it_came(Outcome(survey, made.marsh, "q1"))))
        trail = entries(made.marsh, made.board.log.events.filter(kind="sheet.finished"))
        assert {one.who for one in trail} == {"Somebody"}
    assert told[0] == told[1]
    if promise == "anonymous":
        first, second = Urn.objects.order_by("pk")
        assert first.sheets == second.sheets
        assert not Sheet.objects.exclude(values={}, texts={}, salt="", code=None).exists()
