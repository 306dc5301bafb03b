"""A poll in a moment: asked in a thread, counted live, hidden where so set, and detached for good."""

from uuid import uuid4

import pytest

from advisory.events.audit import verify
from advisory.events.models import Event
from advisory.refusals import Absent, Conflict, Denied, Invalid
from boards.commands.boards import choose_screening
from boards.commands.walls import set_wall
from boards.veils import veil
from discussions.commands.ballots import cast_ballot
from discussions.commands.moderation import hold_post
from discussions.commands.polls import ask_poll, change_options, close_poll, open_poll, share_poll
from discussions.commands.questions import close_question
from discussions.models import Ballot, Poll, Voter
from discussions.polls.permissions import reads_counts
from discussions.polls.voices import who_chose
from discussions.trail import entries
from tests.make import CAST, now, room, say

pytestmark = pytest.mark.django_db
WEEKLY = ("Every week", "Every month", "Never")


def asked(heart, number=1, **ways):
    """A poll that the moderator asks in Dr Okonjo's thread."""
    question = heart.asked(number)
    answer = say(question, heart.okonjo, "A trace every week.")
    poll = ask_poll(question, "How often?", WEEKLY, by=heart.marsh, client_id=uuid4(), reply_to=answer.pk, **ways)
    return as_now(poll)


def as_now(poll):
    return Poll.objects.select_related(*Poll.together).get(pk=poll.pk)


def vote(poll, member, *picks, client_id=None):
    return cast_ballot(as_now(poll), list(picks), by=member, client_id=client_id or uuid4())


def test_two_devices_leave_one_ballot_and_the_last_counts():
    heart = room()
    poll = asked(heart)
    vote(poll, heart.okonjo, 0)
    vote(poll, heart.okonjo, 2)
    vote(poll, heart.tanabe, 2)
    poll = as_now(poll)
    assert (poll.counts, poll.voted, Ballot.objects.count()) == ([0, 0, 2], 2, 2)
    assert verify(heart.board.log) is None


def test_a_detached_ballot_is_counted_once_and_remembered_nowhere():
    heart = room()
    poll = asked(heart, mode="detached")
    once = uuid4()
    vote(poll, heart.okonjo, 1, client_id=once)
    vote(poll, heart.okonjo, 1, client_id=once)
    with pytest.raises(Conflict, match="final"):
        vote(poll, heart.okonjo, 0)
    poll = as_now(poll)
    assert (poll.counts, poll.voted) == ([0, 1, 0], 1)
    assert (Ballot.objects.count(), Voter.objects.count()) == (0, 1)
    assert not reads_counts(heart.lindqvist, poll)


@pytest.mark.parametrize(("votes", "told"), [(4, False), (5, True)])
def test_a_detached_poll_tells_its_counts_at_close_and_only_from_five(votes, told):
    heart = room({}, cast=CROWD)
    poll = asked(heart, mode="detached")
    for name in list(CROWD)[3 : 3 + votes]:
        vote(poll, getattr(heart, name), 0)
    assert not reads_counts(heart.marsh, as_now(poll))
    close_poll(poll, by=heart.marsh)
    assert reads_counts(heart.marsh, as_now(poll)) is told
    assert reads_counts(heart.okonjo, as_now(poll)) is told


def test_hidden_counts_are_for_whoever_has_voted_until_they_are_shared():
    heart = room()
    poll = asked(heart, hidden=True)
    vote(poll, heart.okonjo, 0)
    cast = (heart.okonjo, heart.tanabe, heart.marsh, heart.brandt)
    assert [reads_counts(member, as_now(poll)) for member in cast] == [True, False, True, False]
    share_poll(poll, by=heart.marsh)
    assert reads_counts(heart.tanabe, as_now(poll))


def test_a_question_for_the_team_alone_tells_peers_no_counts():
    heart = room({"sponsor_only": True})
    poll = asked(heart)
    vote(poll, heart.okonjo, 0)
    assert reads_counts(heart.weidmann, as_now(poll))
    assert not reads_counts(heart.okonjo, as_now(poll))


def test_options_edited_after_votes_are_a_new_version_in_which_everybody_votes_again():
    heart = room()
    poll = asked(heart)
    vote(poll, heart.okonjo, 0)
    change_options(poll, ("Every week", "Every month", "When in doubt"), by=heart.marsh)
    poll = as_now(poll)
    assert (poll.version, poll.counts, poll.voted) == (2, [0, 0, 0], 0)
    with pytest.raises(Conflict, match="changed"):
        cast_ballot(poll, [0], by=heart.okonjo, client_id=uuid4(), version=1)
    vote(poll, heart.okonjo, 2)
    assert Ballot.objects.filter(member=heart.okonjo).count() == 2


def test_a_poll_takes_votes_only_while_it_and_its_question_are_open():
    heart = room()
    poll = asked(heart, opens=False)
    with pytest.raises(Conflict, match="not open yet"):
        vote(poll, heart.okonjo, 0)
    open_poll(poll, by=heart.marsh)
    vote(poll, heart.okonjo, 0)
    close_question(heart.question, by=heart.marsh)
    assert as_now(poll).state == "closed"
    with pytest.raises(Conflict, match="has closed"):
        vote(poll, heart.tanabe, 0)


@pytest.mark.parametrize("picks", [[], [3], [-1], [0, 1], ["0"], [True]])
def test_a_ballot_names_one_option_of_the_poll(picks):
    heart = room()
    with pytest.raises(Invalid):
        vote(asked(heart), heart.okonjo, *picks)


def test_a_poll_needs_two_to_twelve_different_options():
    heart = room()
    for options in (["One"], ["Same", "same "], [f"Option {n}" for n in range(300)]):
        with pytest.raises(Invalid) as refused:
            ask_poll(heart.question, "Which?", options, by=heart.marsh, client_id=uuid4())
        assert "options" in refused.value.fields
    with pytest.raises(Invalid):
        asked(room({"blinded": True}, slug="blind", cast=OTHERS), mode="named")


def test_a_poll_asked_twice_is_one_and_only_the_desk_asks():
    heart = room()
    once = uuid4()
    first = ask_poll(heart.question, "Which?", WEEKLY, by=heart.marsh, client_id=once)
    assert ask_poll(heart.question, "Which?", WEEKLY, by=heart.marsh, client_id=once).pk == first.pk
    with pytest.raises(Denied):
        ask_poll(heart.question, "Which?", WEEKLY, by=heart.okonjo, client_id=uuid4())


def test_peers_get_no_line_of_a_poll_under_words_that_nobody_may_read_yet():
    heart = room()
    choose_screening(heart.board, "hold", by=heart.marsh)
    head = Event.objects.filter(stream__name=heart.question.stream).count()
    unread = say(heart.question, heart.okonjo, "One of mine had a pause of four seconds and we stopped the drug.")
    ways = {"by": heart.marsh, "client_id": uuid4(), "reply_to": unread.pk}
    poll = ask_poll(heart.question, "How often?", WEEKLY, **ways)
    assert poll.post.out_of_sight
    assert Event.objects.filter(stream__name=heart.question.stream).count() == head
    assert Event.objects.filter(stream__name__endswith=".desk", kind="poll.opened").exists()


def test_nobody_votes_under_a_post_they_may_not_read():
    heart = room({"answer_first": True})
    poll = asked(heart)
    with pytest.raises(Absent):
        vote(poll, heart.tanabe, 0)
    hold_post(now(poll.post), by=heart.marsh, reason="Promotional")
    with pytest.raises(Absent):
        vote(poll, heart.okonjo, 0)


CROWD = {
    "lindqvist": ("Prof. Marianne Lindqvist", "chair"),
    "marsh": ("Helena Marsh", "moderator"),
    "brandt": ("Elise Brandt", "observer"),
    **{name: (f"Dr {name.title()}", "advisor") for name in ("okonjo", "bauer", "castro", "dahl", "fofana", "gupta")},
}
OTHERS = {"marsh": ("Dr Alan Grant", "moderator"), "lindqvist": ("Vera Both", "chair"), "okonjo": ("Dr Ito", "advisor")}


def test_the_log_does_not_name_who_voted():
    """Beside the counts of a blinded poll, taken before and after, a name would tell what somebody chose."""
    heart = room()
    vote(asked(heart), heart.tanabe, 0)
    assert [(act.verb, act.member) for act in heart.board.acts.all()] == [("polled", None)]
    assert [one.who for one in entries(heart.marsh, heart.board.log.events.filter(kind="ballot.cast"))] == ["A member"]


def test_behind_the_wall_the_order_of_voices_does_not_follow_the_names_under_them():
    heart = room()
    set_wall(heart.board, "blinded", by=heart.lindqvist)
    poll, voters = asked(heart, mode="named"), ("okonjo", "solheim", "tanabe", "abernathy")
    for name in voters:
        vote(poll, getattr(heart, name), 0)
    (chosen, *_), (told, *_) = (who_chose(as_now(poll), seat) for seat in (heart.marsh, heart.weidmann))
    assert chosen["names"] == sorted(CAST[name][0] for name in voters)
    assert told["names"] == sorted(veil(getattr(heart, name))[1] for name in voters)
