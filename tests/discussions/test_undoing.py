"""Acts are taken back in the order in which they still hold, and nothing is decided on what nobody read."""

import pytest

from advisory.refusals import Conflict, Denied, Invalid
from boards.commands.boards import archive_board, close_board
from boards.commands.walls import set_sight, set_wall, switch_board
from discussions.commands.guidance import add_guide_note
from discussions.commands.locks import lock_thread, unlock_thread
from discussions.commands.moderation import hold_post, release_post
from discussions.commands.moves import move_post, split_post
from discussions.commands.notes import edit_note, write_note
from discussions.commands.pins import pin_post
from discussions.commands.redactions import redact_post
from discussions.commands.restrictions import free_member, restrict_member
from discussions.commands.threads import edit_post
from discussions.commands.undoing import undo_act
from discussions.models import Post, Question, Thread
from tests.make import now, room, say, soon

pytestmark = pytest.mark.django_db
KEY = "33333333-3333-4333-8333-333333333333"


@pytest.fixture
def heart():
    return room({}, {})


def test_an_older_act_is_not_taken_back_over_a_newer_one(heart):
    post = say(heart.question, heart.okonjo)
    reply = say(heart.question, heart.tanabe, "Here too", reply_to=post)
    first = hold_post(post, by=heart.marsh, reason="A town")
    release_post(now(post), by=heart.lindqvist)
    second = hold_post(now(post), by=heart.lindqvist, reason="A name")
    locked = lock_thread(now(post), by=heart.marsh)
    opened = unlock_thread(now(reply), by=heart.lindqvist)
    bound = restrict_member(heart.okonjo, by=heart.marsh, until=soon(days=2), reason="Twice")
    free_member(heart.okonjo, by=heart.lindqvist)
    for act in (first, locked, bound):
        with pytest.raises(Conflict, match="decided anew"):
            undo_act(act, by=heart.marsh)
    assert now(post).held_at
    undo_act(second, by=heart.lindqvist)
    undo_act(opened, by=heart.marsh)
    undo_act(locked, by=heart.marsh)
    assert not now(post).held_at


def test_splits_within_each_other_are_taken_back_in_either_order(heart):
    post = say(heart.question, heart.okonjo)
    reply = say(heart.question, heart.tanabe, "Another matter", reply_to=post)
    deeper = say(heart.question, heart.solheim, "A third one", reply_to=reply)
    outer = split_post(reply, by=heart.marsh)
    inner = split_post(now(deeper), by=heart.marsh)
    undo_act(outer, by=heart.marsh)
    undo_act(inner, by=heart.marsh)
    assert {now(one).thread_id for one in (post, reply, deeper)} == {post.thread_id}
    assert [one.pk for one in Post.objects.order_by("order")] == [post.pk, reply.pk, deeper.pk]
    assert Thread.objects.count() == 1


def test_a_reply_goes_back_only_to_where_its_answer_stands_and_to_a_place_that_is_free(heart):
    post = say(heart.question, heart.okonjo)
    reply = say(heart.question, heart.tanabe, "Another matter", reply_to=post)
    act = split_post(reply, by=heart.marsh)
    away = move_post(now(post), heart.asked(2), by=heart.marsh)
    with pytest.raises(Conflict, match="was moved meanwhile"):
        undo_act(act, by=heart.marsh)
    undo_act(away, by=heart.marsh)
    later = say(heart.question, heart.solheim, "Late")
    Post.objects.filter(pk=later.pk).update(order=2)
    undo_act(act, by=heart.marsh)
    places = [now(one).order for one in (post, later, reply)]
    assert places == sorted(set(places))
    assert now(reply).thread_id == post.thread_id
    heart.question.refresh_from_db()
    act = move_post(now(reply), heart.asked(2), by=heart.marsh)
    Question.objects.filter(pk=heart.question.pk).update(last_order=2)
    undo_act(act, by=heart.marsh)
    assert say(heart.question, heart.solheim, "Later").order == now(reply).order + 1


def test_what_its_author_changed_meanwhile_is_not_let_back_unread(heart):
    post = say(heart.question, heart.okonjo)
    hold_post(post, by=heart.marsh, reason="A town")
    edit_post(now(post), by=heart.okonjo, body="Unread.", version=1)
    with pytest.raises(Conflict, match="changed this post since"):
        release_post(now(post), by=heart.marsh, version=1)
    assert now(post).held_at
    release_post(now(post), by=heart.marsh, version=2)
    assert not now(post).held_at


def test_on_an_archived_board_only_what_protects_people_is_done(heart):
    post, held = say(heart.question, heart.okonjo), say(heart.question, heart.tanabe)
    hold_post(held, by=heart.marsh, reason="A town")
    close_board(heart.board, by=heart.lindqvist)
    archive_board(heart.board, by=heart.lindqvist)
    chair = heart.lindqvist
    for attempt in (
        lambda: pin_post(now(post), by=chair), lambda: release_post(now(held), by=chair),
        lambda: restrict_member(heart.okonjo, by=chair, until=soon(days=2), reason="No"),
        lambda: set_wall(heart.board, "report", by=chair), lambda: set_sight(heart.weidmann, "report", by=chair),
        lambda: switch_board(heart.board, {"moderators_blinded": True}, by=chair),
    ):  # fmt: skip
        with pytest.raises(Conflict, match="archived"):
            attempt()
    assert now(held).held_at
    redact_post(now(post), "ECG", by=chair, reason="A name")
    hold_post(now(post), by=chair, reason="A name")


def test_who_may_only_read_writes_no_note_and_no_point_of_the_guide(heart):
    note = write_note(heart.board, "Before", by=heart.weidmann, client_id=KEY)
    restrict_member(heart.weidmann, by=heart.marsh, until=soon(days=2), reason="Twice")
    for attempt in (
        lambda: write_note(heart.board, "After", by=heart.weidmann, client_id=heart.board.pk),
        lambda: edit_note(note, "After", by=heart.weidmann, version=1),
        lambda: add_guide_note(heart.question, "Doses", by=heart.weidmann),
    ):
        with pytest.raises(Denied, match="write again from"):
            attempt()


def test_covering_never_makes_a_post_longer_than_its_author_may_write(heart):
    post = say(heart.question, heart.okonjo, "ab " * 6000)
    with pytest.raises(Invalid) as refusal:
        redact_post(post, "b", by=heart.marsh, reason="A name")
    assert "too long" in refusal.value.fields["words"]
