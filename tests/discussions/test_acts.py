"""What moderators do to posts and members, who hears of it, and that each act can be taken back."""

import json
from uuid import uuid4

import pytest
from django.utils import timezone

from advisory.events.audit import verify
from advisory.events.frames import events_after, frame, subjects_of
from advisory.events.readers import ALIASES
from advisory.refusals import Conflict, Denied, Invalid
from boards.commands.boards import choose_screening
from boards.events import mine
from discussions.commands.clarifications import ask_to_clarify, settle_clarification
from discussions.commands.insights import mark_insight, unmark_insight
from discussions.commands.locks import lock_thread, unlock_thread
from discussions.commands.moderation import ask_for_edit, hold_post, react_to_post, release_post
from discussions.commands.moves import move_post, split_post
from discussions.commands.pins import pin_post, unpin_post
from discussions.commands.redactions import redact_post
from discussions.commands.removals import restore_post, strike_post
from discussions.commands.restrictions import free_member, restrict_member
from discussions.commands.threads import edit_post, remove_post
from discussions.commands.undoing import REVERSES, undo_act
from discussions.guide import readable
from discussions.models import Act, Clarification, Insight, Thread
from tests.discussions.client import Page
from tests.make import now, room, say, soon

pytestmark = pytest.mark.django_db
Q1, Q2, DESK = "board.heart.q1", "board.heart.q2", "board.heart.desk"


@pytest.fixture
def heart():
    return room({}, {}, {"sponsor_only": True}, {"blinded": True})


def kinds(stream):
    return [event.kind for event in events_after(stream, 0, 500)]


def wire(stream, gaze=ALIASES):
    """Everything that a stream says, as of now."""
    events = events_after(stream, 0, 500)
    things = subjects_of(events)
    return json.dumps([frame(one, things.get((one.subject_type, one.subject_id)), gaze) for one in events])


def read(seat, question):
    return [post.pk for post in readable(seat, question, everybody=True)]


def test_a_pin_is_public_and_reorders_nothing(heart):
    first, second = say(heart.question, heart.okonjo), say(heart.question, heart.tanabe)
    act = pin_post(second, by=heart.marsh)
    assert pin_post(now(second), by=heart.lindqvist) is None
    assert kinds(Q1)[-1] == "post.pinned"
    assert read(heart.solheim, heart.question) == [first.pk, second.pk]
    undo_act(act, by=heart.lindqvist)
    assert (now(second).pinned_at, kinds(Q1)[-1]) == (None, "post.unpinned")
    pin_post(now(second), by=heart.marsh)
    undo_act(unpin_post(now(second), by=heart.marsh), by=heart.marsh)
    assert now(second).pinned_at


def test_an_insight_is_the_teams_alone(heart):
    post = say(heart.question, heart.okonjo)
    act = mark_insight(post, by=heart.marsh, note="Canary burden")
    mark_insight(post, by=heart.marsh, note="Canary burden")
    mark_insight(post, by=heart.lindqvist, note="Canary cost")
    assert Insight.objects.get(ended_at=None).note == "Canary cost"
    for stream in (Q1, DESK, "board.heart", mine(heart.okonjo)):
        assert "Canary" not in wire(stream)
        assert "insight." not in wire(stream)
    assert kinds(f"{Q1}.staff") == ["insight.marked", "insight.unmarked", "insight.marked"]
    with pytest.raises(Conflict):
        undo_act(act, by=heart.marsh)
    undo_act(unmark_insight(post, by=heart.marsh), by=heart.marsh)
    assert Insight.objects.get(ended_at=None).note == "Canary cost"


def test_a_locked_thread_takes_no_reply_and_keeps_the_words(heart):
    post = say(heart.question, heart.okonjo)
    reply = say(heart.question, heart.tanabe, "So.", reply_to=post)
    act = lock_thread(reply, by=heart.marsh, reason="Going in circles")
    for parent in (post, reply):
        with pytest.raises(Conflict, match="closed this thread to replies") as refusal:
            say(heart.question, heart.solheim, reply_to=parent)
        assert refusal.value.code == "locked"
    assert "No more replies" in wire(Q1)
    undo_act(act, by=heart.marsh)
    say(heart.question, heart.solheim, reply_to=post)
    lock_thread(now(post), by=heart.marsh)
    assert unlock_thread(now(post), by=heart.marsh).verb == "unlocked"


def test_covered_words_go_from_every_wire_and_the_chain_holds(heart):
    post = say(heart.question, heart.okonjo, "Mrs Baker from Porto, aged 61, had syncope. Mrs Baker is well.")
    act = redact_post(post, "Mrs Baker", by=heart.marsh, reason="It names a patient")
    now_ = now(post)
    assert now_.current.body == "[redacted] from Porto, aged 61, had syncope. [redacted] is well."
    assert act.facts["words"] == 4
    for stream in (Q1, DESK, mine(heart.okonjo)):
        assert "Baker" not in wire(stream)
    assert "Words covered by a moderator" in wire(Q1)
    with pytest.raises(Conflict, match="changed elsewhere"):
        edit_post(now_, by=heart.okonjo, body="Mrs Baker again", version=1)
    assert verify(heart.board.log) is None
    undo_act(act, by=heart.marsh)
    assert "Baker" in now(post).current.body
    assert (now(post).version, now(post).current.covered) == (3, 0)
    again = redact_post(now(post), "Porto", by=heart.marsh, reason="A town")
    edit_post(now(post), by=heart.okonjo, body="She is well.", version=4)
    assert now(post).current.covered == 0
    with pytest.raises(Conflict):
        undo_act(again, by=heart.marsh)
    with pytest.raises(Invalid) as refusal:
        redact_post(now(post), "Nobody", by=heart.marsh, reason="No")
    assert list(refusal.value.fields) == ["words"]
    assert verify(heart.board.log) is None


def test_words_are_covered_as_people_read_them_whatever_markup_stands_within(heart):
    said = "**Maria** Kowalczyk fainted. Ask Maria  *Kowalczyk*, maria kowalski or M**ari**a Kowalczyk."
    post = say(heart.question, heart.okonjo, said)
    act = redact_post(post, "Maria Kowalczyk", by=heart.marsh, reason="It names a patient")
    assert now(post).current.body == "[redacted] fainted. Ask [redacted], maria kowalski or [redacted]."
    assert act.facts["words"] == 6
    undo_act(act, by=heart.marsh)
    assert now(post).current.body == said


def test_what_a_moderator_removed_is_restored_and_what_its_author_removed_is_not(heart):
    post = say(heart.question, heart.okonjo, "Promotional")
    act = strike_post(post, by=heart.marsh, reason="Promotional")
    assert "Promotional" not in wire(Q1)
    assert "Removed by a moderator" in wire(Q1)
    undo_act(act, by=heart.marsh)
    assert now(post).removed_at is None
    strike_post(now(post), by=heart.marsh, reason="Promotional")
    undo_act(restore_post(now(post), by=heart.marsh), by=heart.marsh)
    assert now(post).removed_at
    own = say(heart.question, heart.okonjo, "Mistake")
    remove_post(own, by=heart.okonjo)
    with pytest.raises(Conflict, match="they alone"):
        restore_post(now(own), by=heart.marsh)


def test_a_move_takes_the_replies_along_and_is_told_to_those_who_read_either(heart):
    post, other = say(heart.question, heart.okonjo), say(heart.question, heart.tanabe)
    reply = say(heart.question, heart.tanabe, "So.", reply_to=post)
    held = say(heart.question, heart.solheim, "Names a patient", reply_to=post)
    hold_post(held, by=heart.marsh, reason="Names a patient")
    before = {seat: Page(getattr(heart, seat), number) for seat in ("solheim", "marsh") for number in (1, 2)}
    act = move_post(post, heart.asked(2), by=heart.marsh, reason="About stopping")
    assert read(heart.abernathy, heart.question) == [other.pk]
    assert read(heart.abernathy, heart.asked(2)) == [post.pk, reply.pk]
    assert (now(post).order, now(held).order) == (1, None)
    assert "Names a patient" not in wire(Q2)
    assert kinds(Q2) == ["post.published", "post.published"]
    assert kinds(Q1)[-5:] == ["post.withdrawn", "post.left", "post.withdrawn", "post.left", "post.left"]
    for page in before.values():
        assert page.hear().shown() == Page(page.seat, page.number).shown()
    release_post(now(held), by=heart.marsh)
    assert now(held).order == 3
    undo_act(act, by=heart.lindqvist)
    assert read(heart.abernathy, heart.asked(2)) == []
    assert read(heart.abernathy, heart.question) == [post.pk, other.pk, reply.pk, held.pk]


def test_a_post_moves_only_where_as_few_read_it(heart):
    blinded = say(heart.asked(4), heart.okonjo)
    with pytest.raises(Conflict, match="read by more people") as refusal:
        move_post(blinded, heart.question, by=heart.marsh)
    assert refusal.value.code == "less_closed"
    post = say(heart.question, heart.okonjo)
    act = move_post(post, heart.asked(3), by=heart.marsh)
    assert read(heart.tanabe, heart.question) == []
    say(heart.asked(3), heart.marsh, "For you alone?", reply_to=now(post))
    with pytest.raises(Conflict, match="for fewer readers"):
        undo_act(act, by=heart.marsh)


def test_whoever_replies_to_a_moved_post_is_told_where_it_went(heart):
    post = say(heart.question, heart.okonjo)
    move_post(post, heart.asked(2), by=heart.marsh)
    with pytest.raises(Conflict, match="to Question 2"):
        say(heart.question, heart.tanabe, reply_to=post)
    move_post(now(post), heart.asked(3), by=heart.marsh)
    with pytest.raises(Conflict, match="moved this post elsewhere"):
        say(heart.question, heart.tanabe, reply_to=post)


def test_a_reply_is_split_off_with_what_was_said_to_it(heart):
    post = say(heart.question, heart.okonjo)
    reply = say(heart.question, heart.tanabe, "Another matter", reply_to=post)
    deeper = say(heart.question, heart.solheim, "Indeed", reply_to=reply)
    page = Page(heart.abernathy)
    act = split_post(reply, by=heart.marsh)
    assert now(reply).is_answer
    assert now(deeper).thread_id == now(reply).thread_id != post.thread_id
    assert page.hear().shown() == Page(heart.abernathy).shown()
    late = say(heart.question, heart.okonjo, "Late", reply_to=now(reply))
    page = Page(heart.abernathy)
    undo_act(act, by=heart.marsh)
    assert {one.thread_id for one in map(now, (post, reply, deeper, late))} == {post.thread_id}
    assert now(reply).reply_to_id == post.pk
    assert Thread.objects.count() == 1
    assert page.hear().shown() == Page(heart.abernathy).shown()
    probe = say(heart.question, heart.marsh, "At which dose?", reply_to=post)
    with pytest.raises(Conflict, match="stays with the post"):
        split_post(probe, by=heart.marsh)


def test_a_clarification_is_asked_of_one_advisor_and_settled_by_their_answer(heart):
    post = say(heart.question, heart.okonjo)
    key = uuid4()
    asking, fresh = ask_to_clarify(post, by=heart.weidmann, body="Everyone, also under 50?", client_id=key)
    assert fresh
    assert ask_to_clarify(post, by=heart.weidmann, body="Everyone, also under 50?", client_id=key) == (asking, False)
    assert "Clarification, asked of Dr Samuel Okonjo" in wire(Q1)
    assert [act.verb for act in Act.objects.all()] == ["asked"]
    say(heart.question, heart.tanabe, "I would.", reply_to=post)
    assert Clarification.objects.get().settled_at is None
    answer = say(heart.question, heart.okonjo, "Above 50 alone.", reply_to=asking)
    assert Clarification.objects.get().answer == answer
    assert kinds(f"{Q1}.staff") == ["clarification.asked", "clarification.answered"]
    with pytest.raises(Conflict):
        ask_to_clarify(asking, by=heart.marsh, body="Why?", client_id=uuid4())
    another, _ = ask_to_clarify(post, by=heart.marsh, body="And children?", client_id=uuid4())
    undo_act(settle_clarification(another, by=heart.marsh, reason="Said live"), by=heart.marsh)
    assert another.clarification.settled_at is None
    undo_act(another.acts.get(verb="asked"), by=heart.marsh)
    assert now(another).removed_at


def test_a_reply_that_is_held_unseen_answers_a_clarification_once_others_may_read_it(heart):
    asking, _ = ask_to_clarify(say(heart.question, heart.okonjo), by=heart.weidmann, body="Who?", client_id=uuid4())
    choose_screening(heart.board, "hold", by=heart.lindqvist)
    reply = say(heart.question, heart.okonjo, "Mr Carver, born 3 May 1961, had a bleed.", reply_to=asking)
    assert reply.out_of_sight
    assert kinds(f"{Q1}.staff") == ["clarification.asked"]
    assert Clarification.objects.get().settled_at is None
    release_post(reply, by=heart.marsh)
    assert kinds(f"{Q1}.staff") == ["clarification.asked", "clarification.answered"]
    assert Clarification.objects.get().answer == reply


def test_on_a_blinded_question_a_clarification_names_nobody_to_peers(heart):
    ask_to_clarify(say(heart.asked(4), heart.okonjo), by=heart.marsh, body="When?", client_id=uuid4())
    assert "Okonjo" not in wire("board.heart.q4")
    assert f"asked of Advisor {heart.okonjo.alias}" in wire("board.heart.q4")


def test_the_author_of_a_held_post_is_asked_for_an_edit_and_it_stays_held(heart):
    post = say(heart.question, heart.okonjo)
    with pytest.raises(Conflict):
        ask_for_edit(post, "Take the town out", by=heart.marsh)
    hold_post(post, by=heart.marsh, reason="A town and an age")
    act = ask_for_edit(now(post), "Take the town out", by=heart.marsh)
    assert "Take the town out" in wire(mine(heart.okonjo))
    assert "Take the town out" not in wire(Q1)
    edit_post(now(post), by=heart.okonjo, body="Better.", version=1)
    assert now(post).held_at
    undo_act(act, by=heart.marsh)
    assert "Take the town out" not in wire(mine(heart.okonjo))


def test_a_restricted_member_reads_and_does_not_write_and_is_told_until_when(heart):
    post, own = say(heart.question, heart.tanabe), say(heart.question, heart.okonjo)
    until = soon(days=2)
    act = restrict_member(heart.okonjo, by=heart.marsh, until=until, reason="Twice promotional")
    for attempt in (
        lambda: say(heart.question, heart.okonjo),
        lambda: edit_post(own, by=heart.okonjo, body="Else", version=1),
        lambda: react_to_post(post, "agree", by=heart.okonjo, on=True),
    ):
        with pytest.raises(Denied, match=f"write again from {until:%A}") as refusal:
            attempt()
        assert refusal.value.code == "restricted"
    assert (kinds(DESK)[-1], kinds(mine(heart.okonjo))[-1]) == ("member.restricted", "member.paused")
    assert "restrict" not in wire(Q1) + wire("board.heart") + wire(mine(heart.tanabe))
    remove_post(own, by=heart.okonjo)
    undo_act(act, by=heart.marsh)
    say(heart.question, heart.okonjo, "Back")
    restrict_member(heart.okonjo, by=heart.marsh, until=until, reason="Again")
    free_member(heart.okonjo, by=heart.lindqvist)
    say(heart.question, heart.okonjo, "Back again")
    with pytest.raises(Invalid):
        restrict_member(heart.okonjo, by=heart.marsh, until=timezone.now(), reason="Now")
    for who in (heart.marsh, heart.lindqvist):
        with pytest.raises(Denied):
            restrict_member(who, by=heart.marsh, until=until, reason="No")


def test_every_verb_of_the_log_can_be_taken_back():
    assert set(REVERSES) == set(Act.Verb)
