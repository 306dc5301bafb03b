"""Earlier and removed words are read by the desk alone, under the names that each of them sees."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from discussions.commands.moderation import hold_post, release_post
from discussions.commands.threads import edit_post, remove_post
from tests.make import now, person, room, say

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SCRIPT = "<script>alert('x')</script>"
LINK = 'data-only="moderator">, <a href="{}">'


@pytest.fixture
def heart():
    """A board with a question where one answers before one sees the others."""
    return room({"answer_first": True, "blinded": True})


@pytest.fixture
def post(heart):
    """An answer that was changed after its author had seen another."""
    post = say(heart.question, heart.okonjo, "Mrs **Baker** had syncope")
    say(heart.question, heart.tanabe)
    edit_post(post, by=heart.okonjo, body="A patient had syncope", version=1)
    return now(post)


def address(post):
    """Where a post's history is read."""
    return reverse("history", args=[post.board.slug, post.pk])


def read(client, seat, post):
    """A post's history as somebody asks for it."""
    client.force_login(seat.user if hasattr(seat, "user") else seat)
    return client.get(address(post))


def test_a_moderator_reads_earlier_words_newest_first(client, heart, post):
    page = read(client, heart.marsh, post)
    assert page.status_code == 200
    assert page.text.index("A patient had syncope") < page.text.index("Mrs <strong>Baker</strong> had syncope")
    assert page.text.count("changed after seeing the others") == 1
    assert "Dr Samuel Okonjo" in page.text
    assert read(client, heart.lindqvist, post).status_code == 200


def test_a_moderator_reads_removed_words(client, heart, post):
    remove_post(post, by=heart.okonjo)
    page = read(client, heart.marsh, post)
    assert "Removed by its author" in page.text
    assert "Mrs <strong>Baker</strong> had syncope" in page.text


def test_every_hold_stands_there_with_its_reason_and_whose_it_was(client, heart, post):
    hold_post(post, by=heart.marsh, reason=f"It names a patient {SCRIPT}")
    release_post(now(post), by=heart.lindqvist)
    hold_post(now(post), by=heart.lindqvist, reason="It still does")
    page = read(client, heart.marsh, now(post))
    assert page.text.index("Held by Prof. Marianne Lindqvist") < page.text.index("Held by Helena Marsh")
    for words in ("It names a patient", "Released by Prof. Marianne Lindqvist", "It still does", "Still held"):
        assert words in page.text
    assert SCRIPT not in page.text


def test_markup_in_words_is_drawn_as_in_posts(client, heart):
    post = say(heart.question, heart.okonjo, SCRIPT)
    assert SCRIPT not in (page := read(client, heart.marsh, post)).text
    assert post.current.html in page.text


@pytest.mark.parametrize(
    ("name", "status"),
    [("weidmann", 403), ("okonjo", 403), ("tanabe", 403), ("brandt", 403), ("solheim", 404), ("stranger", 404)],
)
def test_nobody_else_reads_it(client, heart, post, name, status):
    seat = person("Dr Far Away") if name == "stranger" else getattr(heart, name)
    answer = read(client, seat, post)
    assert answer.status_code == status
    assert "Baker" not in answer.text


def test_a_post_is_looked_up_through_its_own_board(client, heart, post):
    other = room(slug="lungs")
    client.force_login(other.marsh.user)
    assert client.get(reverse("history", args=["lungs", post.pk])).status_code == 404
    assert client.post(address(post)).status_code == 405


def test_a_moderator_who_sees_aliases_reads_aliases(client):
    heart = room({"blinded": True}, moderators_blinded=True)
    post = say(heart.question, heart.okonjo)
    blinded, chair = read(client, heart.marsh, post), read(client, heart.lindqvist, post)
    assert heart.okonjo.alias_name in blinded.text
    assert "Okonjo" not in blinded.text
    assert "Okonjo" in chair.text


def test_a_day_later_a_blinded_post_tells_days_alone(client, heart, post):
    hold_post(post, by=heart.marsh, reason="It names a patient")
    assert " UTC</time>" in read(client, heart.marsh, now(post)).text
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        release_post(now(post), by=heart.marsh)
        edit_post(now(post), by=heart.okonjo, body="Somebody had syncope", version=2)
        assert " UTC</time>" not in read(client, heart.marsh, now(post)).text


def test_changed_held_and_removed_posts_lead_to_their_history(client, heart, post):
    fresh = say(heart.question, heart.solheim)
    client.force_login(heart.marsh.user)
    page = client.get(reverse("question", args=["heart", 1])).text
    assert (page.count(address(post)), LINK.format(address(post)) in page) == (1, True)
    assert (page.count(address(fresh)), LINK.format(address(fresh)) in page) == (0, False)
    hold_post(fresh, by=heart.marsh, reason="It names a patient")
    remove_post(post, by=heart.okonjo)
    page = client.get(reverse("question", args=["heart", 1])).text
    for one in (fresh, post):
        assert (page.count(address(one)), LINK.format(address(one)) in page) == (1, True)


def test_that_a_post_was_held_once_shows_nowhere_else(client, heart, post):
    answer = say(heart.question, heart.solheim)
    client.force_login(heart.tanabe.user)
    before = client.get(reverse("question", args=["heart", 1])).text.count(address(answer))
    hold_post(answer, by=heart.marsh, reason="It names a patient")
    release_post(now(answer), by=heart.marsh)
    page = client.get(reverse("question", args=["heart", 1])).text
    assert page.count(address(answer)) == before
    assert LINK.format(address(answer)) not in page
