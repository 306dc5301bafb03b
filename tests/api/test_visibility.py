"""Who reads what on a question over the API: by name, by alias, with which times, or not at all."""

from datetime import timedelta
from uuid import uuid4

import pytest

from boards.commands.members import move_member
from discussions.commands.questions import close_question
from discussions.models import Post
from tests.make import room, say

pytestmark = pytest.mark.django_db
PATH = "boards/heart/questions/1/posts"


@pytest.fixture
def heart():
    return room({"blinded": True, "answer_first": True})


def words(body):
    return {"body": body, "client_id": str(uuid4())}


def bodies(page):
    return [one.get("body") for one in page["items"]]


def later(hours):
    """Let every post be so many hours older."""
    for post in Post.objects.all():
        moved = {name: getattr(post, name) - timedelta(hours=hours) for name in ("created_at", "published_at")}
        edited = post.edited_at and post.edited_at - timedelta(hours=hours)
        Post.objects.filter(pk=post.pk).update(**moved, edited_at=edited)


def test_behind_the_gate_there_is_only_ones_own(heart, program):
    say(heart.question, heart.okonjo, "From Okonjo")
    mine = program(heart.solheim)
    assert mine.get(PATH)["items"] == []
    mine("POST", PATH, words("From Solheim"))
    assert bodies(mine.get(PATH)) == ["From Okonjo", "From Solheim"]
    mine = program(heart.tanabe)
    assert mine("POST", "boards/heart/questions/1/pass").status_code == 204
    assert bodies(mine.get(PATH)) == ["From Okonjo", "From Solheim"]
    program(heart.marsh).refused(403, "POST", "boards/heart/questions/1/pass")


def test_blinded_authors_are_aliases_to_peers_and_names_to_staff(heart, program):
    say(heart.question, heart.okonjo)
    say(heart.question, heart.solheim)
    theirs = program(heart.solheim).get(PATH)["items"][0]["author"]
    assert theirs == {
        "id": str(heart.okonjo.alias_id), "name": heart.okonjo.alias_name, "role": "advisor", "me": False,
    }  # fmt: skip
    assert program(heart.brandt).get(PATH)["items"][0]["author"] == theirs
    named = program(heart.weidmann).get(PATH)["items"][0]["author"]
    assert (named["id"], named["name"]) == (str(heart.okonjo.pk), "Dr Samuel Okonjo")
    own = program(heart.okonjo).get(PATH)["items"][0]["author"]
    assert own == theirs | {"me": True}


def test_blinded_times_older_than_a_day_are_dates(heart, plain_times, program):
    mine = program(heart.solheim)
    say(heart.question, heart.solheim)
    post = say(heart.question, heart.okonjo)
    assert program(heart.okonjo)("PUT", f"posts/{post.pk}", {"body": "Changed", "version": 1}).status_code == 200
    fresh = mine.get(PATH)["items"][1]
    assert all("T" in fresh[name] for name in ("at", "edited_at"))
    later(hours=25)
    old = mine.get(PATH)["items"][1]
    assert [len(old[name]) for name in ("at", "edited_at")] == [10, 10]
    assert len(program(heart.marsh).get(PATH)["items"][1]["at"]) == 10


@pytest.fixture
def plain_times(program):
    """On a question that is not blinded times stay exact."""
    lung = room(slug="lung")
    say(lung.question, lung.okonjo)
    later(hours=25)
    item = program(lung.solheim).get("boards/lung/questions/1/posts")["items"][0]
    assert item["at"].endswith("Z")
    assert len(item["at"]) == 20


def test_sponsor_only_shows_ones_own_and_what_staff_ask_about_it(program):
    heart = room({"sponsor_only": True})
    answer = say(heart.question, heart.okonjo, "Okonjo's")
    say(heart.question, heart.solheim, "Solheim's")
    say(heart.question, heart.weidmann, "A probe", reply_to=answer)
    assert bodies(program(heart.okonjo).get(PATH)) == ["Okonjo's", "A probe"]
    assert bodies(program(heart.solheim).get(PATH)) == ["Solheim's"]
    assert bodies(program(heart.brandt).get(PATH)) == []
    assert len(bodies(program(heart.weidmann).get(PATH))) == 3


def test_after_close_opens_at_close(program):
    heart = room({"after_close": True})
    say(heart.question, heart.okonjo, "Okonjo's")
    say(heart.question, heart.solheim, "Solheim's")
    reader = program(heart.brandt)
    assert (bodies(program(heart.okonjo).get(PATH)), bodies(reader.get(PATH))) == (["Okonjo's"], [])
    close_question(heart.question, by=heart.marsh)
    assert bodies(program(heart.okonjo).get(PATH)) == bodies(reader.get(PATH)) == ["Okonjo's", "Solheim's"]


def test_who_becomes_an_observer_loses_what_observers_may_not_read(program):
    heart = room({"sponsor_only": True})
    say(heart.question, heart.okonjo, "Okonjo's")
    say(heart.question, heart.tanabe, "Tanabe's")
    move_member(heart.tanabe, "observer", by=heart.lindqvist)
    assert bodies(program(heart.tanabe).get(PATH)) == ["Tanabe's"]
