"""Holds and reactions: what a moderator takes out of sight is out of sight, and nothing tells that it is there."""

import json

import pytest
from django.db.models import ProtectedError

from advisory.events.frames import events_after, frame, subjects_of
from advisory.events.models import Stream
from advisory.events.readers import ALIASES, NAMES
from advisory.refusals import Absent, Conflict, Denied, Invalid
from advisory.rights import can
from boards.commands.boards import choose_screening
from discussions.commands.moderation import hold_post, react_to_post, release_post
from discussions.commands.questions import close_question
from discussions.commands.redactions import redact_post
from discussions.commands.threads import edit_post, remove_post
from discussions.commands.undoing import undo_act
from discussions.guide import Guide, readable
from discussions.models import Post
from tests.make import now, room, say

pytestmark = pytest.mark.django_db
Q1, DESK = "board.heart.q1", "board.heart.desk"


def told(stream, gaze=NAMES):
    """What a stream says as of now, line by line."""
    events = events_after(stream, 0, 500)
    things = subjects_of(events)
    return [frame(event, things.get((event.subject_type, event.subject_id)), gaze) for event in events]


def kinds(stream=Q1):
    """What a stream tells, in order."""
    return [line["kind"] for line in told(stream)]


def mine(seat):
    """The stream that concerns one member alone."""
    return f"board.heart.mine.{seat.pk}"


@pytest.fixture
def heart():
    """A board with an open question."""
    return room({})


@pytest.fixture
def held(heart):
    """An answer of Dr Okonjo's that was held after everybody had seen it."""
    post = say(heart.question, heart.okonjo, "As said in ward nine")
    hold_post(post, by=heart.marsh, reason="It names a patient")
    return now(post)


def test_a_held_post_is_read_by_its_author_and_the_desk_alone(heart, held):
    readers = [name for name in heart.seats if can(getattr(heart, name), "post.see", held)]
    assert readers == ["lindqvist", "marsh", "okonjo"]
    assert kinds() == ["post.created", "post.withdrawn"]
    assert kinds(DESK) == ["post.held"]
    assert kinds(mine(heart.okonjo)) == ["post.detained"]


def test_the_streams_of_a_held_post_say_its_id_and_nothing_more(heart, held):
    for gaze in (NAMES, ALIASES):
        assert [(line["facts"], "html" in line) for line in told(Q1, gaze)] == [({"id": str(held.pk)}, False)] * 2
    assert "ward nine" in told(DESK)[0]["html"]
    assert "It names a patient" in told(DESK)[0]["html"]
    assert "ward nine" in told(mine(heart.okonjo), ALIASES)[0]["html"]


def test_a_held_post_counts_for_those_who_read_it(heart, held):
    say(heart.question, heart.solheim)
    counted = {name: Guide(getattr(heart, name)).answers[heart.question.pk] for name in heart.seats}
    assert counted == {
        "lindqvist": 2, "marsh": 2, "okonjo": 2, "weidmann": 1, "brandt": 1, "solheim": 1, "tanabe": 1, "abernathy": 1,
    }  # fmt: skip
    assert Guide(heart.tanabe).unread[heart.question.pk] == 1
    assert Guide(heart.marsh).unread[heart.question.pk] == 2


def test_its_author_mends_a_held_post_and_it_stays_held(heart, held):
    edit_post(held, by=heart.okonjo, body="A patient had syncope", version=1)
    mended = now(held)
    assert (mended.version, bool(mended.held_at)) == (2, True)
    assert kinds() == ["post.created", "post.withdrawn"]
    assert kinds(DESK) == ["post.held", "post.mended"]
    assert "A patient had syncope" in told(DESK)[1]["html"]


def test_a_released_post_is_back_where_it_stood(heart, held):
    other = say(heart.question, heart.tanabe)
    published = held.published_at
    release_post(held, by=heart.lindqvist)
    back = now(held)
    assert (back.order, back.published_at, back.version, back.held_at) == (1, published, 1, None)
    assert kinds() == ["post.created", "post.withdrawn", "post.created", "post.published"]
    assert kinds(mine(heart.okonjo)) == ["post.detained", "post.restored"]
    assert "ward nine" in told(Q1)[3]["html"]
    assert [post.pk for post in readable(heart.tanabe, heart.question, everybody=True)] == [back.pk, other.pk]


def test_the_replies_to_a_held_post_stay(heart):
    answer = say(heart.question, heart.okonjo, "As said in ward nine")
    reply = say(heart.question, heart.tanabe, "When?", reply_to=answer)
    hold_post(answer, by=heart.marsh, reason="It names a patient")
    assert can(heart.solheim, "post.see", now(reply))
    assert "When?" in told(Q1, ALIASES)[1]["html"]
    assert "ward nine" not in told(Q1, ALIASES)[1]["html"]


def test_what_is_said_to_a_held_post_waits_to_be_read_too(heart, held):
    """Its author, or whoever read it before, may say the same again; what the desk says goes out."""
    earlier = say(heart.question, heart.tanabe, "An answer of its own.")
    probe = say(heart.question, heart.marsh, "Which ward?", reply_to=held)
    again = say(heart.question, heart.okonjo, "As I said, ward nine", reply_to=probe)
    assert (again.order, bool(again.held_at)) == (None, True)
    assert "ward nine" not in str(told(Q1) + told(Q1, ALIASES))
    assert say(heart.question, heart.okonjo, "Something else", reply_to=earlier).order
    release_post(now(again), by=heart.marsh)
    release_post(held, by=heart.marsh)
    reply = say(heart.question, heart.solheim, "When?", reply_to=held)
    assert reply.order
    hold_post(now(held), by=heart.marsh, reason="It names a patient")
    edit_post(reply, by=heart.solheim, body="When, in ward nine?", version=1)
    assert now(reply).held_at


def test_removing_a_held_post_is_known_at_the_desk_alone(heart, held):
    before = Stream.objects.get(name=Q1).head
    remove_post(held, by=heart.okonjo)
    assert Stream.objects.get(name=Q1).head == before
    assert kinds(DESK) == ["post.held", "post.dropped"]
    release_post(now(held), by=heart.marsh)
    assert "Removed by its author" in told(Q1)[-1]["html"]
    assert "ward nine" not in told(Q1)[-1]["html"]


def test_holding_and_releasing_twice_happens_once(heart, held):
    hold_post(held, by=heart.lindqvist, reason="Again")
    assert held.holds.count() == 1
    release_post(held, by=heart.marsh)
    release_post(now(held), by=heart.marsh)
    assert kinds() == ["post.created", "post.withdrawn", "post.published"]
    hold_post(now(held), by=heart.lindqvist, reason="Once more")
    assert held.holds.filter(lifted_at=None).count() == 1


def test_only_the_desk_holds_and_gives_a_reason(heart):
    post = say(heart.question, heart.okonjo)
    for name in ("weidmann", "okonjo", "tanabe", "brandt"):
        with pytest.raises(Denied):
            hold_post(post, by=getattr(heart, name), reason="Because")
    for reason in ("", "x" * 401, "a\0b"):
        with pytest.raises(Invalid) as refusal:
            hold_post(post, by=heart.marsh, reason=reason)
        assert list(refusal.value.fields) == ["reason"]
    remove_post(post, by=heart.okonjo)
    with pytest.raises(Conflict):
        hold_post(now(post), by=heart.marsh, reason="Too late")


def test_a_post_held_before_its_peers_saw_it_tells_them_nothing():
    heart = room({"after_close": True})
    held = say(heart.question, heart.okonjo, "As said in ward nine")
    shown = say(heart.question, heart.tanabe)
    hold_post(held, by=heart.marsh, reason="It names a patient")
    close_question(heart.question, by=heart.marsh)
    assert kinds() == ["question.shared"]
    assert [post.pk for post in readable(heart.solheim, heart.question, everybody=True)] == [shown.pk]
    assert Guide(heart.solheim).answers[heart.question.pk] == 1
    assert Guide(heart.solheim).answered_by(heart.question) == 1
    with pytest.raises(Absent):
        react_to_post(now(held), "agree", by=heart.solheim, on=True)
    release_post(now(held), by=heart.marsh)
    assert kinds() == ["question.shared", "post.published"]
    released = now(held)
    assert (released.order, now(shown).order, released.published_at > shown.published_at) == (2, 1, True)
    assert Guide(heart.solheim).answered_by(heart.question) == 2


def test_what_was_mended_before_anybody_saw_it_is_new_to_them(heart):
    choose_screening(heart.board, "hold", by=heart.lindqvist)
    post = say(heart.question, heart.okonjo, "Mr Carver, born 3 May 1961, had a bleed.")
    edit_post(post, by=heart.okonjo, body="A man of sixty came back.", version=1)
    release_post(now(post), by=heart.marsh, version=2)
    assert (now(post).edited_at, now(post).edition) == (None, 1)
    edit_post(now(post), by=heart.okonjo, body="A man of sixty came back in spring.", version=1)
    assert (bool(now(post).edited_at), told(Q1)[-1]["facts"]["version"]) == (True, 2)


def test_a_probe_that_is_held_goes_from_the_one_who_was_asked_too():
    heart = room({"sponsor_only": True})
    answer = say(heart.question, heart.okonjo)
    probe = say(heart.question, heart.weidmann, "Would you use ours?", reply_to=answer)
    assert kinds(mine(heart.okonjo)) == ["post.noted", "post.addressed"]
    hold_post(probe, by=heart.marsh, reason="Promotional")
    assert told(mine(heart.okonjo), ALIASES)[1:] == [
        {"seq": 2, "kind": "post.addressed", "facts": {"id": str(probe.pk)}},
        {"seq": 3, "kind": "post.withheld", "facts": {"id": str(probe.pk)}},
    ]
    release_post(now(probe), by=heart.marsh)
    assert "Would you use ours?" in told(mine(heart.okonjo), ALIASES)[-1]["html"]


def test_a_reaction_counts_once_and_can_be_taken_back(heart):
    post = say(heart.question, heart.okonjo)
    for on in (True, True, False, False, True):
        react_to_post(post, "agree", by=heart.tanabe, on=on)
    react_to_post(post, "insightful", by=heart.tanabe, on=True)
    react_to_post(post, "agree", by=heart.weidmann, on=True)
    assert (now(post).agree, now(post).insightful) == (2, 1)
    assert kinds() == ["post.created", *["post.reacted"] * 5]
    assert told(Q1)[-1]["facts"]["agree"] == 2
    told_of = [*told(Q1, NAMES), *told(Q1, ALIASES)]
    for seat in (heart.tanabe, heart.weidmann):
        for word in (seat.user.name.split()[-1], str(seat.pk), str(seat.alias_id), str(seat.user_id)):
            assert word not in json.dumps(told_of), "who reacted is nobody's business"
    assert str(heart.okonjo.pk) in json.dumps(told_of)


@pytest.mark.parametrize("why", ["gate", "held", "removed", "left", "closed", "observer"])
def test_a_reaction_where_one_may_not_is_refused(why):
    heart = room({"answer_first": why == "gate"})
    post = say(heart.question, heart.okonjo)
    refusal = {"closed": Conflict, "observer": Denied}.get(why, Absent)
    if why == "held":
        hold_post(post, by=heart.marsh, reason="It names a patient")
    elif why == "removed":
        remove_post(post, by=heart.okonjo)
    elif why == "closed":
        close_question(heart.question, by=heart.marsh)
    by = heart.brandt if why == "observer" else heart.tanabe
    if why == "left":
        by.left_at = post.created_at
        by.save()
    with pytest.raises(refusal):
        react_to_post(now(post), "agree", by=by, on=True)
    assert now(post).agree == 0


def test_a_reaction_to_a_held_post_stays_at_the_desk(heart, held):
    head = Stream.objects.get(name=Q1).head
    react_to_post(held, "agree", by=heart.lindqvist, on=True)
    assert Stream.objects.get(name=Q1).head == head
    assert kinds(DESK)[-1] == "post.remarked"


def test_what_was_held_cannot_be_lost(held):
    with pytest.raises(ProtectedError):
        held.author.delete()
    assert Post.objects.filter(pk=held.pk).exists()


def test_covered_words_that_come_back_in_another_post_of_theirs_are_told_to_the_desk():
    """Whatever they are: screening knows no nicknames. They are no such words inside a word, or of another author."""
    heart = room({}, {})
    answer = say(heart.question, heart.okonjo, "As Bobo said, weekly")
    act = redact_post(answer, "Bobo", by=heart.marsh, reason="A patient's name")
    posts = [
        say(heart.question, heart.okonjo, words, reply_to=answer)
        for words in ("Ask *Bo*bo", "Bobolinks sing", "It was bobo's turn")
    ]
    others = say(heart.question, heart.tanabe, "Who is Bobo?", reply_to=answer)
    elsewhere = say(heart.asked(2), heart.okonjo, "Bobo again")
    assert [now(post).noticed for post in (*posts, others, elsewhere)] == [1, 0, 0, 0, 0]
    undo_act(act, by=heart.marsh)
    assert now(say(heart.question, heart.okonjo, "So said Bobo", reply_to=answer)).noticed == 0
