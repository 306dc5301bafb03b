"""Who sees what: the architecture's table, asked through every way in which the product answers it."""

import json
from itertools import chain, combinations

import pytest

from advisory.events.frames import events_after, frame, subjects_of
from advisory.events.kinds import SUBJECTS
from advisory.events.models import Stream
from advisory.events.readers import ALIASES, NAMES, seats
from advisory.refusals import Conflict, Denied
from advisory.rights import can
from boards.commands.members import end_seat, move_member
from boards.models import Membership
from discussions.commands.moderation import hold_post, react_to_post, release_post
from discussions.commands.questions import close_question, narrow_question, pass_question
from discussions.commands.threads import edit_post, remove_post
from discussions.guide import Guide, readable
from discussions.models import Post, Question
from discussions.visibility import Policy
from tests.live import browser_of
from tests.make import now, room, say, soon

pytestmark = pytest.mark.django_db
POLICIES = ("answer_first", "blinded", "sponsor_only", "after_close")
COMBINED = [frozenset(some) for n in range(5) for some in combinations(POLICIES, n)]
PROBED = {"sponsor_only", "after_close"}
STAFF = {"lindqvist", "marsh", "weidmann"}
EVERYBODY = [*STAFF, "brandt", "okonjo", "solheim", "tanabe", "abernathy"]


def reads_everybody(name, policies, closed):
    """The table: whether somebody of the cast reads the others' posts.

    Okonjo neither answered nor passed; Abernathy passed; Solheim and Tanabe answered.
    """
    if name in STAFF:
        return True
    if "sponsor_only" in policies or ("after_close" in policies and not closed):
        return False
    return name != "okonjo" or "answer_first" not in policies


def knows_count(name, policies, closed):
    """The table: whether somebody may know how many answers there are."""
    return name in STAFF or not ("sponsor_only" in policies or ("after_close" in policies and not closed))


def guide(*, closed):
    """A board with a question for every combination of policies, each answered by two and passed by one."""
    heart = room(*(dict.fromkeys(policies, True) for policies in COMBINED))
    for number, policies in enumerate(COMBINED, start=1):
        question = heart.asked(number)
        answer = say(question, heart.solheim)
        say(question, heart.tanabe, "Echo for the first three.")
        say(question, heart.solheim, "One thing more.", reply_to=answer)
        if policies & PROBED:
            say(question, heart.marsh, "At which dose?", reply_to=answer)
        pass_question(question, by=heart.abernathy)
        if closed:
            close_question(question, by=heart.marsh)
    return heart


def visible(seat, question):
    """Who wrote what somebody may read on a question, by every way of asking."""
    asked = Guide(seat)
    found = list(readable(seat, question, everybody=asked.reads(question)))
    shown = {post.pk for post in found if not post.hidden_from(seat)}
    every = Post.objects.select_related(*Post.together).filter(question=question)
    assert shown == {post.pk for post in every if can(seat, "post.see", post)}
    return [post.author_id for post in found if post.pk in shown]


@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed"])
def test_the_table_holds_for_everybody_on_every_question_in_every_way_of_asking(closed):
    heart = guide(closed=closed)
    for name in EVERYBODY:
        seat = getattr(heart, name)
        asked, streams = Guide(seat), streams_of(seat)
        library = {"board.heart.library"} if name in STAFF else set()
        assert streams == asked.streams | {stream: stream for stream in library}
        for number, policies in enumerate(COMBINED, start=1):
            question, where = heart.asked(number), (name, sorted(policies), closed)
            reads, knows = reads_everybody(name, policies, closed), knows_count(name, policies, closed)
            assert others(heart, seat, question) == expected(heart, name, policies, reads), where
            assert (f"board.heart.q{number}" in streams) == reads, where
            assert (f"board.heart.q{number}.staff" in streams) == (name in STAFF), where
            assert asked.answers.get(question.pk) == (2 if knows else None), where
            assert asked.answered_by(question) == (2 if knows else None), where
            assert (question.pk in asked.unread) == reads, where


def others(heart, seat, question):
    """Whose posts somebody reads on a question beside their own, which they always read."""
    seen = visible(seat, question)
    assert (seat.pk in seen) == (
        seat.pk in {heart.solheim.pk, heart.tanabe.pk} or seat.posts.filter(question=question).exists()
    )
    return set(seen) - {seat.pk}


def expected(heart, name, policies, reads):
    """Whose posts the table lets somebody read beside their own."""
    asked = {"marsh"} if policies & PROBED else set()
    wrote = {"solheim", "tanabe"} | asked
    told = asked if name == "solheim" and "sponsor_only" in policies else set()
    return {getattr(heart, other).pk for other in (wrote if reads else told) - {name}}


def streams_of(seat):
    """The streams that the hub lets somebody follow."""
    return seats("heart", [seat.user_id])[seat.user_id].streams


def test_beside_the_questions_everybody_follows_what_their_role_says():
    heart = room()
    for name in EVERYBODY:
        seat, staff = getattr(heart, name), name in STAFF
        streams = streams_of(seat)
        assert ("board.heart.desk" in streams) == (name in {"lindqvist", "marsh"})
        assert ("board.heart.backroom" in streams) == (staff or name == "brandt")
        assert streams["board.heart.mine"] == f"board.heart.mine.{seat.pk}"
        assert seats("heart", [seat.user_id])[seat.user_id].gaze == (NAMES if staff else ALIASES)


def test_before_a_question_opens_nobody_writes_so_that_nobody_reads_anything():
    heart = room(*({policy: True, "opens_at": soon(days=1)} for policy in POLICIES))
    for name, number in ((name, number) for name in EVERYBODY for number in range(1, 5)):
        with pytest.raises(Denied if name == "brandt" else Conflict):
            say(heart.asked(number), getattr(heart, name))
        with pytest.raises(Conflict if name in EVERYBODY[4:] else Denied):
            pass_question(heart.asked(number), by=getattr(heart, name))
    assert not Post.objects.exists()


def lively():
    """A board on which everything has happened that a stream can tell of."""
    alone = ({"sponsor_only": True}, {"after_close": True})
    heart = room({}, {"answer_first": True, "blinded": True}, *alone, {"blinded": True})
    for number in range(1, 6):
        question = heart.asked(number)
        answer, other = say(question, heart.solheim), say(question, heart.tanabe, "The other answer")
        reply = say(question, heart.marsh, "At which dose?", reply_to=answer)
        hold_post(other, by=heart.marsh, reason="It names a patient")
        edit_post(now(other), by=heart.tanabe, body="Mended", version=1)
        react_to_post(now(other), "agree", by=heart.lindqvist, on=True)
        react_to_post(answer, "insightful", by=heart.weidmann, on=True)
        edit_post(now(answer), by=heart.solheim, body="Changed my mind", version=1)
        gone = say(question, heart.solheim, "Never mind", reply_to=answer)
        remove_post(gone, by=heart.solheim)
        hold_post(reply, by=heart.lindqvist, reason="Too leading")
        release_post(now(reply), by=heart.marsh)
        hold_post(say(question, heart.weidmann, "Held too", reply_to=now(answer)), by=heart.marsh, reason="Promotional")
    own = Post.objects.get(question=heart.question, author=heart.solheim, reply_to=None)
    say(heart.question, heart.tanabe, "I see it as you do", reply_to=now(own))
    close_question(heart.asked(4), by=heart.marsh)
    pass_question(heart.asked(2), by=heart.abernathy)
    return heart


def followers(heart):
    """Who follows which stream of the log: {stored name: ids of seats}."""
    everybody = Membership.objects.filter(board=heart.board).select_related("user", "board")
    found = seats("heart", [seat.user_id for seat in everybody])
    follow = {}
    for seat in everybody:
        for stored in found[seat.user_id].streams.values() if seat.user_id in found else ():
            follow.setdefault(stored, set()).add(seat.pk)
    return follow, {seat.pk: seat for seat in everybody}


def later(heart, what):
    """Things that change who reads what afterwards."""
    if what == "narrowed":
        narrow_question(heart.asked(1), Policy(sponsor_only=True), by=heart.marsh)
        narrow_question(heart.asked(2), Policy(answer_first=True, blinded=True, after_close=True), by=heart.marsh)
        own = Post.objects.get(question=heart.question, author=heart.solheim, reply_to=None)
        edit_post(now(own), by=heart.solheim, body="Changed after it was narrowed", version=2)
    elif what == "moved":
        move_member(heart.solheim, "observer", by=heart.marsh)
        move_member(heart.weidmann, "advisor", by=heart.marsh)
        end_seat(heart.tanabe, by=heart.marsh)


@pytest.mark.once
@pytest.mark.parametrize("what", ["as it is", "narrowed", "moved"])
def test_a_posts_readers_are_the_followers_of_the_streams_it_lives_in(what):
    heart = lively()
    later(heart, what)
    follow, people = followers(heart)
    for post in Post.objects.select_related(*Post.together):
        homes = SUBJECTS["post"].streams(post)
        follow_it = set(chain.from_iterable(follow.get(stream, ()) for stream in homes))
        read_it = {key for key, seat in people.items() if can(seat, "post.see", post)}
        assert follow_it == read_it, (post.question.number, post.author.user.name, post.held_at, what)


@pytest.mark.once
@pytest.mark.parametrize("what", ["as it is", "narrowed", "moved"])
def test_a_frame_shows_no_post_that_a_follower_may_not_read(what):
    heart = lively()
    later(heart, what)
    follow, people = followers(heart)
    posts = {str(post.pk): post for post in Post.objects.select_related(*Post.together)}
    for stream, keys in follow.items():
        events = events_after(stream, 0, 500)
        things = subjects_of(events)
        for event in events:
            for seat in map(people.get, keys):
                gaze = seat.gaze
                told = frame(event, things.get((event.subject_type, event.subject_id)), gaze)
                shown = [post for key, post in posts.items() if f'id="post-{key}"' in drawn_whole(told)]
                assert all(can(seat, "post.see", post) for post in shown), (event.kind, stream, seat.role)


def drawn_whole(told):
    """The drawn posts in a frame, without the empty places of those that are out of sight."""
    parts = told.get("html", "").split('<div class="post')
    return "".join(part for part in parts if not part.startswith(" withdrawn"))


@pytest.mark.once
def test_no_name_stands_in_what_peers_are_told_of_blinded_questions():
    heart = lively()
    hidden = [heart.solheim, heart.tanabe, heart.okonjo, heart.abernathy]
    for number in (2, 5):
        for stream in Stream.objects.filter(name__startswith=f"board.heart.q{number}"):
            events = events_after(stream.name, 0, 500)
            things = subjects_of(events)
            for event in events:
                told = json.dumps(frame(event, things.get((event.subject_type, event.subject_id)), ALIASES))
                for seat in hidden:
                    words = (seat.user.name.split()[-1], seat.user.email, str(seat.pk), str(seat.user_id))
                    assert not [word for word in words if word in told], (event.kind, seat.user.name)


@pytest.mark.once
def test_a_patient_expert_is_named_only_with_their_consent():
    heart = room({"blinded": True})
    Membership.objects.filter(pk=heart.abernathy.pk).update(patient_expert=True)
    post = say(heart.question, heart.abernathy)
    told = json.dumps(frame_of(post))
    assert "Abernathy" not in told
    assert "Patient expert" not in told
    Membership.objects.filter(pk=heart.abernathy.pk).update(named=True)
    told = json.dumps(frame_of(post))
    assert "Ruth Abernathy" in told
    assert "Patient expert" in told


def frame_of(post):
    """The first frame of a post as peers are told it."""
    event = events_after("board.heart.q1", 0, 1)[0]
    return frame(event, now(post), ALIASES)


@pytest.mark.once
def test_a_moderator_is_blinded_where_the_board_says_so():
    heart = room({"blinded": True}, moderators_blinded=True)
    found = seats("heart", [heart.marsh.user_id, heart.lindqvist.user_id, heart.weidmann.user_id])
    assert [found[seat.user_id].gaze for seat in (heart.marsh, heart.lindqvist, heart.weidmann)] == [
        ALIASES, NAMES, NAMES,
    ]  # fmt: skip


@pytest.mark.once
def test_a_blinded_moderator_is_told_no_name_at_the_desk_either():
    heart = room({"answer_first": True, "blinded": True}, moderators_blinded=True)
    post = say(heart.question, heart.solheim)
    hold_post(post, by=heart.marsh, reason="A patient is named")
    edit_post(now(post), by=heart.solheim, body="Mended", version=1)
    pass_question(heart.question, by=heart.okonjo)
    events = [*events_after("board.heart.desk", 0, 500), *events_after("board.heart.q1", 0, 500)]
    things = subjects_of(events)
    told = json.dumps([frame(event, things[event.subject_type, event.subject_id], ALIASES) for event in events])
    for seat in (heart.solheim, heart.okonjo):
        assert not [word for word in (seat.user.name.split()[-1], str(seat.pk), str(seat.user_id)) if word in told]
        assert str(seat.alias_id) in told


@pytest.mark.once
def test_a_question_is_closed_to_names_from_its_page_which_says_what_stays_known():
    heart = room({})
    say(heart.question, heart.okonjo)
    marsh, page = browser_of(heart.marsh), "/boards/heart/questions/1/"
    assert "Names that were already seen stay known" in marsh.get(page).text
    assert "Choose what to add." in marsh.post(f"{page}narrowing/").text
    assert marsh.post(f"{page}narrowing/", {"blinded": "on", "sponsor_only": "on"}).status_code == 302
    assert Question.objects.get(pk=heart.question.pk).policy == Policy(blinded=True, sponsor_only=True)
    marsh.post(f"{page}narrowing/", {"after_close": "on", "answer_first": "on", "read_first": "on"})
    assert Question.objects.get(pk=heart.question.pk).policy.complete
    assert "Close it to more people" not in marsh.get(page).text
