"""Boards and questions, as a program reads them."""

import pytest

from advisory.events.models import Stream
from boards.commands.members import move_member
from tests.make import room, say, soon

pytestmark = pytest.mark.django_db


@pytest.fixture
def heart():
    return room({"answer_first": True, "blinded": True}, {}, {"sponsor_only": True}, {"after_close": True})


def names(room_):
    return {stream["name"] for stream in room_["streams"]}


def test_board_names_the_streams_that_each_role_may_follow_with_their_heads(heart, program):
    board = program(heart.okonjo).get("boards/heart")
    assert set(board) == {"slug", "title", "objective", "state", "role", "stamp", "streams"}
    assert (board["slug"], board["state"], board["role"]) == ("heart", "open", "advisor")
    assert board["stamp"] == heart.okonjo.stamp
    assert names(board) == {"board.heart", "board.heart.mine", "board.heart.q2"}
    heads = {stream["name"]: stream["head"] for stream in board["streams"]}
    assert heads["board.heart"] == Stream.objects.get(name="board.heart").head
    assert heads["board.heart.q2"] == 0
    staff = {f"board.heart.q{number}{place}" for number in range(1, 5) for place in ("", ".staff")}
    own, team = {"board.heart", "board.heart.mine"}, staff | {"board.heart.backroom", "board.heart.library"}
    assert names(program(heart.marsh).get("boards/heart")) == own | team | {"board.heart.desk"}
    assert names(program(heart.weidmann).get("boards/heart")) == own | team
    seen = {"board.heart.q1", "board.heart.q2", "board.heart.backroom"}
    assert names(program(heart.brandt).get("boards/heart")) == own | seen


def test_answering_makes_the_questions_stream_mine(heart, program):
    say(heart.asked(1), heart.okonjo)
    assert "board.heart.q1" in names(program(heart.okonjo).get("boards/heart"))
    assert "board.heart.q1" not in names(program(heart.solheim).get("boards/heart"))


def test_the_stamp_moves_with_the_role(heart, program):
    mine = program(heart.tanabe)
    before = mine.get("boards/heart")["stamp"]
    move_member(heart.tanabe, "observer", by=heart.lindqvist)
    after = mine.get("boards/heart")
    assert (after["role"], after["stamp"] != before) == ("observer", True)


def test_boards_are_a_list_by_title_and_by_pages(heart, program):
    for slug in ("lung", "kidney"):
        room(slug=slug)
    mine = program(heart.okonjo)
    first = mine.get("boards", limit=2)
    assert [board["slug"] for board in first["items"]] == ["heart", "kidney"]
    assert first["items"][0] == mine.get("boards/heart")
    second = mine.get("boards", limit=2, after=first["next"])
    assert ([board["slug"] for board in second["items"]], second["next"]) == (["lung"], None)


@pytest.mark.parametrize("path", ["boards", "boards/heart/questions", "boards/heart/questions/1/posts"])
def test_nonsense_in_a_lists_window_is_named(heart, program, path):
    mine = program(heart.okonjo)
    for limit in ("0", "201", "-1", "x", "1.5", "99999999999999999999"):
        assert list(mine.refused(422, "GET", path, limit=limit)["fields"]) == ["limit"]
    for after in ("nonsense", "-1", "\x00", "9" * 40, "9" * 201, "00000000-0000-4000-8000-000000000000"):
        assert list(mine.refused(422, "GET", path, after=after)["fields"]) == ["after"]
    assert mine.get(path, after="", limit="200")["next"] is None


def test_questions_tell_policy_state_and_what_may_be_counted(heart, program):
    say(heart.asked(1), heart.okonjo)
    say(heart.asked(3), heart.okonjo)
    say(heart.asked(4), heart.okonjo)
    items = program(heart.solheim).get("boards/heart/questions")["items"]
    assert items[0] == {
        "number": 1, "section": "Monitoring", "type": "discussion", "prompt": "What about topic 1?", "state": "open",
        "policy": ["answer_first", "blinded"], "due": None, "answered": False, "count": 1,
    }  # fmt: skip
    assert [one["count"] for one in items] == [1, 0, None, None]
    assert [one["count"] for one in program(heart.weidmann).get("boards/heart/questions")["items"]] == [1, 0, 1, 1]
    assert [one["answered"] for one in program(heart.okonjo).get("boards/heart/questions")["items"]] == [
        True, False, True, True,
    ]  # fmt: skip


def test_questions_come_by_pages_and_tell_when_they_are_due(program):
    when = soon(days=2).replace(microsecond=0)
    heart = room({"due_at": when}, {"opens_at": soon(days=1)}, {})
    mine = program(heart.okonjo)
    first = mine.get("boards/heart/questions", limit=2)
    assert [(one["number"], one["state"]) for one in first["items"]] == [(1, "open"), (2, "waiting")]
    assert first["items"][0]["due"] == when.strftime("%Y-%m-%dT%H:%M:%SZ")
    rest = mine.get("boards/heart/questions", limit=2, after=first["next"])
    assert ([one["number"] for one in rest["items"]], rest["next"]) == ([3], None)
