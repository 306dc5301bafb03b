"""The queue of held, flagged and found posts: settled one after the other, and taken back."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from advisory.refusals import Conflict
from boards.commands.boards import archive_board, close_board
from boards.models import Board
from discussions.casework import Told
from discussions.commands.cases import open_case
from discussions.commands.flags import flag_post
from discussions.commands.handovers import hand_over_case
from discussions.commands.moderation import hold_post
from discussions.commands.redactions import redact_post
from discussions.commands.removals import strike_post
from discussions.commands.threads import edit_post, remove_post
from discussions.models import Case, Finding, Flag
from discussions.queue import queue_of, waiting_on
from discussions.reconciling import loose_ends
from tests.make import now, room, say

pytestmark = pytest.mark.django_db
CONSOLE = "/boards/heart/moderate/"
HARM = "One of mine had a pause of four seconds in week 6 and we stopped the drug."


@pytest.fixture
def heart():
    return room({}, {"blinded": True})


@pytest.fixture
def desk(heart):
    client = Client(HTTP_HOST="localhost")
    client.force_login(heart.marsh.user)
    return client


def items(desk, **asked):
    """The items of the queue, each as what can be done about it, by the author's name."""
    page = desk.get(CONSOLE, asked).text
    found = re.findall(r'<li id="item-.*?</article></li>', page, re.S)
    named = [(re.search(r'class="who"[^>]*>(.*?)<', one)[1], one) for one in found]
    return {name: re.findall(r'name="decision" value="(\w+)"', one) for name, one in named}


def decide(desk, post, decision, **typed):
    return desk.post(f"{CONSOLE}posts/{post.pk}/", {"decision": decision, **typed})


def held(heart, name):
    post = say(heart.question, getattr(heart, name), f"Of {name}")
    hold_post(post, by=heart.marsh, reason="Reading it")
    return now(post)


def test_each_decision_leads_to_the_next_item_and_can_be_taken_back(heart, desk):
    first, second, third = (held(heart, name) for name in ("okonjo", "solheim", "tanabe"))
    assert items(desk) == {seat.user.name: ["release", "edit"] for seat in (heart.okonjo, heart.solheim, heart.tanabe)}
    answer = decide(desk, second, "release")
    assert f"next={third.pk}" in answer.url
    page = desk.get(answer.url).text
    assert re.search(rf'id="item-{third.pk}".*?autofocus', page, re.S)
    assert page.count("autofocus") == 1
    assert "Released" in page
    assert not now(second).held_at
    undo = re.search(r'id="undoing".*?name="act" value="([^"]+)"', page, re.S)[1]
    back = desk.post(f"{CONSOLE}undoing/", {"act": undo})
    assert f"next={second.pk}" in back.url
    assert now(second).held_at
    assert len(items(desk)) == 3
    assert f"next={second.pk}" in decide(desk, third, "release").url, "after the last one comes the one before"
    decide(desk, first, "release")
    assert "next=" not in decide(desk, second, "release").url
    assert "Nothing is held or flagged" in desk.get(CONSOLE).text


def test_two_moderators_settle_the_same_item_at_once(heart, desk):
    post = held(heart, "okonjo")
    assert decide(desk, post, "release").status_code == 302
    late = decide(desk, post, "release")
    assert (late.status_code, "settled this meanwhile" in late.text) == (409, True)
    assert decide(desk, post, "nonsense").status_code == 422


def test_what_its_author_changed_since_the_moderator_read_it_is_not_let_back(heart, desk):
    post = held(heart, "okonjo")
    assert f'name="version" value="{post.version}"' in desk.get(CONSOLE).text
    edit_post(post, by=heart.okonjo, body="Other words", version=1)
    for address in (f"{CONSOLE}posts/{post.pk}/", f"/boards/heart/posts/{post.pk}/release/"):
        late = desk.post(address, {"decision": "release", "version": "1"})
        assert (late.status_code, "changed this post since" in late.text) == (409, True)
    assert now(post).held_at
    assert decide(desk, post, "release", version="2").status_code == 302
    assert not now(post).held_at


def test_a_flag_is_answered_and_a_safety_flag_opens_a_case_or_is_no_event(heart, desk):
    tone, bad, no = (say(heart.question, heart.okonjo, words) for words in ("Nonsense.", "A pause.", "A study."))
    for post, reason in ((tone, "tone"), (bad, "safety"), (no, "safety")):
        flag_post(post, by=heart.solheim, reason=reason)
    assert decide(desk, tone, "answer").status_code == 422
    assert Flag.objects.filter(post=tone, resolved_at=None).exists()
    decide(desk, tone, "answer", words="Seen, thank you.")
    assert Flag.objects.get(post=tone).answer == "Seen, thank you."
    decide(desk, bad, "case")
    assert Flag.objects.get(post=bad).resolved_by == heart.marsh
    decide(desk, no, "set_aside")
    assert "not an adverse event" in Flag.objects.get(post=no).answer
    assert {case.post: case.state for case in Case.objects.all()} == {bad: "open", no: "no-event"}


@pytest.mark.once
def test_what_screening_found_is_marked_in_the_words_and_settled(heart, desk):
    Board.objects.update(screening="hold")
    post = say(heart.asked(2), heart.okonjo, "<b>One</b> of my patients, Mrs Jane Baker, had syncope on 3 May 2026.")
    found = set(Finding.objects.filter(post=post).values_list("kind", flat=True))
    assert found, "screening finds nothing in this sentence any more"
    page = desk.get(CONSOLE).text
    item = re.search(rf'<li id="item-{post.pk}">.*?</article></li>', page, re.S)[0]
    assert "<mark>" in item
    assert "&lt;b&gt;One&lt;/b&gt;" in item
    assert "left to report" in item
    assert heart.okonjo.alias_name in item
    decide(desk, post, "set_aside")
    assert set(Finding.objects.unsettled().values_list("kind", flat=True)) == {"patient"}, "it names her all the same"
    assert items(desk) == {heart.okonjo.alias_name: ["redact", "edit", "release"]}, "it stays held until it is released"


def test_no_event_is_said_of_words_that_were_read_alone_and_dismisses_nobody_else_s_case(heart, desk):
    post = say(heart.question, heart.okonjo, HARM)
    begin = open_case(post, by=heart.lindqvist)
    edit_post(now(post), by=heart.okonjo, body=f"{HARM} Another of mine died of it.", version=1)
    assert decide(desk, post, "set_aside", version="1").status_code == 409
    assert decide(desk, post, "case", version="1").status_code == 409
    decide(desk, post, "set_aside", version="2")
    assert not Finding.objects.unsettled().exists()
    assert Case.objects.get(pk=begin.pk).is_open


def test_a_removed_post_leaves_the_queue_only_once_its_flags_and_possible_events_are_decided(heart, desk):
    flagged, told, calm = (say(heart.question, heart.okonjo, words) for words in ("Nonsense.", HARM, "a.example.org"))
    flag_post(flagged, by=heart.tanabe, reason="tone")
    strike_post(now(flagged), by=heart.marsh, reason="Its tone")
    for post in (told, calm):
        remove_post(now(post), by=heart.okonjo)
    assert waiting_on(heart.board) == len(queue_of(heart.marsh, timezone.now())) == 2
    found = [[one.name for one in item.actions] for item in queue_of(heart.marsh, timezone.now())]
    assert sorted(found) == [["answer"], ["case", "set_aside"]], "there is nothing left to hold"
    close_board(heart.board, by=heart.lindqvist)
    with pytest.raises(Conflict, match="wait for a decision"):
        archive_board(heart.board, by=heart.lindqvist)
    decide(desk, told, "set_aside")
    decide(desk, flagged, "answer", words="It is gone.")
    assert waiting_on(heart.board) == 0
    archive_board(heart.board, by=heart.lindqvist)


def test_covered_words_that_are_typed_again_wait_and_an_archived_board_covers_without_letting_back(heart, desk):
    typed, named = "At (Sankt Anna) we do it daily, Sankt Anna", "Mrs Jane Baker agreed."
    post, other = say(heart.question, heart.okonjo, typed), say(heart.question, heart.okonjo, named)
    redact_post(post, "Sankt Anna", by=heart.marsh, reason="A hospital")
    edit_post(now(post), by=heart.okonjo, body="As in Sankt Anna.", version=2)
    found = now(post).findings.get()
    assert now(post).current.body[found.start : found.end] == "Sankt Anna"
    hold_post(now(other), by=heart.marsh, reason="A name")
    decide(desk, post, "set_aside", version="3")
    close_board(heart.board, by=heart.lindqvist)
    archive_board(heart.board, by=heart.lindqvist)
    assert items(desk) == {heart.okonjo.user.name: ["redact"]}
    assert decide(desk, other, "redact").status_code == 302
    assert (bool(now(other).held_at), "Baker" in now(other).current.body) == (True, False)


def test_a_second_event_in_the_same_post_is_kept_with_the_case_or_begins_its_own(heart, desk):
    post = say(heart.question, heart.okonjo, HARM)
    decide(desk, post, "case")
    for version, more in ((1, " Another of mine died of it."), (2, " And a third one had a seizure on it.")):
        edit_post(now(post), by=heart.okonjo, body=now(post).current.body + more, version=version)
        case = Case.objects.drawn().get()
        assert more not in Told(case, heart.marsh).words
        if version == 1:
            decide(desk, post, "case", version="2")
            assert more in Told(Case.objects.drawn().get(), heart.marsh).words
            hand_over_case(case, {"to": "Drug Safety", "how": "phone", "receipt": "DS-1"}, by=heart.marsh)
    remove_post(now(post), by=heart.okonjo)
    assert waiting_on(heart.board) == 1
    assert [end.waits for end in loose_ends(heart.board)] == [True]
    decide(desk, post, "case", version="3")
    assert Case.objects.unsettled().get().said.number == 3


def test_the_clock_runs_from_when_the_words_that_are_meant_were_written(heart, desk):
    with time_machine.travel(timezone.now() - timedelta(days=3)):
        found, flagged = (say(heart.question, heart.okonjo, words) for words in ("Nothing.", "All well."))
    edit_post(now(found), by=heart.okonjo, body=HARM, version=1)
    edit_post(now(flagged), by=heart.okonjo, body="Something terrible, ask me.", version=1)
    assert "left to report" in queue_of(heart.marsh, timezone.now())[0].clock
    flag_post(now(flagged), by=heart.tanabe, reason="safety")
    assert "left to report" in Case.objects.get().left


@pytest.mark.once
def test_a_moderator_from_whom_names_are_kept_decides_by_alias(heart, desk):
    Board.objects.update(moderators_blinded=True)
    post = say(heart.asked(2), heart.okonjo, "Traces every day.")
    flag_post(post, by=heart.tanabe, reason="tone", note="Too sure of itself")
    page = desk.get(CONSOLE).text
    queue = page.partition('id="queue"')[2].partition('id="voices"')[0]
    assert heart.okonjo.alias_name in queue
    assert "Too sure of itself" in queue
    assert "Okonjo" not in queue
    assert "Tanabe" not in queue


def test_words_that_name_a_patient_are_covered_and_the_post_let_back(heart, desk):
    Board.objects.update(screening="hold")
    words = "Mrs Jane Baker, MRN 4471920, needed a weekly trace. Mrs Jane Baker agreed."
    post = say(heart.question, heart.okonjo, words)
    assert "patient" in set(Finding.objects.filter(post=post).values_list("kind", flat=True))
    assert "redact" in items(desk)[heart.okonjo.user.name]
    answer = decide(desk, post, "redact")
    covered = now(post)
    assert not covered.held_at
    assert "needed a weekly trace" in covered.current.body
    assert "Baker" not in covered.current.body
    acts = re.findall(r'name="act" value="([^"]+)"', desk.get(answer.url).text)
    desk.post(f"{CONSOLE}undoing/", {"act": acts})
    back = now(post)
    assert back.held_at
    assert back.current.body == words


def test_the_author_of_a_held_post_is_asked_to_edit_it_and_the_item_waits(heart, desk):
    post = held(heart, "okonjo")
    assert decide(desk, post, "edit").status_code == 422
    decide(desk, post, "edit", words="Say which drug you mean.")
    assert "Author asked to edit" in desk.get(CONSOLE).text
    edit_post(now(post), by=heart.okonjo, body="Of okonjo, on drug A.", version=1)
    assert "Edited since" in desk.get(CONSOLE).text
