"""Statements to vote on, as a program proposes, settles and votes; others' votes are told behind the gate alone."""

import pytest

from advisory.events.models import Event
from discussions.models import Proposition
from tests.live import browser_of
from tests.make import room

pytestmark = pytest.mark.django_db
PATH = "boards/heart/questions/1/statements"
GATED = {"type": "statements", "answer_first": True}


def listed(program, seat, name="text"):
    return [one[name] for one in program(seat).get(PATH)["items"]]


def test_a_statement_is_proposed_put_to_the_board_voted_on_and_counted(program):
    heart = room(GATED, {})
    mine, desk = program(heart.okonjo), program(heart.marsh)
    made = mine("POST", PATH, {"text": "Weekly for all."})
    assert (made.status_code, made.json()["state"], made.json()["number"]) == (201, "proposed", None)
    key = made.json()["id"]
    assert listed(program, heart.marsh) == listed(program, heart.okonjo) == ["Weekly for all."]
    assert listed(program, heart.tanabe) == listed(program, heart.weidmann) == []
    program(heart.tanabe).refused(404, "PUT", f"statements/{key}/vote", {"vote": "agree"})
    mine.refused(403, "POST", f"statements/{key}/acceptance")
    assert desk("POST", f"statements/{key}/acceptance").json()["number"] == 1
    turned = program(heart.solheim)("POST", PATH, {"text": "Trust me."}).json()["id"]
    assert desk("POST", f"statements/{turned}/rejection").json()["state"] == "rejected"
    assert mine("PUT", f"statements/{key}/vote", {"vote": "disagree"}).json()["counts"] == {
        "agree": 0, "passed": 0, "disagree": 1,
    }  # fmt: skip
    assert mine("PUT", f"statements/{key}/vote", {"vote": "pass"}).json()["vote"] == "pass"
    desk.refused(403, "PUT", f"statements/{key}/vote", {"vote": "agree"})
    assert mine.refused(422, "PUT", f"statements/{key}/vote", {"vote": "perhaps"})
    assert mine.refused(409, "GET", PATH.replace("/1/", "/2/"))["code"] == "discussion"
    assert mine.refused(422, "POST", PATH, {"text": "x" * 201})["fields"]["text"]


def test_a_statement_is_read_before_the_gate_and_others_votes_behind_it_on_page_line_api_and_search(program):
    heart = room(GATED)
    program(heart.marsh)("POST", PATH, {"text": "A trace for all."})
    key = str(Proposition.objects.get().pk)
    program(heart.okonjo)("PUT", f"statements/{key}/vote", {"vote": "agree"})
    for name, counts in {"okonjo": True, "tanabe": False, "weidmann": True, "brandt": True}.items():
        (one,) = program(getattr(heart, name)).get(PATH)["items"]
        assert (one["text"], one["counts"] is not None) == ("A trace for all.", counts)
    behind = program(heart.tanabe)
    assert "stance.taken" in [event.kind for event in Event.objects.all()]
    behind("POST", PATH, {"text": "Weekly, I would say."})
    behind.refused(404, "GET", "boards/heart/events?stream=board.heart.q1")
    line = str(behind.get("boards/heart/events?stream=board.heart")["items"])
    assert "proposition.accepted" in line
    assert "stance" not in line
    browser = browser_of(heart.tanabe)
    page = browser.get("/boards/heart/questions/1/").content.decode()
    assert "A trace for all." in page
    assert "Weekly, I would say." in page, "what one proposed is not lost behind the gate"
    assert "1 agree" not in page
    assert "1 agree" not in browser.get("/search/?q=trace").content.decode()
    assert browser.get("/boards/heart/questions/1/opinions/").status_code == 403
