"""Questions with a form, as a program reads and answers them; figures are told to whom the posts are."""

from uuid import uuid4

import pytest
from django.test import Client

from boards.commands.walls import set_sight
from boards.models import Sight
from discussions.commands.designs import redesign_question
from discussions.commands.questions import close_question
from discussions.models import Response
from tests.discussions.test_responses import CHOICE, give, one
from tests.make import room

pytestmark = pytest.mark.django_db


def path(what, number=1):
    return f"boards/heart/questions/{number}/{what}"


def put(mine, value, **more):
    return mine("PUT", path("response"), {"value": value, "client_id": str(uuid4())} | more)


def told(heart, program, name, number=1):
    """How much somebody is told of the figures: (shown, count, whether there is a summary)."""
    seen = program(getattr(heart, name)).get(path("results", number))
    return seen["shown"], seen["count"], seen["summary"] is not None


def test_an_answer_is_put_read_changed_and_counted(program):
    heart = room(CHOICE, {})
    mine, sent = program(heart.okonjo), {"value": one("o2", reason="Two share it"), "client_id": str(uuid4())}
    assert mine.get("boards/heart/questions")["items"][0]["type"] == "choice"
    assert mine.get(path("design"))["design"]["options"][0] == {"id": "o1", "label": "The haematologist"}
    assert mine.get(path("response"))["version"] == 0
    first, again = mine("PUT", path("response"), sent), mine("PUT", path("response"), sent)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() == mine.get(path("response"))
    assert first.json()["marks"] == {"chosen": ["o2"]}
    assert first.json()["words"] == {"reason": "Two share it"}
    assert mine.get(path("posts"))["items"][0]["id"] == first.json()["post"]
    assert put(mine, one("o3")).json()["version"] == 2
    assert mine.get("boards/heart/questions")["items"][0]["count"] == 1
    seen = mine.get(path("results"))
    assert [option["count"] for option in seen["summary"]["options"]] == [0, 0, 1, 0]
    assert (seen["count"], seen["reasons"]) == (1, 0)


def test_refusals_name_the_field_and_change_nothing(program):
    heart = room(CHOICE, {})
    mine = program(heart.okonjo)
    assert put(mine, one("o9")).json()["error"]["fields"] == {"chosen": "Choose among the options."}
    assert put(mine, {"chosen": ["other"]}).json()["error"]["fields"] == {"other": "Say what the other is."}
    mine.refused(422, "PUT", path("response"), {"value": ["o1"], "client_id": str(uuid4())})
    mine.refused(404, "PUT", path("response", 7), {"value": one(), "client_id": str(uuid4())})
    assert mine.refused(409, "POST", path("posts"), {"body": "In words", "client_id": str(uuid4())})["code"] == (
        "answered_by_form"
    )
    assert put(program(heart.marsh), one()).status_code == 403
    assert put(mine, one(), stamp="of-another-seat").status_code == 409
    redesign_question(heart.question, {"options": ["Cardiology", "Nobody"]}, by=heart.marsh)
    close_question(heart.question, by=heart.marsh)
    assert put(mine, one()).json()["error"]["code"] == "closed"
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("policies", "behind", "answered", "observer"),
    [
        ({}, (True, 1, True), (True, 1, True), (True, 1, True)),
        ({"answer_first": True}, (False, 1, False), (True, 1, True), (True, 1, True)),
        ({"sponsor_only": True}, (False, None, False), (False, None, False), (False, None, False)),
        ({"after_close": True}, (False, None, False), (False, None, False), (False, None, False)),
    ],
    ids=["open", "answer first", "sponsor only", "after close"],
)
def test_figures_are_told_to_whom_the_posts_are(program, policies, behind, answered, observer):
    heart = room(CHOICE | policies)
    give(heart, "solheim", one())
    set_sight(heart.weidmann, Sight.REPORT, by=heart.lindqvist)
    assert told(heart, program, "okonjo") == behind
    assert told(heart, program, "solheim") == answered
    assert told(heart, program, "brandt") == observer
    assert told(heart, program, "marsh") == (True, 1, True)
    assert told(heart, program, "weidmann") == (False, None, False), "who reads the report alone reads no figures"
    assert program(heart.solheim).get(path("response"))["version"] == 1
    close_question(heart.question, by=heart.marsh)
    if "after_close" in policies:
        assert told(heart, program, "okonjo") == told(heart, program, "brandt") == (True, 1, True)


def test_the_schema_describes_each_call():
    described = Client().get("/api/v1/openapi.json").json()["paths"]
    calls = described["/api/v1/boards/{slug}/questions/{number}/response"]
    assert set(calls) == {"get", "put"}
    assert {"200", "201", "409", "422"} <= set(calls["put"]["responses"])
