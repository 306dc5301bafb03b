"""Who hears of what: each kind reaches exactly those whom it concerns and who may read it."""

from uuid import uuid4

import pytest
from django.core import mail

from advisory.clock import tick
from boards.commands.boards import choose_screening, close_board
from boards.commands.members import end_seat
from discussions.commands.drafts import mark_read
from discussions.commands.moderation import hold_post, release_post
from discussions.commands.notes import remove_note, write_note
from discussions.commands.questions import close_question, narrow_question, pass_question
from discussions.commands.threads import edit_post, remove_post
from discussions.deciding import decide
from discussions.mentions import mentioned
from discussions.visibility import Policy
from tests.live import browser_of
from tests.make import now, room, say
from tests.notifications.post import deliver, hear, heard_by

pytestmark = pytest.mark.django_db
EVERYBODY = ("lindqvist", "marsh", "weidmann", "brandt", "okonjo", "solheim", "tanabe", "abernathy")


def hearing(heart, *names):
    return {name: notices for name in names or EVERYBODY if (notices := heard_by(getattr(heart, name)))}


@pytest.fixture
def heart():
    made = room({}, {"blinded": True}, {"answer_first": True}, {"sponsor_only": True})
    hear()
    return made


def test_on_the_first_run_nobody_hears_of_what_happened_before(heart):
    assert hearing(heart) == {}


def test_a_board_made_after_the_first_run_is_heard_from_its_beginning(heart):
    lungs = room({}, slug="lungs")
    hear()
    assert hearing(lungs) == {name: ["opened"] for name in ("okonjo", "solheim", "tanabe", "abernathy")}


def test_a_reply_is_heard_by_whom_it_answers_and_whose_thread_it_is(heart):
    answer = say(heart.question, heart.okonjo)
    reply = say(heart.question, heart.solheim, "And the ECG?", reply_to=answer)
    say(heart.question, heart.tanabe, "Weekly.", reply_to=reply)
    hear()
    assert hearing(heart) == {"okonjo": ["replied", "replied"], "solheim": ["replied"]}


def test_a_question_of_the_team_is_heard_as_one_and_not_also_as_a_reply(heart):
    answer = say(heart.question, heart.okonjo)
    say(heart.question, heart.marsh, "How often, @Dr Samuel Okonjo?", reply_to=answer)
    hear()
    assert hearing(heart) == {"okonjo": ["clarify"]}


def test_on_a_sponsor_only_question_the_answerer_hears_the_team_and_peers_hear_nothing(heart):
    answer = say(heart.asked(4), heart.okonjo)
    say(heart.asked(4), heart.weidmann, "Which test? @Solheim @Prof. Ingrid Solheim", reply_to=answer)
    hear()
    assert hearing(heart) == {"okonjo": ["clarify"]}


def test_a_mention_is_heard_by_name_or_on_a_blinded_question_by_alias_alone(heart):
    solheim, tanabe = heart.solheim, heart.tanabe
    say(heart.question, heart.okonjo, f"As @ingrid  solheim said; not @{tanabe.alias_name}.")
    say(heart.asked(2), heart.okonjo, f"As @{tanabe.alias_name}, said; not @Ingrid Solheim.")
    hear()
    assert hearing(heart) == {"solheim": ["mentioned"], "tanabe": ["mentioned"]}
    assert solheim.alias != tanabe.alias


def test_behind_their_gate_nobody_hears_of_a_mention(heart):
    say(heart.asked(3), heart.okonjo, "I agree with @Prof. Ingrid Solheim.")
    hear()
    assert hearing(heart) == {}


def test_a_mention_that_is_edited_in_is_heard_once(heart):
    post = say(heart.question, heart.okonjo, "I agree.")
    for version, body in enumerate(("With @Aiko Tanabe.", "With @Aiko Tanabe, mostly."), start=1):
        edit_post(now(post), by=heart.okonjo, body=body, version=version)
        hear()
    assert hearing(heart) == {"tanabe": ["mentioned"]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Advisor 7 and @Advisor 77", {"seven", "seventy"}),
        ("@advisor\u00a077.", {"seventy"}),
        ("@“Advisor 7”, what now?", {"seven"}),
        ("Write to a@Advisor 7", set()),
        ("> @Advisor 7 wrote\nand `@Advisor 77`", set()),
        ("@Advisor 777", set()),
        ("@ Advisor 7", set()),
    ],
)
def test_who_is_mentioned_in_a_text(text, found):
    assert mentioned(text, {"seven": ["Advisor 7"], "seventy": ["Advisor 77"]}) == found


def test_a_held_post_drops_what_tells_of_it_and_its_release_brings_it_back_once(heart):
    answer = say(heart.question, heart.okonjo)
    reply = say(heart.question, heart.solheim, "And then?", reply_to=answer)
    hear()
    hold_post(reply, by=heart.marsh, reason="A look first.")
    hear()
    assert hearing(heart) == {"lindqvist": ["held"]}
    release_post(now(reply), by=heart.marsh)
    hear()
    assert hearing(heart) == {"okonjo": ["replied"]}
    remove_post(now(reply), by=heart.solheim)
    hear()
    assert hearing(heart) == {}


def test_a_post_held_before_the_worker_read_of_it_is_heard_at_its_release(heart):
    answer = say(heart.question, heart.okonjo)
    reply = say(heart.question, heart.solheim, "And then?", reply_to=answer)
    hold_post(reply, by=heart.marsh, reason="A look first.")
    hear()
    assert hearing(heart) == {"lindqvist": ["held"]}
    release_post(now(reply), by=heart.marsh)
    hear()
    assert hearing(heart) == {"okonjo": ["replied"]}


def test_when_a_question_grows_closer_what_tells_of_peers_is_dropped(heart):
    answer = say(heart.question, heart.okonjo)
    say(heart.question, heart.solheim, "And then?", reply_to=answer)
    hear()
    narrow_question(heart.question, Policy(sponsor_only=True), by=heart.marsh)
    hear()
    assert hearing(heart) == {}


def test_who_left_the_board_has_nothing_of_it_left(heart):
    answer = say(heart.question, heart.okonjo)
    say(heart.question, heart.solheim, "And then?", reply_to=answer)
    hear()
    end_seat(heart.okonjo, by=heart.lindqvist)
    hear()
    assert hearing(heart) == {}


def test_an_opened_question_waits_for_advisors_until_they_answer_or_pass():
    hear()
    heart = room({"answer_first": True})
    hear()
    assert set(hearing(heart)) == {"okonjo", "solheim", "tanabe", "abernathy"}
    say(heart.question, heart.okonjo)
    pass_question(heart.question, by=heart.solheim)
    hear()
    assert hearing(heart) == {"tanabe": ["opened"], "abernathy": ["opened"]}


def test_a_closed_question_is_heard_by_all_but_who_closed_it(heart):
    close_question(heart.question, by=heart.marsh)
    hear()
    assert set(hearing(heart)) == set(EVERYBODY) - {"marsh"}


def test_what_was_read_on_a_live_page_before_the_worker_came_is_not_new(heart):
    answer = say(heart.question, heart.okonjo)
    reply = say(heart.question, heart.solheim, "And then?", reply_to=answer)
    mark_read(heart.question, by=heart.okonjo, order=reply.order)
    hear()
    assert hearing(heart) == {}


def test_who_has_a_text_to_agree_to_first_hears_nothing_of_the_board(heart):
    close_question(heart.question, by=heart.marsh)
    type(heart.board).objects.filter(pk=heart.board.pk).update(terms=1)
    hear()
    assert hearing(heart) == {}


def test_a_closed_board_is_heard_once_and_not_for_each_of_its_questions(heart):
    close_board(heart.board, by=heart.lindqvist)
    tick()
    hear()
    assert hearing(heart) == {name: ["closed"] for name in EVERYBODY if name != "lindqvist"}


def test_a_held_post_is_heard_at_the_desk_without_a_word_of_it_until_it_is_back(heart):
    heart.board.letters_quote = True
    heart.board.save(update_fields=["letters_quote"])
    choose_screening(heart.board, "hold", by=heart.marsh)
    harm = "One of mine had a pause of four seconds in week 6 and we stopped the drug."
    answer, found = say(heart.question, heart.okonjo, "Ask Baker"), say(heart.asked(2), heart.okonjo, harm)
    hear()
    assert hearing(heart) == {"lindqvist": ["found"], "marsh": ["found"]}
    hold_post(answer, by=heart.marsh, reason="It names a patient")
    hear()
    assert hearing(heart) == {"lindqvist": ["found", "held"], "marsh": ["found"]}
    deliver()
    letters = " ".join(f"{one.subject} {one.body} {one.alternatives}" for one in mail.outbox)
    assert not any(word in letters for word in ("Baker", "Okonjo", heart.okonjo.alias_name, "pause"))
    assert not any(word in browser_of(heart.marsh).get("/notifications/").text for word in ("pause", "Dr Samuel"))
    decide(now(found), "set_aside", by=heart.marsh)
    release_post(now(answer), by=heart.marsh)
    hear()
    assert hearing(heart) == {}


def test_a_note_is_heard_by_those_it_names_who_may_read_it(heart):
    answer = say(heart.question, heart.okonjo)
    words = f"@{heart.brandt.user.name} and @{heart.okonjo.user.name}: who reads it?"
    write_note(heart.board, words, by=heart.marsh, client_id=uuid4())
    hear()
    assert hearing(heart) == {"brandt": ["noted"]}
    hold_post(answer, by=heart.marsh, reason="A name")
    beside = write_note(now(answer), f"{words} @{heart.lindqvist.user.name}", by=heart.marsh, client_id=uuid4())
    hear()
    assert hearing(heart) == {"brandt": ["noted"], "lindqvist": ["held", "noted"]}
    remove_note(beside, by=heart.marsh)
    hear()
    assert hearing(heart) == {"brandt": ["noted"], "lindqvist": ["held"]}
