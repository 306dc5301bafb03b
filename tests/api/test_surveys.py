"""Surveys as a program writes, runs, answers and reads them; told to whom the pages tell them."""

from uuid import uuid4

import pytest

from boards.commands.members import move_member
from tests.discussions.panels import panel_of, panel_room
from tests.discussions.surveying import chose, dosing
from tests.make import room

pytestmark = pytest.mark.django_db
ALL = "boards/heart/surveys"
ONE = f"{ALL}/1"
GOOD = {"title": "The first dose", "design": dosing(), "asked": "advisors", "promise": "blinded"}


def written(desk, **more):
    return desk("POST", ALL, GOOD | {"client_id": str(uuid4())} | more)


def answer(mine, section, answers, status=200, **more):
    response = mine("PUT", f"{ONE}/sheet/{section}", {"answers": answers} | more)
    assert response.status_code == status, response.content
    return response.json()


def test_a_survey_is_written_once_changed_and_opened(program):
    heart = room()
    desk, mine = program(heart.marsh), program(heart.okonjo)
    sent = GOOD | {"client_id": str(uuid4())}
    first, again = desk("POST", ALL, sent), desk("POST", ALL, sent)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    mine.refused(403, "POST", ALL, sent)
    mine.refused(404, "GET", ONE)
    assert mine.get(ALL)["items"] == []
    circle = dosing()
    circle["sections"][0]["rules"][0]["to"] = "s1"
    error = desk.refused(422, "PUT", ONE, {"design": circle})
    assert "lead in a circle" in error["message"]
    many = {"sections": [{"items": [{"kind": "choice", "label": "Which?", "design": {"options": list(range(300))}}]}]}
    assert "300 are too many" in desk.refused(422, "PUT", ONE, {"design": many})["message"]
    odd = [{"kind": "likert", "label": "L", "design": {"points": [1]}}]
    for sections in (3, [{"rules": {}}], [{"items": [{"kind": []}]}], [{"items": odd}]):
        desk.refused(422, "PUT", ONE, {"design": {"sections": sections}})
    assert desk("PUT", ONE, {"title": "Dosing"}).json()["title"] == "Dosing"
    assert desk("PUT", f"{ONE}/times", {"closes_at": "2099-01-01T00:00:00Z"}).json()["closes"] == "2099-01-01T00:00:00Z"
    desk.refused(422, "PUT", f"{ONE}/times", {"closes_at": "2001-01-01T00:00:00Z"})
    assert desk("POST", f"{ONE}/opening").json()["state"] == "open"
    assert desk.refused(409, "PUT", ONE, {"title": "Another"})["code"] == "frozen"
    assert [one["number"] for one in mine.get(ALL)["items"]] == [1]


def test_it_is_answered_section_by_section_and_handed_in(program):
    heart = room()
    desk, mine = program(heart.marsh), program(heart.okonjo)
    written(desk)
    desk("POST", f"{ONE}/opening")
    assert mine.get(f"{ONE}/sheet")["begun"] is False
    mine.refused(409, "PUT", f"{ONE}/sheet/s1", {"answers": {}})
    assert mine("POST", f"{ONE}/sheet").json()["section"] == "s1"
    assert answer(mine, "s1", {}, 422)["error"]["fields"].keys() == {"q1"}
    kept = answer(mine, "s1", {"q2": {"rating": 12}, "q1": {"outside": True}}, draft=True)
    assert (kept["section"], kept["answers"]) == ("s1", {"q1": {"marks": {"outside": True}, "texts": {}}})
    assert kept["unread"].keys() == {"q2"}
    assert answer(mine, "s1", {"q1": chose("o2"), "q2": None})["section"] == "s3"
    for answers in ([], {"q1": []}, {"q1": {"chosen": [["o1"]]}}, {"q1": {"chosen": "o1"}}, {"q2": {"rating": True}}):
        answer(mine, "s1", answers, 422)
    assert answer(mine, "s3", {"q5": {"cells": {"r1": "p5"}}})["section"] == "end"
    done = mine("POST", f"{ONE}/finishing").json()
    assert done["finished"]
    assert mine("POST", f"{ONE}/finishing").json() == done == mine.get(f"{ONE}/sheet")
    assert mine.refused(409, "PUT", f"{ONE}/sheet/s1", {"answers": {}})["code"] == "finished"
    desk.refused(403, "GET", f"{ONE}/sheet")
    desk.refused(403, "POST", f"{ONE}/sheet")
    program(heart.brandt).refused(404, "GET", f"{ONE}/sheet")


def test_results_are_told_once_it_has_closed_and_to_the_board_once_shared(program):
    made = panel_room(6)
    desk = program(made.marsh)
    written(desk)
    desk("POST", f"{ONE}/opening")
    for seat in panel_of(made):
        mine = program(seat)
        mine("POST", f"{ONE}/sheet")
        answer(mine, "s1", {"q1": chose("o2"), "q2": {"rating": 10}})
        answer(mine, "s3", {})
        mine("POST", f"{ONE}/finishing")
    desk.refused(403, "GET", f"{ONE}/results")
    desk.refused(409, "GET", f"{ONE}/export", format="csv")
    assert desk("POST", f"{ONE}/closing").json()["state"] == "closed"
    mine.refused(403, "GET", f"{ONE}/results")
    seen = desk.get(f"{ONE}/results", by="q1")
    assert (seen["invited"], seen["started"], seen["finished"]) == (10, 6, 6)
    figures = {(one["part"], one["figure"]): one["value"] for one in seen["items"][1]["figures"]}
    assert figures["", "Net promoter score"] == 100
    assert seen["items"][1]["groups"] == [], "of six people nobody is told apart"
    assert (seen["items"][2]["met"], seen["items"][2]["figures"]) == (0, None)
    assert desk("POST", f"{ONE}/sharing").json()["shared"] is True
    assert mine.get(f"{ONE}/results") == desk.get(f"{ONE}/results")
    assert program(made.brandt).get(ONE)["shared"] is True
    table = desk("GET", f"{ONE}/export", format="csv", sheet="Results")
    assert table.status_code == 200
    assert b"Net promoter score" in table.content
    mine.refused(403, "GET", f"{ONE}/export", format="csv")
    move_member(panel_of(made)[0], "observer", by=made.lindqvist)
    program(panel_of(made)[0]).refused(403, "GET", f"{ONE}/sheet")
