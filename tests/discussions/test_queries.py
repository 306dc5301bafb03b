"""A page asks the database a bounded number of questions, however many posts, people and boards there are."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from advisory.events import seals
from advisory.events.readers import ALIASES, NAMES
from boards.commands.members import seat_member
from boards.models import Membership
from discussions import drawing
from discussions.commands.moderation import hold_post
from discussions.guide import Guide, readable
from discussions.models import Post, ReadMark
from discussions.outlines import outlines
from discussions.telling import face
from tests.make import person, room, say

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SPEAKERS = ("solheim", "tanabe", "abernathy", "okonjo", "marsh")


def lively(posts, **policies):
    """A question with so many posts: an answer of everybody, then replies in turn."""
    heart = room(policies, {})
    answers = [say(heart.question, getattr(heart, name), f"{name} answers") for name in SPEAKERS[: max(1, posts)]]
    for place in range(len(answers), posts):
        parent = answers[place % len(answers)]
        say(heart.question, getattr(heart, SPEAKERS[place % 3]), f"Reply {place}", reply_to=parent)
    return heart


def asked(who, path):
    """What a page asks once the signed-in person has been there before, and the page's text."""
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(who.user)
    browser.get(path)
    with CaptureQueriesContext(connection) as made:
        page = browser.get(path)
    assert page.status_code == 200
    return [one["sql"] for one in made.captured_queries], page.text


@pytest.mark.parametrize("posts", [5, 50])
@pytest.mark.parametrize("name", ["okonjo", "lindqvist", "brandt"])
def test_the_page_of_a_question_takes_twelve_queries_however_much_was_said_and_one_for_notes(name, posts):
    heart = lively(posts)
    queries, page = asked(getattr(heart, name), "/boards/heart/questions/1/")
    assert page.count('data-post="') >= posts
    assert len(queries) <= {"okonjo": 12, "brandt": 13, "lindqvist": 15}[name], "\n\n".join(queries)


def test_what_no_process_has_drawn_yet_takes_one_query_more_in_all():
    heart = lively(20)
    warm, _ = asked(heart.okonjo, "/boards/heart/questions/1/")
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(heart.okonjo.user)
    drawing._drawn.clear()
    seals.forget()
    with CaptureQueriesContext(connection) as cold:
        browser.get("/boards/heart/questions/1/")
    words = [one["sql"] for one in cold.captured_queries if "discussions_postversion" in one["sql"]]
    assert len(words) == 1
    assert [one for one in warm if "discussions_postversion" in one] == []


def test_drawn_copies_are_kept_up_to_so_many_letters(monkeypatch):
    monkeypatch.setattr(drawing, "LONGEST", 10)
    copies = drawing.Copies()
    assert [copies.keep(one, one * 4) for one in "abc"] == ["aaaa", "bbbb", "cccc"]
    assert (copies, copies.length) == ({"c": "cccc"}, 4)


@pytest.mark.parametrize(("path", "most"), [("/", 19), ("/boards/", 9), ("/boards/heart/", 18)])
def test_the_other_pages_are_bounded_too(path, most):
    heart = lively(5)
    few = len(asked(heart.okonjo, path)[0])
    for place in range(20):
        say(heart.question, heart.tanabe, f"More {place}")
        seat_member(heart.board, person(f"Dr Extra{place}"), "advisor", by=heart.lindqvist)
    many = len(asked(heart.okonjo, path)[0])
    assert few <= most
    assert many <= most


def test_counts_of_what_is_new_say_the_same_as_counting_one_by_one():
    heart = lively(20)
    say(heart.asked(2), heart.tanabe, "On the second question")
    ReadMark.objects.create(member=heart.okonjo, question=heart.question, order=12)
    fresh = Post.objects.filter(question=heart.question, order__gt=12).exclude(author=heart.okonjo).count()
    assert fresh > 0
    assert Guide(heart.okonjo).unread == {heart.question.pk: fresh, heart.asked(2).pk: 1}


@pytest.mark.parametrize("policies", [{}, {"blinded": True}, {"sponsor_only": True}], ids=["open", "blinded", "closed"])
def test_an_outline_says_of_a_post_and_its_author_what_the_whole_post_says(policies):
    heart = lively(5, **policies)
    Membership.objects.filter(pk=heart.tanabe.pk).update(patient_expert=True)
    Membership.objects.filter(pk=heart.abernathy.pk).update(patient_expert=True, named=True)
    hold_post(
        Post.objects.get(question=heart.question, author=heart.solheim, reply_to=None), by=heart.marsh, reason="?"
    )
    for name in ("okonjo", "lindqvist", "solheim"):
        seat, question = getattr(heart, name), heart.asked(1)
        everybody = Guide(seat).reads(question)
        whole = list(readable(seat, question, everybody=everybody))
        outlined, _ = outlines(Guide(seat), question)
        assert [one.pk for one in outlined] == [one.pk for one in whole]
        for one, other in zip(outlined, whole, strict=True):
            for gaze in (NAMES, ALIASES):
                assert drawing._key(one, gaze, False) == drawing._key(other, gaze, False)
                assert face(one, gaze) == face(other, gaze)
            assert (one.hidden_from(seat), one.is_answer, one.by_staff, one.thread_id, one.order) == (
                other.hidden_from(seat), other.is_answer, other.by_staff, other.thread_id, other.order
            )  # fmt: skip
            assert (one.author.alias_name, one.author.user.initials) == (
                other.author.alias_name,
                other.author.user.initials,
            )
