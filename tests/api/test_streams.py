"""The events of a stream, as a program reads them."""

from datetime import timedelta

import pytest

from advisory.events.models import Event
from discussions.commands.moderation import hold_post, react_to_post
from discussions.commands.threads import edit_post
from tests.make import now, room, say

pytestmark = pytest.mark.django_db
PATH = "boards/heart/events"


@pytest.fixture
def heart():
    return room({"blinded": True, "answer_first": True}, {"sponsor_only": True})


def aged():
    for event in Event.objects.all():
        Event.objects.filter(pk=event.pk).update(at=event.at - timedelta(hours=25))


def kinds(page):
    return [event["kind"] for event in page["items"]]


def test_events_of_a_question_come_in_order_without_names_that_are_hidden(heart, program):
    post = say(heart.question, heart.okonjo)
    say(heart.question, heart.solheim)
    react_to_post(post, "agree", by=heart.solheim, on=True)
    edit_post(now(post), by=heart.okonjo, body="Other words", version=1)
    page = program(heart.solheim).get(PATH, stream="board.heart.q1")
    assert kinds(page) == ["post.created", "post.created", "post.reacted", "post.edited"]
    assert ([event["seq"] for event in page["items"]], page["head"], page["next"]) == ([1, 2, 3, 4], 4, None)
    assert page["items"][0]["facts"]["author"]["id"] == str(heart.okonjo.alias_id)
    assert "Okonjo" not in str(page)
    named = program(heart.marsh).get(PATH, stream="board.heart.q1")
    assert named["items"][0]["facts"]["author"]["name"] == "Dr Samuel Okonjo"
    assert not {"words", "shown", "body"} & set(named["items"][0]["facts"])


def test_a_withdrawn_post_leaves_only_its_id(heart, program):
    post = say(heart.question, heart.okonjo)
    say(heart.question, heart.solheim)
    hold_post(post, by=heart.marsh, reason="A name")
    page = program(heart.solheim).get(PATH, stream="board.heart.q1")
    assert kinds(page) == ["post.created", "post.created", "post.withdrawn"]
    assert page["items"][0]["facts"] == page["items"][2]["facts"] == {"id": str(post.pk)}


def test_streams_come_by_pages(heart, program):
    for number in range(5):
        say(heart.question, heart.okonjo, str(number))
    mine, found, after = program(heart.okonjo), [], {}
    while after is not None:
        page = mine.get(PATH, stream="board.heart.q1", limit=2, **after)
        assert page["head"] == 5
        found += [event["seq"] for event in page["items"]]
        after = {"after": page["next"]} if page["next"] else None
    assert found == [1, 2, 3, 4, 5]
    assert mine.get(PATH, stream="board.heart.q1", after="5") == {"items": [], "head": 5, "next": None}
    for wrong in ("x", "-1", "9" * 19):
        assert list(mine.refused(422, "GET", PATH, stream="board.heart.q1", after=wrong)["fields"]) == ["after"]
    assert list(mine.refused(422, "GET", PATH)["fields"]) == ["stream"]


@pytest.mark.parametrize("stream", [
    "board.heart.q1", "board.heart.q2", "board.heart.q2.staff", "board.heart.desk", "board.heart.backroom",
    "board.heart.*", "board.heart.q9", "board.lung", "site.people", "nonsense", "", "\x00",
])  # fmt: skip
def test_streams_that_are_not_mine_look_like_ones_that_are_not_there(heart, program, stream):
    mine = program(heart.solheim)
    assert mine.refused(404, "GET", PATH, stream=stream) == mine.refused(404, "GET", PATH, stream="board.nowhere")


def test_nobody_reads_another_members_own_stream(heart, program):
    say(heart.question, heart.okonjo)
    mine = program(heart.okonjo).get(PATH, stream="board.heart.mine")
    assert kinds(mine) == ["question.unlocked"]
    assert program(heart.solheim).get(PATH, stream="board.heart.mine") == {"items": [], "head": 0, "next": None}
    program(heart.marsh).refused(404, "GET", PATH, stream=f"board.heart.mine.{heart.okonjo.pk}")


def test_blinded_events_older_than_a_day_tell_the_date_alone(heart, program):
    post = say(heart.question, heart.okonjo)
    hold_post(post, by=heart.marsh, reason="A name")
    peer, desk = program(heart.okonjo), program(heart.marsh)
    assert len(peer.get(PATH, stream="board.heart.q1")["items"][0]["at"]) == 20
    aged()
    for reader, stream in ((peer, "q1"), (peer, "mine"), (desk, "q1"), (desk, "desk")):
        page = reader.get(PATH, stream=f"board.heart.{stream}")
        assert {len(event["at"]) for event in page["items"]} == {10}, stream
    whole = peer.get(PATH, stream="board.heart")
    assert {len(event["at"]) for event in whole["items"]} == {20}


def test_events_cost_few_questions_to_the_database(heart, program, django_assert_max_num_queries):
    for number in range(10):
        say(heart.question, heart.okonjo, str(number))
    mine = program(heart.okonjo)
    with django_assert_max_num_queries(15):
        assert len(mine.get(PATH, stream="board.heart.q1")["items"]) == 10
