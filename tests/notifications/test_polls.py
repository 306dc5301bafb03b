"""A poll that opens is heard by whoever may vote, until they have voted or it is over."""

from uuid import uuid4

import pytest

from advisory.notifications.models import Notification
from discussions.awaited import probes_of
from discussions.commands.ballots import cast_ballot
from discussions.commands.designs import redesign_question
from discussions.commands.polls import ask_poll, change_options, close_poll, open_poll
from discussions.commands.responses import give_response
from tests.live import browser_of
from tests.make import room, say
from tests.notifications.post import hear, heard_by

pytestmark = pytest.mark.django_db
ADVISORS = ("okonjo", "solheim", "tanabe", "abernathy")


def polled(policies, **ways):
    heart = room(policies, letters_quote=True)
    hear()
    say(heart.question, heart.okonjo, "A trace every week.")
    poll = ask_poll(heart.question, "How often, truly?", ("Weekly", "Never"), by=heart.marsh, client_id=uuid4(), **ways)
    hear()
    return heart, poll


def heard(heart):
    return [name for name in heart.seats if "polls" in heard_by(getattr(heart, name))]


def test_whoever_may_vote_hears_of_it_until_they_voted_and_everybody_until_it_closes():
    heart, poll = polled({}, opens=False)
    assert heard(heart) == []
    open_poll(poll, by=heart.marsh)
    hear()
    assert heard(heart) == list(ADVISORS)
    cast_ballot(poll, [0], by=heart.okonjo, client_id=uuid4())
    hear()
    assert heard(heart) == list(ADVISORS[1:])
    close_poll(poll, by=heart.marsh)
    hear()
    assert heard(heart) == []


@pytest.mark.parametrize("mode", ["blinded", "detached"])
def test_whoever_voted_hears_that_the_options_are_others_until_they_vote_again(mode):
    heart, poll = polled({}, mode=mode)
    for name in ("okonjo", "solheim"):
        cast_ballot(poll, [0], by=getattr(heart, name), client_id=uuid4())
    hear()
    assert heard(heart) == ["tanabe", "abernathy"]
    change_options(poll, ("Weekly", "Never", "When in doubt"), by=heart.marsh)
    hear()
    assert heard(heart) == list(ADVISORS)
    told = {name: browser_of(getattr(heart, name)).get("/notifications/").text for name in ("okonjo", "tanabe")}
    assert "The options of a poll have changed, Question 1: How often, truly?" in told["okonjo"]
    assert "A poll opened, Question 1" in told["tanabe"]
    change_options(poll, ("Weekly", "Never", "Always"), by=heart.marsh)
    hear()
    assert Notification.objects.filter(notice="polls", person=heart.okonjo.user).count() == 2
    cast_ballot(poll, [2], by=heart.okonjo, client_id=uuid4())
    hear()
    assert heard(heart) == list(ADVISORS[1:])


def test_a_poll_in_somebodys_thread_asks_the_board_and_not_them_alone():
    heart = room(letters_quote=True)
    answer = say(heart.question, heart.okonjo, "A trace every week.")
    say(heart.question, heart.tanabe, "Every month.")
    hear()
    ask_poll(heart.question, "How often?", ("Weekly", "Never"), by=heart.marsh, client_id=uuid4(), reply_to=answer.pk)
    hear()
    assert set(heard_by(heart.okonjo)) & {"clarify", "replied", "polls"} == {"polls"}
    assert probes_of([heart.question]) == {}
    say(heart.question, heart.marsh, "Since when?", reply_to=answer)
    assert len(probes_of([heart.question])) == 1


def test_whoever_answered_hears_that_a_question_is_put_anew_until_they_answer_again():
    heart = room({"type": "choice", "design": {"options": ["Yes", "No"]}})
    yes = {"chosen": ["o1"]}
    give_response(heart.question, by=heart.okonjo, value=yes, client_id=uuid4())
    hear()
    redesign_question(heart.question, {"options": ["Yes", "Never"]}, by=heart.marsh)
    hear()
    assert [name for name in heart.seats if "redesigned" in heard_by(getattr(heart, name))] == ["okonjo"]
    assert "Question 1 was put anew" in browser_of(heart.okonjo).get("/notifications/").content.decode()
    give_response(heart.question, by=heart.okonjo, value=yes, client_id=uuid4())
    hear()
    assert "redesigned" not in heard_by(heart.okonjo)


def test_behind_their_gate_nobody_hears_of_a_poll_that_they_cannot_see():
    heart, _ = polled({"answer_first": True})
    assert heard(heart) == ["okonjo"]


@pytest.mark.parametrize(("policies", "quoted"), [({}, True), ({"blinded": True}, False)])
def test_its_words_stand_in_the_bell_only_where_the_board_may_be_quoted(policies, quoted):
    heart, _ = polled(policies)
    page = browser_of(heart.tanabe).get("/notifications/")
    assert Notification.objects.filter(notice="polls", person=heart.tanabe.user).exists()
    assert "A poll opened, Question 1" in page.content.decode()
    assert ("How often, truly?" in page.content.decode()) is quoted
