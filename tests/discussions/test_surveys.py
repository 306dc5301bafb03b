"""A survey's life: written, opened, answered part by part, closed and shared; each step only when it is its time."""

import json

import pytest

from advisory.clock import tick
from advisory.events.audit import verify
from advisory.refusals import Conflict, Denied, Invalid
from advisory.rights import can
from boards.commands.boards import close_board
from discussions.commands.sheets import begin_sheet, finish_sheet, save_section
from discussions.commands.surveys import (
    change_survey,
    close_survey,
    create_survey,
    open_survey,
    plan_survey,
    share_survey,
)
from discussions.models import Sheet, Survey, Urn
from tests.discussions.surveying import chose, dosing, filled, item, now, section, survey_of
from tests.make import room, soon

pytestmark = pytest.mark.django_db


def events_of(made, kind):
    return list(made.board.log.events.filter(kind=kind))


def test_a_survey_is_answered_part_by_part_and_finished_for_good():
    heart = room()
    survey = survey_of(heart)
    begin_sheet(survey, by=heart.okonjo)
    with pytest.raises(Invalid) as refusal:
        save_section(survey, "s1", {"q1": {}, "q2": {"rating": 11}}, by=heart.okonjo)
    assert set(refusal.value.fields) == {"q1", "q2"}
    assert "asked of everybody" in refusal.value.fields["q1"]
    sheet, left = save_section(survey, "s1", {"q1": {"chosen": []}, "q2": {"rating": 0}}, by=heart.okonjo, draft=True)
    assert (sheet.section, sheet.values, left) == ("s1", {"q2": {"rating": 0}}, {})
    sheet, left = save_section(survey, "s1", {"q2": {"rating": 77}}, by=heart.okonjo, draft=True)
    assert sheet.values == {"q2": {"rating": 0}}
    assert "0 to 10" in left["q2"]
    sheet, _ = save_section(survey, "s1", {"q1": chose("o1")}, by=heart.okonjo)
    assert sheet.section == "s2"
    with pytest.raises(Invalid) as refusal:
        finish_sheet(survey, by=heart.okonjo)
    assert refusal.value.facts == {"section": "s2"}
    assert set(refusal.value.fields) == {"q3"}
    save_section(survey, "s2", {"q3": {"rating": 6}, "q4": {"words": "Nothing at all."}}, by=heart.okonjo)
    sheet, _ = save_section(survey, "s1", {"q1": chose("o2")}, by=heart.okonjo)
    assert sheet.section == "s3"
    assert sheet.values["q3"] == {"rating": 6}
    done = finish_sheet(survey, by=heart.okonjo)
    assert finish_sheet(survey, by=heart.okonjo).finished_at == done.finished_at
    assert len(events_of(heart, "sheet.finished")) == 1
    with pytest.raises(Conflict, match="what you handed in stands"):
        save_section(survey, "s1", {"q1": chose("o1")}, by=heart.okonjo)


def test_who_may_do_what_and_who_sees_what_when():
    heart = room()
    survey = survey_of(heart, opened=False)
    for seat in (heart.okonjo, heart.weidmann, heart.brandt):
        with pytest.raises(Denied):
            create_survey(heart.board, by=seat, title="Mine")
        with pytest.raises(Denied):
            open_survey(survey, by=seat)
    seen = [key for key in heart.seats if can(getattr(heart, key), "survey.see", survey)]
    assert seen == ["lindqvist", "marsh", "weidmann"]
    with pytest.raises(Conflict, match="not open yet"):
        begin_sheet(survey, by=heart.okonjo)
    open_survey(survey, by=heart.marsh)
    survey = now(survey)
    assert can(heart.okonjo, "survey.see", survey)
    assert not can(heart.brandt, "survey.see", survey)
    for seat in (heart.marsh, heart.weidmann, heart.brandt):
        with pytest.raises(Denied):
            begin_sheet(survey, by=seat)
    close_survey(survey, by=heart.lindqvist)
    survey = now(survey)
    assert can(heart.marsh, "survey.read", survey)
    assert not can(heart.okonjo, "survey.read", survey)
    share_survey(survey, by=heart.marsh)
    survey = now(survey)
    assert can(heart.okonjo, "survey.read", survey)
    assert can(heart.brandt, "survey.see", survey)
    share_survey(survey, by=heart.marsh)
    assert len(events_of(heart, "survey.shared")) == 1


def test_what_stands_once_it_has_opened():
    heart = room()
    survey = survey_of(heart, opened=False, design={"sections": []})
    with pytest.raises(Invalid, match="at least one section"):
        open_survey(survey, by=heart.marsh)
    change_survey(survey, by=heart.marsh, design=dosing(), promise="named", intro="Ten minutes.")
    with pytest.raises(Invalid, match="mending"):
        change_survey(survey, by=heart.marsh, promise="secret")
    with pytest.raises(Invalid):
        change_survey(survey, by=heart.marsh, title=" ")
    with pytest.raises(Conflict, match="Close the survey first"):
        share_survey(survey, by=heart.marsh)
    open_survey(survey, by=heart.marsh)
    with pytest.raises(Conflict, match="stand as people were asked"):
        change_survey(survey, by=heart.marsh, title="Another")
    with pytest.raises(Conflict):
        open_survey(survey, by=heart.marsh)
    nobody = survey_of(heart, opened=False, asked="nobody")
    with pytest.raises(Invalid, match="mending") as refusal:
        open_survey(nobody, by=heart.marsh)
    assert "Nobody is asked yet" in refusal.value.fields["asked"]


def test_a_survey_opens_and_closes_by_the_clock_and_with_its_board():
    heart = room()
    survey = survey_of(heart, opened=False)
    with pytest.raises(Invalid):
        plan_survey(survey, None, soon(hours=-1), by=heart.marsh)
    plan_survey(survey, soon(seconds=-1), soon(days=2), by=heart.marsh)
    tick()
    assert now(survey).state == "open"
    Survey.objects.update(closes_at=soon(seconds=-1))
    tick()
    assert now(survey).state == "closed"
    with pytest.raises(Conflict, match="has closed"):
        begin_sheet(now(survey), by=heart.okonjo)
    with pytest.raises(Conflict):
        plan_survey(now(survey), None, soon(days=1), by=heart.marsh)
    other = survey_of(heart)
    begin_sheet(other, by=heart.okonjo)
    close_board(heart.board, by=heart.lindqvist)
    with pytest.raises(Conflict, match="has closed"):
        save_section(other, "s1", {}, by=heart.okonjo)
    tick()
    assert now(other).state == "closed"
    assert now(other).turnout["started"] == 1


def test_only_those_it_asks_are_asked():
    heart = room()
    heart.seats["abernathy"].patient_expert = True
    heart.seats["abernathy"].save()
    experts = survey_of(heart, asked="experts")
    assert can(heart.abernathy, "sheet.fill", experts)
    assert not can(heart.okonjo, "sheet.fill", experts)
    assert not can(heart.okonjo, "survey.see", experts)
    doctors = survey_of(heart, asked="clinicians")
    assert can(heart.okonjo, "sheet.fill", doctors)
    assert not can(heart.abernathy, "sheet.fill", doctors)


def test_of_an_anonymous_survey_nothing_leads_from_a_sheet_to_a_person():
    heart = room()
    survey = survey_of(heart, promise="anonymous")
    part = ("s1", {"q1": chose("o1"), "q2": {"rating": 9}})
    first = ("s2", {"q3": {"rating": 1}, "q4": {"words": "Canary of Okonjo."}})
    filled(survey, heart.okonjo, part, first, ("s3", {}))
    filled(survey, heart.tanabe, part, ("s2", {"q3": {"rating": 7}}), ("s3", {}))
    filled(survey, heart.solheim, ("s1", {"q1": chose("o2")}), ("s3", {}))
    begin_sheet(survey, by=heart.abernathy)
    save_section(survey, *part, by=heart.abernathy)
    close_survey(survey, by=heart.marsh)
    rows = Sheet.objects.filter(survey=survey)
    assert all((row.values, row.texts, row.code, row.salt) == ({}, {}, None, "") for row in rows)
    held = Urn.objects.get(survey=survey).sheets
    assert held == sorted(held, key=lambda one: json.dumps(one, sort_keys=True, separators=(",", ":")))
    assert [set(one) for one in held] == [{"values", "texts"}] * 3
    assert not any("words" in event.facts for event in events_of(heart, "sheet.finished"))
    (closed,) = events_of(heart, "survey.closed")
    assert closed.facts["words"]
    left = {one["id"]: (one["reached"], one["left"]) for one in now(survey).turnout["sections"]}
    assert left == {"s1": (4, 0), "s2": (3, 1), "s3": (3, 0)}
    assert verify(heart.board.log) is None


def test_a_changed_answer_or_question_is_found_in_the_log():
    heart = room()
    survey = survey_of(heart)
    sheet = filled(survey, heart.okonjo, ("s1", {"q1": chose("o2")}), ("s3", {}))
    assert verify(heart.board.log) is None
    Sheet.objects.filter(pk=sheet.pk).update(values={"q1": chose("o1")})
    assert verify(heart.board.log) is not None
    Sheet.objects.filter(pk=sheet.pk).update(values=sheet.values)
    Survey.objects.update(intro="Something else.")
    assert verify(heart.board.log) is not None


def test_what_was_not_finished_is_not_kept():
    heart = room()
    survey = survey_of(heart)
    filled(survey, heart.tanabe, ("s1", {"q1": chose("o2")}), finish=False)
    filled(survey, heart.okonjo, ("s1", {"q1": chose("o2")}), ("s3", {}))
    close_survey(survey, by=heart.marsh)
    mine, theirs = (Sheet.objects.get(survey=survey, member=seat) for seat in (heart.okonjo, heart.tanabe))
    assert mine.code == 1
    assert mine.values
    assert theirs.values == {}
    assert theirs.code is None
    told = now(survey).turnout
    assert (told["invited"], told["started"], told["finished"]) == (4, 2, 1)
    assert {one["id"]: one["left"] for one in told["sections"]} == {"s1": 0, "s2": 0, "s3": 1}


def test_what_may_be_an_adverse_event_reaches_the_safety_desk_without_breaking_the_promise():
    heart = room()
    harm = "One of mine had a pause of four seconds in week 6 and we stopped the drug."
    parts = ("s1", {"q1": chose("o1")}), ("s2", {"q3": {"rating": 1}, "q4": {"words": harm}}), ("s3", {})
    for promise in ("named", "blinded", "anonymous"):
        filled(survey_of(heart, promise=promise), heart.okonjo, *parts)
    found = {case.noticed: case for case in heart.board.cases.all()}
    assert set(found) == {"finding", "comment"}
    assert found["comment"].unnamed
    assert harm in found["comment"].report
    past = [("s1", {"q1": chose("o2")}), ("s2", {"q3": {"rating": 1}, "q4": {"words": harm}}), ("s3", {})]
    filled(survey_of(heart), heart.tanabe, *past)
    assert heart.board.cases.count() == 2, "what does not count was taken back by its writer"


ROWS = {"rows": ["A", "B"], "columns": ["Once", "Often"]}
KINDS = [
    (item("choice", options=["A", "B"], other=True), {"chosen": ["other"], "other": "Neither"}),
    (item("matrix", **ROWS), {"cells": {"r1": "c2"}}),
    (item("ranking", options=["A", "B"]), {"ranked": ["o2", "o1"]}),
    (item("points", options=["A", "B"], total=10), {"points": {"o1": 4, "o2": 6}}),
    (item("number", unit="mg"), {"number": "2,5"}),
    (item("table", **ROWS), {"cells": {"r1": {"c1": "Daily"}}}),
    (item("prose"), {"words": "In short."}),
    (item("likert", rows=["A", "B"], points=7), {"cells": {"r1": "p7"}}),
    (item("sus", it="the app"), {"cells": {f"r{n}": "p4" for n in range(1, 11)}}),
]
WRONG = {"q9": {"cells": {"r1": "p1"}}, "q1": [], "q2": "x", "q4": {"points": {"o1": 1, "o2": 1}}}


def test_every_kind_of_item_can_be_answered_and_left_out():
    heart = room()
    survey = survey_of(heart, design={"sections": [section("All", *[one for one, _ in KINDS])]})
    answers = {f"q{place}": given for place, (_, given) in enumerate(KINDS, start=1)}
    sheet = filled(survey, heart.okonjo, ("s1", answers))
    assert set(sheet.values) == set(answers)
    assert sheet.texts["q7"] == {"words": "In short."}
    filled(survey, heart.tanabe, ("s1", dict.fromkeys(answers)))
    begin_sheet(survey, by=heart.solheim)
    for key, given in WRONG.items():
        with pytest.raises(Invalid) as refusal:
            save_section(survey, "s1", {key: given}, by=heart.solheim)
        assert set(refusal.value.fields) == {key}
    with pytest.raises(Invalid):
        save_section(survey, "s9", {}, by=heart.solheim)
