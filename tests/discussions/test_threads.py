"""Answers and replies: written once, changed by their authors alone, and never lost or found by accident."""

from uuid import uuid4

import pytest
from django.test import override_settings

from advisory.events.models import Event
from advisory.refusals import Denied, Refusal, TooMany
from boards.commands.members import end_seat, move_member
from discussions.commands.moderation import hold_post
from discussions.commands.questions import close_question, narrow_question
from discussions.commands.threads import create_post, edit_post, remove_post
from discussions.models import Post, PostVersion
from discussions.visibility import Policy
from tests.live import at_once
from tests.make import now, room, say, soon

pytestmark = pytest.mark.django_db
together = pytest.mark.django_db(transaction=True)
WORDS = "Blood pressure and an ECG for everyone."


def kinds(stream="board.heart.q1"):
    """What a stream tells, in order."""
    return list(Event.objects.filter(stream__name=stream).order_by("seq").values_list("kind", flat=True))


def refused(code, act, *given, **named):
    """Do something that must be refused with a code and change nothing; returns the refusal."""
    before = Event.objects.count(), Post.objects.count()
    with pytest.raises(Refusal) as refusal:
        act(*given, **named)
    assert refusal.value.code == code
    assert (Event.objects.count(), Post.objects.count()) == before
    return refusal.value


def sent(question, seat, **given):
    """A post as the page sends it."""
    return create_post(question, **({"by": seat, "body": WORDS, "client_id": uuid4()} | given))


def test_an_answer_begins_a_thread_and_a_reply_to_a_reply_joins_it():
    heart = room()
    answer = say(heart.question, heart.okonjo)
    reply = say(heart.question, heart.tanabe, "Why?", reply_to=answer)
    deeper = say(heart.question, heart.okonjo, "Because.", reply_to=reply)
    assert {post.thread_id for post in (answer, reply, deeper)} == {answer.thread_id}
    assert (answer.reply_to_id, reply.reply_to_id, deeper.reply_to_id) == (None, answer.pk, reply.pk)
    assert [answer.order, reply.order, deeper.order] == [1, 2, 3]


def test_sending_again_gives_the_same_post():
    heart = room()
    answer = say(heart.question, heart.tanabe)
    again = {"client_id": uuid4(), "reply_to": answer.pk, "body": f"  {WORDS}\r\n"}
    first, fresh = sent(heart.question, heart.okonjo, **again)
    assert fresh
    edit_post(now(first), by=heart.okonjo, body="Something else by now", version=1)
    before = kinds()
    second, fresh = sent(heart.question, heart.okonjo, **again)
    assert (second.pk, fresh, second.current.body) == (first.pk, False, "Something else by now")
    assert kinds() == before


def test_the_same_id_with_anything_else_is_a_conflict_and_the_text_stays_with_its_writer():
    heart = room({}, {})
    first = say(heart.question, heart.okonjo)
    again = {"client_id": first.client_id}
    refused("client_id_reused", sent, heart.question, heart.okonjo, body="Other words", **again)
    refused("client_id_reused", sent, heart.asked(2), heart.okonjo, **again)
    refused("client_id_reused", sent, heart.question, heart.okonjo, reply_to=first.pk, **again)
    post, fresh = sent(heart.question, heart.tanabe, **again)
    assert (fresh, post.author) == (True, heart.tanabe)


def test_the_same_id_on_another_board_is_a_conflict_too():
    heart, lungs = room({"answer_first": True}), room(slug="lungs")
    first = say(heart.question, heart.okonjo)
    refused("client_id_reused", sent, lungs.question, lungs.okonjo, client_id=first.client_id)


@together
def test_the_same_post_twice_at_once_exists_once():
    heart = room({"answer_first": True})
    seat, question, key = heart.okonjo, heart.question, uuid4()
    got = at_once(*[lambda: sent(question, seat, client_id=key)] * 4)
    assert len({post.pk for post, _ in got}) == 1
    assert sorted(fresh for _, fresh in got) == [False, False, False, True]
    assert kinds() == ["post.created"]
    assert kinds(f"board.heart.mine.{seat.pk}") == ["question.unlocked"]


@together
def test_of_two_texts_with_one_id_at_once_one_stands_and_one_is_told():
    heart = room()
    seat, question, key = heart.okonjo, heart.question, uuid4()
    got = at_once(
        lambda: sent(question, seat, client_id=key, body="This"),
        lambda: sent(question, seat, client_id=key, body="That"),
    )
    assert sorted(getattr(one, "code", "stored") for one in got) == ["client_id_reused", "stored"]
    assert Post.objects.count() == 1


@pytest.mark.parametrize("meanwhile", ["closed", "narrowed", "moved", "held", "removed"])
def test_a_stored_answer_never_looks_lost(meanwhile):
    heart = room()
    stamp = heart.okonjo.stamp
    first = say(heart.question, heart.okonjo)
    {
        "closed": lambda: close_question(heart.question, by=heart.marsh),
        "narrowed": lambda: narrow_question(heart.question, Policy(sponsor_only=True), by=heart.marsh),
        "moved": lambda: move_member(heart.okonjo, "observer", by=heart.marsh),
        "held": lambda: hold_post(first, by=heart.marsh, reason="It names a patient"),
        "removed": lambda: remove_post(first, by=heart.okonjo),
    }[meanwhile]()
    post, fresh = sent(heart.question, heart.okonjo, client_id=first.client_id, stamp=stamp)
    assert (post.pk, fresh) == (first.pk, False)


def test_a_seat_on_another_board_is_no_seat_here():
    heart, lungs = room(), room(slug="lungs")
    post = say(heart.question, heart.okonjo)
    for seat in (lungs.marsh, lungs.okonjo):
        refused("not_found", sent, heart.question, seat)
        refused("not_found", hold_post, post, by=seat, reason="Not my board")
        refused("not_found", edit_post, post, by=seat, body="Not mine here", version=1)


def test_whoever_left_learns_nothing_by_sending_again():
    heart = room()
    first = say(heart.question, heart.okonjo)
    end_seat(heart.okonjo, by=heart.marsh)
    refused("not_found", sent, heart.question, heart.okonjo, client_id=first.client_id)
    refused("forbidden", sent, heart.question, heart.okonjo)


@together
def test_a_post_in_the_second_in_which_its_question_closes_is_stored_before_or_refused():
    heart = room()
    question, marsh = heart.question, heart.marsh
    seats = [heart.okonjo, heart.solheim, heart.tanabe, heart.abernathy]
    writing = [lambda seat=seat: [sent(question, seat) for _ in range(3)] for seat in seats]
    got = at_once(*writing, lambda: close_question(question, by=marsh))
    assert all(isinstance(one, list) or one is None or one.code == "closed" for one in got)
    closed = Event.objects.get(kind="question.closed").number
    assert not Event.objects.filter(kind="post.created", number__gt=closed).exists()
    assert Post.objects.count() == Event.objects.filter(kind="post.created").count()
    refusal = refused("closed", sent, question, heart.okonjo)
    assert "Your text was not posted" in refusal.message


def test_a_question_that_waits_takes_no_answer_yet():
    heart = room({"opens_at": soon(days=1)})
    assert "not open yet" in refused("closed", sent, heart.question, heart.okonjo).message


UNFIT = ["", " \n ", "a" * 20_001, "a" * 1_000_000, "a\0b", "a\u202eb", "a\u2066b", "\ud800", None]


@pytest.mark.parametrize("body", UNFIT, ids=range(len(UNFIT)))
def test_what_cannot_be_posted_changes_nothing(body):
    heart = room()
    post = say(heart.question, heart.okonjo)
    assert "body" in refused("invalid", sent, heart.question, heart.okonjo, body=body).fields
    assert "body" in refused("invalid", edit_post, post, by=heart.okonjo, body=body, version=1).fields


def test_the_sixty_first_post_in_a_minute_waits():
    heart = room({}, {})
    with override_settings(LIMIT_POSTS=3):
        posts = [say(heart.asked(number), heart.okonjo, f"Point {number}") for number in (1, 2, 1)]
        with pytest.raises(TooMany):
            sent(heart.asked(2), heart.okonjo)
        assert say(heart.question, heart.tanabe)
        assert sent(heart.question, heart.okonjo, client_id=posts[0].client_id, body="Point 1") == (posts[0], False)
        Post.objects.filter(pk=posts[0].pk).update(created_at=soon(seconds=-61))
        assert edit_post(now(posts[1]), by=heart.okonjo, body="Changed", version=1).version == 2
        with pytest.raises(TooMany):
            edit_post(now(posts[1]), by=heart.okonjo, body="Changed again", version=2)
        assert edit_post(now(posts[1]), by=heart.okonjo, body="Changed", version=2).version == 2
        PostVersion.objects.filter(number=2).update(at=soon(seconds=-61))
        assert say(heart.question, heart.okonjo)


@pytest.mark.parametrize(("name", "refusal"), [("brandt", Denied), ("weidmann", None), ("lindqvist", None)])
def test_observers_do_not_write(name, refusal):
    heart = room()
    if refusal is None:
        assert say(heart.question, getattr(heart, name))
    else:
        refused("forbidden", sent, heart.question, getattr(heart, name))


def test_a_reply_to_what_one_may_not_read_finds_nothing():
    heart = room({"answer_first": True}, {})
    hidden, held, other = (say(heart.asked(n), heart.tanabe, f"On {n}") for n in (1, 2, 2))
    hold_post(held, by=heart.marsh, reason="It names a patient")
    for question, reply_to in ((1, hidden.pk), (2, held.pk), (1, other.pk), (1, uuid4())):
        refused("not_found", sent, heart.asked(question), heart.okonjo, reply_to=reply_to)
    remove_post(other, by=heart.tanabe)
    refused("removed", sent, heart.asked(2), heart.okonjo, reply_to=other.pk)


def test_a_change_from_an_old_version_brings_both_texts():
    heart = room()
    post = say(heart.question, heart.okonjo, "First")
    edit_post(post, by=heart.okonjo, body="Second", version=1)
    for version in (1, 3, None):
        refusal = refused("stale_version", edit_post, now(post), by=heart.okonjo, body="Third", version=version)
        assert refusal.facts == {"body": "Second", "version": 2}
    assert list(post.versions.values_list("number", "body")) == [(1, "First"), (2, "Second")]


@together
def test_of_two_changes_at_once_one_wins_and_one_is_told():
    heart = room()
    post, seat = say(heart.question, heart.okonjo), heart.okonjo
    got = at_once(*(lambda words=words: edit_post(post, by=seat, body=words, version=1) for words in ("This", "That")))
    assert sorted(getattr(one, "code", "stored") for one in got) == ["stale_version", "stored"]
    assert now(post).version == 2


def test_a_change_to_the_same_words_is_no_change():
    heart = room()
    post = say(heart.question, heart.okonjo)
    edit_post(post, by=heart.okonjo, body=f"{WORDS}\n", version=1)
    assert (now(post).version, now(post).edited_at, kinds()) == (1, None, ["post.created"])


def test_nobody_changes_or_removes_anothers_words():
    heart = room({}, {"answer_first": True})
    post, hidden = say(heart.question, heart.okonjo), say(heart.asked(2), heart.okonjo)
    for seat in (heart.marsh, heart.tanabe):
        refused("forbidden", edit_post, post, by=seat, body="Mine now", version=1)
        refused("forbidden", remove_post, post, by=seat)
    refused("not_found", edit_post, hidden, by=heart.tanabe, body="Mine now", version=1)
    refused("not_found", remove_post, hidden, by=heart.tanabe)


def test_whoever_changes_their_answer_after_the_gate_says_so_to_all():
    heart = room({"answer_first": True})
    first = say(heart.question, heart.okonjo)
    edit_post(first, by=heart.okonjo, body="Before anybody else wrote", version=1)
    assert not now(first).current.after_gate
    say(heart.question, heart.tanabe)
    edit_post(now(first), by=heart.okonjo, body="After the others", version=2)
    assert now(first).current.after_gate
    assert [version.after_gate for version in first.versions.all()] == [False, False, True]


def test_a_removed_post_keeps_its_place_and_its_history():
    heart = room()
    post = say(heart.question, heart.okonjo)
    remove_post(post, by=heart.okonjo)
    remove_post(now(post), by=heart.okonjo)
    assert kinds() == ["post.created", "post.removed"]
    assert (now(post).order, post.versions.count()) == (1, 1)
    refused("removed", edit_post, now(post), by=heart.okonjo, body="Back again", version=1)


def test_a_closed_question_is_changed_by_nobody():
    heart = room()
    post = say(heart.question, heart.okonjo)
    close_question(heart.question, by=heart.marsh)
    refused("closed", edit_post, now(post), by=heart.okonjo, body="Too late", version=1)
    refused("closed", remove_post, now(post), by=heart.okonjo)


@pytest.mark.parametrize("meanwhile", ["other person", "other role", "other policy", "nonsense"])
def test_a_page_that_is_out_of_date_is_told_before_anything_is_written(meanwhile):
    heart = room({}, {})
    post, stamp, code = say(heart.question, heart.okonjo), heart.okonjo.stamp, "changed_policy"
    if meanwhile == "other person":
        stamp, code = heart.tanabe.stamp, "other_seat"
    elif meanwhile == "other role":
        move_member(heart.okonjo, "moderator", by=heart.marsh)
    elif meanwhile == "other policy":
        narrow_question(heart.asked(2), Policy(blinded=True), by=heart.marsh)
    else:
        stamp, code = "not-a-stamp-at-all", "other_seat"
    given = {"by": heart.okonjo, "stamp": stamp}
    refused(code, sent, heart.question, heart.okonjo, stamp=stamp)
    refused(code, edit_post, post, body="Changed", version=1, **given)
    refused(code, remove_post, post, **given)


def test_a_page_that_is_up_to_date_is_not_asked_twice():
    heart = room({"answer_first": True})
    stamp = heart.okonjo.stamp
    say(heart.question, heart.okonjo)
    assert sent(heart.question, heart.okonjo, stamp=stamp)[1]
