"""Drafts and read marks, as the page's script keeps them."""

from uuid import uuid4

import pytest

from discussions.models import Draft, ReadMark
from tests.make import room, say

pytestmark = pytest.mark.django_db
DRAFT, READ = "boards/heart/questions/1/draft", "boards/heart/questions/1/read"


@pytest.fixture
def heart():
    return room({"answer_first": True})


def kept(seat):
    return dict(Draft.objects.filter(member=seat).values_list("place", "body"))


def test_drafts_are_kept_for_each_place_and_cleared_when_empty(heart, program):
    answer, mine = say(heart.question, heart.okonjo), program(heart.okonjo)
    assert mine("PUT", DRAFT, {"body": "Half a thou"}).status_code == 204
    assert mine("PUT", DRAFT, {"body": "Half a thought"}).status_code == 204
    assert mine("PUT", DRAFT, {"body": "A reply", "reply_to": str(answer.pk)}).status_code == 204
    assert kept(heart.okonjo) == {"": "Half a thought", str(answer.pk): "A reply"}
    assert mine("PUT", DRAFT, {"body": " "}).status_code == 204
    assert kept(heart.okonjo) == {str(answer.pk): "A reply"}


def test_drafts_refuse_what_is_no_draft(heart, program):
    answer, mine = say(heart.question, heart.okonjo), program(heart.solheim)
    for body in ({}, {"body": None}, {"body": 4}, {"body": "a" * 40_001}):
        assert list(mine.refused(422, "PUT", DRAFT, body)["fields"]) == ["body"]
    assert list(mine.refused(422, "PUT", DRAFT, {"body": "x", "reply_to": "nonsense"})["fields"]) == ["reply_to"]
    mine.refused(404, "PUT", DRAFT, {"body": "x", "reply_to": str(uuid4())})
    mine.refused(404, "PUT", DRAFT, {"body": "x", "reply_to": str(answer.pk)})
    mine.refused(404, "PUT", "boards/heart/questions/7/draft", {"body": "x"})
    mine.refused(400, "PUT", DRAFT, b"nonsense")
    program(heart.brandt).refused(403, "PUT", DRAFT, {"body": "x"})
    assert mine.refused(409, "PUT", DRAFT, {"body": "x", "stamp": heart.okonjo.stamp})["code"] == "other_seat"
    assert kept(heart.solheim) == {}


def test_read_marks_only_go_forward_and_never_past_the_end(heart, program):
    for number in range(3):
        say(heart.question, heart.okonjo, str(number))
    mine = program(heart.okonjo)
    for order, expected in ((2, 2), (1, 2), (10**30, 3), (0, 3)):
        assert mine("PUT", READ, {"order": order}).status_code == 204
        assert ReadMark.objects.get(member=heart.okonjo).order == expected
    for order in (-1, "2", 1.5, True, None):
        assert list(mine.refused(422, "PUT", READ, {"order": order})["fields"]) == ["order"]
    assert program(heart.brandt)("PUT", READ, {"order": 1}).status_code == 204
