"""Acts are taken back in the order in which they still hold, and nothing is decided on what nobody read."""

from uuid import uuid4

import pytest
from django.test import Client

from advisory.refusals import Conflict, Denied, Invalid
from boards.commands.boards import archive_board, close_board
from boards.commands.walls import set_sight, set_wall, switch_board
from discussions.commands.clarifications import ask_to_clarify
from discussions.commands.findings import settle_finding
from discussions.commands.flags import flag_post
from discussions.commands.guidance import add_guide_note
from discussions.commands.insights import mark_insight
from discussions.commands.locks import lock_thread, unlock_thread
from discussions.commands.moderation import ask_for_edit, hold_post, release_post
from discussions.commands.moves import move_post, split_post
from discussions.commands.notes import edit_note, write_note
from discussions.commands.pins import pin_post
from discussions.commands.questions import close_question
from discussions.commands.redactions import redact_post
from discussions.commands.removals import restore_post, strike_post
from discussions.commands.restrictions import free_member, restrict_member
from discussions.commands.threads import edit_post, remove_post
from discussions.commands.undoing import undo_act
from discussions.deciding import decide, undo_all
from discussions.models import Case, Clarification, Post, Question, Thread
from tests.make import now, room, say, soon

pytestmark = pytest.mark.django_db
HARM = "One of mine had a pause of four seconds in week 6 and we stopped the drug."
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


def test_taking_an_act_back_leaves_what_stood_before_it(heart):
    post = say(heart.question, heart.okonjo)
    hold_post(post, by=heart.marsh, reason="A town")
    ask_for_edit(now(post), "Leave the town out.", by=heart.marsh)
    second = ask_for_edit(now(post), "And the date.", by=heart.lindqvist)
    assert now(post).holds.get().wish == "Leave the town out. And the date."
    undo_act(second, by=heart.lindqvist)
    undo_act(release_post(now(post), by=heart.lindqvist), by=heart.marsh)
    hold = now(post).holds.get(lifted_at=None)
    assert (hold.reason, hold.wish) == ("A town", "Leave the town out.")
    other = say(heart.question, heart.tanabe)
    mark_insight(other, by=heart.marsh, note="First")
    undo_act(mark_insight(now(other), by=heart.lindqvist, note="Second"), by=heart.lindqvist)
    assert other.insights.get(ended_at=None).note == "First"


def test_a_lock_is_taken_back_where_it_was_set_though_the_reply_went_elsewhere(heart):
    post = say(heart.question, heart.okonjo)
    reply = say(heart.question, heart.tanabe, "Here too", reply_to=post)
    locked = lock_thread(now(reply), by=heart.marsh)
    move_post(now(reply), heart.asked(2), by=heart.marsh)
    undo_act(locked, by=heart.marsh)
    assert now(post).thread.locked_at is None


def test_a_case_goes_with_the_decision_that_began_it_and_comes_back_with_the_flag(heart):
    found = say(heart.question, heart.okonjo, HARM).findings.get()
    undo_act(settle_finding(found, "upheld", by=heart.marsh), by=heart.marsh)
    assert not Case.objects.unsettled().exists()
    undo_all(decide(found.post, "case", by=heart.marsh), by=heart.marsh)
    assert not Case.objects.unsettled().exists()
    assert found.post.findings.get().settled_at is None
    flagged = say(heart.question, heart.okonjo)
    flag_post(flagged, by=heart.tanabe, reason="safety")
    acts = decide(now(flagged), "set_aside", by=heart.marsh)
    undo_act(next(act for act in acts if act.verb == "answered"), by=heart.marsh)
    assert Case.objects.unsettled().get().post == flagged


def test_who_replies_while_a_move_is_taken_back_is_told_where_the_post_went(heart):
    post = say(heart.question, heart.okonjo)
    undo_act(move_post(post, heart.asked(2), by=heart.marsh), by=heart.marsh)
    with pytest.raises(Conflict, match="moved this post to Question 1"):
        say(heart.asked(2), heart.tanabe, "Mine", reply_to=post)


def test_what_its_author_took_back_is_not_restored_by_a_moderator_who_removed_it_first(heart):
    post = say(heart.question, heart.okonjo)
    strike_post(post, by=heart.marsh, reason="Off topic")
    remove_post(now(post), by=heart.okonjo)
    with pytest.raises(Conflict, match="took these words back"):
        restore_post(now(post), by=heart.marsh)


def test_a_clarification_waits_until_its_own_answer_stands(heart):
    post = say(heart.question, heart.okonjo)
    first, second = (
        ask_to_clarify(now(post), by=heart.marsh, body=words, client_id=uuid4())[0] for words in ("First?", "Second?")
    )
    say(heart.question, heart.okonjo, "I agree.", reply_to=say(heart.question, heart.tanabe, "Or not", reply_to=post))
    answer = say(heart.question, heart.okonjo, "To the second: yes.", reply_to=second)
    waiting = Clarification.objects.filter(settled_at=None)
    assert [one.post for one in waiting] == [first]
    remove_post(answer, by=heart.okonjo)
    assert waiting.all().count() == 2
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(heart.okonjo.user)
    assert "Second?" in browser.get("/").text
    close_question(heart.question, by=heart.marsh)
    assert "Second?" not in browser.get("/").text


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
