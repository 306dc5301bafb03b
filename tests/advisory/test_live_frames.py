"""What a live line shows: the thing as it is now, as its reader may see it now, and no name that is hidden."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from discussions.commands.moderation import hold_post, react_to_post, release_post
from discussions.commands.questions import close_question, pass_question
from discussions.commands.threads import edit_post, remove_post
from discussions.models import Post
from tests.make import now, room, say

pytestmark = pytest.mark.django_db(transaction=True)
Q1 = "board.heart.q1"
BLINDED = {"answer_first": True, "blinded": True}
EXACT = re.compile(r"\d\d:\d\d")


def kinds(lines):
    """What some lines say happened."""
    return [line.get("kind") for line in lines]


def test_advisor_moderator_and_author_see_a_hold_each_in_their_way(network):
    heart = room()
    post = say(heart.question, heart.okonjo, "As said in ward nine")
    peer = network.socket(heart.tanabe, f"{Q1}:1")
    desk = network.socket(heart.marsh, f"{Q1}:1", "board.heart.desk:0")
    sponsor = network.socket(heart.weidmann, f"{Q1}:1")
    author = network.socket(heart.okonjo, f"{Q1}:1", "board.heart.mine:0")
    hold_post(post, by=heart.lindqvist, reason="A patient is named")
    gone = {"stream": Q1, "seq": 2, "kind": "post.withdrawn", "facts": {"id": str(post.pk)}}
    assert peer.lines(1) == sponsor.lines(1) == [gone]
    assert kinds(desk.lines(2)) == ["post.withdrawn", "post.held"]
    assert kinds(author.lines(2)) == ["post.withdrawn", "post.detained"]
    assert "A patient is named" in desk.told[-1]["html"]
    assert "ward nine" in desk.told[-1]["html"]
    assert "ward nine" in author.told[-1]["html"]
    assert author.told[-1]["stream"] == "board.heart.mine"
    release_post(now(post), by=heart.lindqvist)
    for socket in (peer, sponsor, desk, author):
        line = socket.until(kind="post.published")
        assert "ward nine" in line["html"]
        assert line["into"] == "beforeend:#threads"
    assert author.until(kind="post.restored")["stream"] == "board.heart.mine"


def test_nothing_at_all_reaches_peers_of_what_is_done_to_a_held_post(network):
    heart = room()
    post = say(heart.question, heart.okonjo, "As said in ward nine")
    hold_post(post, by=heart.marsh, reason="A patient is named")
    peer = network.socket(heart.tanabe, f"{Q1}:2", "board.heart.*")
    edit_post(now(post), by=heart.okonjo, body="A patient had syncope", version=1)
    react_to_post(now(post), "agree", by=heart.marsh, on=True)
    remove_post(now(post), by=heart.okonjo)
    pass_question(heart.question, by=heart.abernathy)
    say(heart.question, heart.solheim, "The next thing")
    told = [line for line in peer.before(kind="post.created") if "kind" in line]
    assert [(line["stream"], line["seq"]) for line in told] == [(Q1, 3)]


def test_what_concerns_one_member_reaches_that_member_alone(network):
    heart = room({"sponsor_only": True})
    okonjo, tanabe = network.socket(heart.okonjo, "board.heart.*"), network.socket(heart.tanabe, "board.heart.*")
    staff = network.socket(heart.weidmann, "board.heart.*")
    for socket, number in ((okonjo, 2), (tanabe, 2), (staff, 5)):
        socket.lines(number)
    answer = say(heart.question, heart.okonjo, "For the team alone")
    say(heart.question, heart.marsh, "At which dose?", reply_to=answer)
    assert kinds(okonjo.before(kind="post.addressed"))[-2:] == ["post.noted", "post.addressed"]
    assert "At which dose?" in okonjo.told[-1]["html"]
    assert staff.until(stream=f"{Q1}.staff", kind="post.created")["facts"]["id"] == str(answer.pk)
    close_question(heart.question, by=heart.marsh)
    assert kinds(tanabe.before(kind="question.closed")) == ["question.closed"]


def test_what_waits_for_the_close_comes_to_all_with_its_sharing(network):
    heart = room({"after_close": True})
    say(heart.question, heart.okonjo, "Kept until the close")
    page, program = network.socket(heart.tanabe, "board.heart.*"), network.socket(heart.marsh, "board.heart.*")
    page.lines(2)
    program.until(stream=f"{Q1}.staff")
    close_question(heart.question, by=heart.lindqvist)
    assert page.until(stream=Q1) == {"stream": Q1, "head": 1}
    assert program.until(stream=Q1, kind="question.shared")["seq"] == 1
    assert "Kept until" not in page.raw
    again = network.socket(heart.tanabe, f"{Q1}:0")
    assert again.lines(1)[0]["kind"] == "question.shared"


def test_a_line_that_comes_late_shows_the_post_as_it_is_by_then(network):
    heart = room()
    edited, removed, held = (say(heart.question, heart.okonjo, f"The {n} words") for n in ("first", "second", "third"))
    edit_post(edited, by=heart.okonjo, body="The better words", version=1)
    remove_post(removed, by=heart.okonjo)
    hold_post(held, by=heart.marsh, reason="A patient is named")
    late = network.socket(heart.tanabe, f"{Q1}:0")
    lines = late.lines(6)
    assert "The better words" in lines[0]["html"]
    assert lines[0]["facts"]["version"] == 2
    assert "Removed by its author" in lines[1]["html"]
    assert lines[2] == {"stream": Q1, "seq": 3, "kind": "post.created", "facts": {"id": str(held.pk)}}
    for words in ("first", "second", "third", "A patient is named"):
        assert words not in late.raw


def test_a_thread_that_comes_late_shows_its_replies_as_they_are_by_then(network):
    heart = room()
    answer = say(heart.question, heart.okonjo, "The answer")
    held = say(heart.question, heart.solheim, "The held reply", reply_to=answer)
    say(heart.question, heart.solheim, "The open reply", reply_to=answer)
    hold_post(held, by=heart.marsh, reason="A patient is named")
    late = network.socket(heart.tanabe, f"{Q1}:0")
    thread = late.lines(1)[0]["html"]
    assert "The open reply" in thread
    assert f'id="post-{held.pk}"' in thread
    assert "The held reply" not in thread


def test_no_hidden_name_reaches_peers_or_observers_in_any_line(network):
    heart = room(BLINDED, {})
    hidden = [heart.okonjo, heart.solheim, heart.abernathy]
    peers = [network.socket(getattr(heart, name), "board.heart.*") for name in ("tanabe", "brandt")]
    desk = network.socket(heart.marsh, "board.heart.*")
    for socket, number in zip((*peers, desk), (3, 5, 8), strict=True):
        socket.lines(number)
    first = say(heart.question, heart.okonjo, "The first of them")
    for name in ("tanabe", "solheim"):
        say(heart.question, getattr(heart, name))
    reply = say(heart.question, heart.solheim, "And another", reply_to=first)
    edit_post(reply, by=heart.solheim, body="And one more", version=1)
    react_to_post(first, "agree", by=heart.solheim, on=True)
    hold_post(first, by=heart.marsh, reason="A patient is named")
    release_post(now(first), by=heart.marsh)
    remove_post(now(reply), by=heart.solheim)
    pass_question(heart.question, by=heart.abernathy)
    close_question(heart.question, by=heart.marsh)
    for socket in (*peers, desk):
        socket.until(kind="question.closed")
    for seat in hidden:
        user = seat.user
        for word in (user.name.split()[-1], f">{user.initials}<", user.email, str(seat.pk), str(user.pk)):
            assert not [socket for socket in peers if word in socket.raw], word
    assert hidden[0].alias_name in peers[0].raw
    assert "Okonjo" in desk.raw
    assert hidden[0].alias_name in desk.raw


def test_an_open_question_on_the_same_board_shows_names_that_lead_to_no_alias(network):
    heart = room(BLINDED, {})
    say(heart.question, heart.tanabe)
    tanabe = network.socket(heart.tanabe, f"{Q1}:1", "board.heart.q2:0")
    say(heart.question, heart.okonjo, "Blinded")
    say(heart.asked(2), heart.okonjo, "By name")
    blinded, named = tanabe.until(stream=Q1), tanabe.until(stream="board.heart.q2")
    assert named["facts"]["author"]["name"] == "Dr Samuel Okonjo"
    assert blinded["facts"]["author"]["name"] == heart.okonjo.alias_name
    assert str(heart.okonjo.alias_id) not in str(named)
    assert str(heart.okonjo.pk) not in str(blinded)


@pytest.mark.parametrize("name", ["tanabe", "marsh"])
def test_after_a_day_a_blinded_post_is_told_by_its_date_alone(network, name):
    heart = room({"blinded": True}, {})
    socket = network.socket(getattr(heart, name), f"{Q1}:0", "board.heart.q2:0")
    for number in (1, 2):
        post = say(heart.asked(number), heart.okonjo, "An old thought")
        socket.until(kind="post.created")
        Post.objects.filter(pk=post.pk).update(published_at=timezone.now() - timedelta(hours=25))
        edit_post(now(post), by=heart.okonjo, body="An old thought, changed", version=1)
        told = socket.until(kind="post.edited")["html"]
        assert bool(EXACT.search(told)) == (number == 2)
        assert "edited" in told


def test_reactions_are_told_as_counts_and_never_as_people(network):
    heart = room()
    post = say(heart.question, heart.okonjo)
    socket = network.socket(heart.tanabe, f"{Q1}:1")
    for seat in (heart.solheim, heart.weidmann):
        react_to_post(post, "agree", by=seat, on=True)
    socket.until(kind="post.reacted")
    line = socket.until(kind="post.reacted")
    assert line["facts"] == {"id": str(post.pk), "question": 1, "agree": 2, "insightful": 0}
    assert "Solheim" not in socket.raw
    assert "Weidmann" not in socket.raw
