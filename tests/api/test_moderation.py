"""Holds and reactions, as a program sets and lifts them."""

from uuid import uuid4

import pytest

from discussions.commands.moderation import hold_post, release_post
from discussions.commands.questions import close_question
from discussions.commands.threads import remove_post
from discussions.models import Post
from tests.make import now, room, say

pytestmark = pytest.mark.django_db
PATH = "boards/heart/questions/1/posts"


@pytest.fixture
def heart():
    return room({"blinded": True, "answer_first": True})


def bodies(page):
    return [one.get("body") for one in page["items"]]


def test_withdrawn_posts_are_empty_places_for_others(heart, program):
    post, other = say(heart.question, heart.okonjo), say(heart.question, heart.solheim)
    below = say(heart.question, heart.solheim, "A reply", reply_to=post)
    desk = program(heart.marsh)
    assert desk("POST", f"posts/{post.pk}/hold", {"reason": "Names a patient"}).json()["verb"] == "held"
    empty = {"id": str(post.pk), "reply_to": None, "held": True}
    for seat in (heart.solheim, heart.weidmann, heart.brandt):
        items = program(seat).get(PATH)["items"]
        assert items[0] == empty
        assert [one["id"] for one in items[1:]] == [str(other.pk), str(below.pk)]
    for seat in (heart.okonjo, heart.marsh, heart.lindqvist):
        item = program(seat).get(PATH)["items"][0]
        assert ("body" in item, item["held"]) == (True, True)
    peer = program(heart.solheim)
    peer.refused(404, "PUT", f"posts/{post.pk}/reactions/agree")
    reply = {"body": "x", "client_id": str(uuid4()), "reply_to": str(post.pk)}
    peer.refused(404, "POST", PATH, reply)
    peer.refused(404, "DELETE", f"posts/{post.pk}")
    assert desk("DELETE", f"posts/{post.pk}/hold").json()["verb"] == "released"
    assert [one["id"] for one in peer.get(PATH)["items"]] == [str(post.pk), str(other.pk), str(below.pk)]


def test_held_post_may_be_mended_and_stays_held(heart, program):
    post = say(heart.question, heart.okonjo)
    hold_post(post, by=heart.marsh, reason="A name")
    mended = program(heart.okonjo)("PUT", f"posts/{post.pk}", {"body": "Without it", "version": 1}).json()
    assert (mended["held"], mended["version"], mended["body"]) == (True, 2, "Without it")
    release_post(now(post), by=heart.marsh)
    assert program(heart.okonjo).get(PATH)["items"][0]["held"] is False


def test_posts_held_before_anybody_saw_them_are_absent_and_come_last(heart, program):
    say(heart.question, heart.solheim)
    held = [say(heart.question, heart.okonjo, f"Held {number}") for number in range(3)]
    Post.objects.filter(pk__in=[post.pk for post in held]).update(order=None)
    for post in held:
        hold_post(now(post), by=heart.marsh, reason="Not yet")
    say(heart.question, heart.solheim, "After")
    assert bodies(program(heart.solheim).get(PATH)) == ["Blood pressure and an ECG for everyone.", "After"]
    for seat in (heart.okonjo, heart.marsh):
        mine, found, after = program(seat), [], {}
        while after is not None:
            page = mine.get(PATH, limit=1, **after)
            found += bodies(page)
            after = {"after": page["next"]} if page["next"] else None
        assert found[1:] == ["After", "Held 0", "Held 1", "Held 2"]
    program(heart.solheim).refused(404, "PUT", f"posts/{held[0].pk}/reactions/agree")


def test_hold_is_the_desks_and_needs_a_reason(heart, program):
    post = say(heart.question, heart.okonjo)
    for seat in (heart.okonjo, heart.weidmann, heart.brandt):
        program(seat).refused(403, "POST", f"posts/{post.pk}/hold", {"reason": "x"})
        program(seat).refused(403, "DELETE", f"posts/{post.pk}/hold")
    program(heart.tanabe).refused(404, "POST", f"posts/{post.pk}/hold", {"reason": "x"})
    desk = program(heart.marsh)
    for reason in ({}, {"reason": ""}, {"reason": 7}, {"reason": "a" * 401}):
        assert list(desk.refused(422, "POST", f"posts/{post.pk}/hold", reason)["fields"]) == ["reason"]
    remove_post(now(post), by=heart.okonjo)
    desk.refused(409, "POST", f"posts/{post.pk}/hold", {"reason": "x"})


def test_reactions_count_once_each(heart, program):
    post = say(heart.question, heart.okonjo)
    say(heart.question, heart.solheim)
    mine, path = program(heart.solheim), f"posts/{post.pk}/reactions"
    assert [mine("PUT", f"{path}/agree").status_code for _ in range(2)] == [204, 204]
    assert program(heart.marsh)("PUT", f"{path}/insightful").status_code == 204
    assert mine.get(PATH)["items"][0]["reactions"] == {"agree": 1, "insightful": 1}
    assert mine("DELETE", f"{path}/agree").status_code == 204
    assert mine.get(PATH)["items"][0]["reactions"] == {"agree": 0, "insightful": 1}
    mine.refused(404, "PUT", f"{path}/nonsense")
    program(heart.brandt).refused(403, "PUT", f"{path}/agree")
    program(heart.tanabe).refused(404, "PUT", f"{path}/agree")
    close_question(heart.question, by=heart.marsh)
    mine.refused(409, "PUT", f"{path}/agree")
