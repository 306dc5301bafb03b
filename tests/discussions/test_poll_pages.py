"""Polls on pages, by plain forms, and over the API: voted in where they stand, and nobody reads more than they may."""

from uuid import uuid4

import pytest
from django.test import Client

from advisory.events.frames import events_after, frame, subjects_of
from advisory.events.readers import ALIASES, NAMES
from discussions.commands.ballots import cast_ballot
from discussions.commands.polls import ask_poll
from discussions.models import Poll, Post
from discussions.polls.panels import draw_shared
from tests.api.conftest import Program
from tests.make import now, room, say

pytestmark = [pytest.mark.django_db, pytest.mark.once]
OPTIONS = ("Every week", "Every month", "Never")
PAGE = "/boards/heart/questions/1/"


def browser(seat):
    client = Client()
    client.force_login(seat.user)
    return client


def asked(heart, **ways):
    answer = say(heart.question, heart.okonjo, "A trace every week.")
    ways = {"by": heart.marsh, "client_id": uuid4(), "reply_to": answer.pk} | ways
    return ask_poll(heart.question, "How often?", OPTIONS, **ways)


def ballot(poll, *picks, **more):
    return f"/boards/heart/polls/{poll.pk}/ballot/", {f"pick-{poll.pk}": picks, f"version-{poll.pk}": 1} | more


def page(seat):
    return browser(seat).get(PAGE).content.decode()


@pytest.mark.once
def test_a_vote_without_script_is_marked_as_ones_own_and_hidden_counts_stay_hidden():
    heart = room()
    poll = asked(heart, hidden=True)
    okonjo = browser(heart.okonjo)
    answer = okonjo.post(*ballot(poll, 1))
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}#poll-{poll.pk}")
    mine, other, team = page(heart.okonjo), page(heart.tanabe), page(heart.marsh)
    assert mine.count("data-chosen") == 1
    assert "1 of 1" in mine
    assert "You voted" in mine
    assert "1 of 1" in team
    assert "Vote</button>" not in team
    for seat in (heart.tanabe, heart.brandt):
        for path in (PAGE, f"/boards/heart/polls/{poll.pk}/", f"/boards/heart/polls/{poll.pk}/panel/"):
            assert "data-count" not in browser(seat).get(path).content.decode()
    assert "Counts once you have voted" in other


@pytest.mark.once
def test_lines_and_drawn_copies_hold_no_counts_of_a_hidden_poll_for_peers():
    heart = room()
    for hidden in (True, False):
        poll = asked(heart, hidden=hidden)
        cast_ballot(poll, [0], by=heart.okonjo, client_id=uuid4())
        (event,) = events_after(heart.question.stream, 0, 500)[-1:]
        thing = subjects_of([event])["poll", poll.pk]
        told = {gaze: frame(event, thing, gaze) for gaze in (NAMES, ALIASES)}
        assert event.kind == "ballot.cast"
        assert all("html" not in one for one in told.values())
        assert told[NAMES]["facts"]["counts"] == [1, 0, 0]
        assert ("counts" in told[ALIASES]["facts"]) is not hidden
        assert ("1 of 1" in draw_shared(now(poll.post), ALIASES)) is not hidden
        assert "Okonjo" not in str(told)


@pytest.mark.once
def test_a_vote_that_cannot_be_counted_comes_back_with_what_was_chosen_and_why():
    heart = room()
    poll = asked(heart, mode="detached")
    okonjo = browser(heart.okonjo)
    shown = okonjo.get(PAGE).content.decode()
    assert "Final once cast" in shown
    assert "Cast for good" in shown
    refused = okonjo.post(*ballot(poll))
    assert refused.status_code == 422
    assert "Choose one of the options." in refused.content.decode()
    once = str(uuid4())
    assert okonjo.post(*ballot(poll, 0, client_id=once)).status_code == 302
    assert okonjo.post(*ballot(poll, 0, client_id=once)).status_code == 302
    told = okonjo.post(*ballot(poll, 2, client_id=str(uuid4())))
    assert told.status_code == 409
    assert "Your ballot was cast before and is final." in told.content.decode()
    assert "Counts after it closes, from 5 ballots" in page(heart.okonjo)
    assert "data-count" not in page(heart.marsh)


@pytest.mark.once
def test_a_moderator_asks_in_a_thread_and_what_was_typed_is_kept_when_it_cannot_be():
    heart = room()
    answer = say(heart.question, heart.okonjo, "A trace every week.")
    marsh, there = browser(heart.marsh), f"{PAGE}polls/"
    form = marsh.get(f"/boards/heart/posts/{answer.pk}/poll/", follow=True)
    assert "under the post by <bdi>Dr Samuel Okonjo</bdi>" in form.content.decode()
    typed = {"prompt": "How often is enough?", "mode": "named", "client_id": str(uuid4()), "reply_to": str(answer.pk)}
    refused = marsh.post(there, typed | {"options": "\n".join(f"Option {n}" for n in range(300))})
    words = refused.content.decode()
    assert refused.status_code == 422
    assert "there are 300" in words
    assert "Option 299" in words
    assert "How often is enough?" in words
    sent = typed | {"options": "Weekly\n\n Monthly \n"}
    assert marsh.post(there, sent).status_code == 302
    assert marsh.post(there, sent).status_code == 302
    poll = Poll.objects.get()
    assert (poll.options, poll.state, poll.mode, poll.post.reply_to_id) == (
        ["Weekly", "Monthly"],
        "open",
        "named",
        answer.pk,
    )
    assert "Ask a poll" in page(heart.marsh)
    assert "Ask a poll" not in page(heart.okonjo)


def test_a_moderator_opens_shares_rewords_and_closes_by_buttons():
    heart = room()
    poll = asked(heart, opens=False, hidden=True)
    marsh, there = browser(heart.marsh), f"/boards/heart/polls/{poll.pk}/"
    for act, state in (("opening", "open"), ("sharing", "open"), ("options", "open"), ("closing", "closed")):
        assert f"{there}{act}/" in marsh.get(there).content.decode(), act
        assert marsh.post(f"{there}{act}/", {"options": "Yes\nNo"}).status_code == 302, act
        poll.refresh_from_db()
        assert poll.state == state, act
    assert (poll.version, bool(poll.shared_at)) == (2, True)
    assert "Vote</button>" not in page(heart.okonjo)


def test_who_chose_what_is_read_on_a_named_poll_alone():
    heart = room()
    for mode, named in (("named", True), ("blinded", False)):
        poll = asked(heart, mode=mode)
        cast_ballot(poll, [2], by=heart.okonjo, client_id=uuid4())
        words = browser(heart.tanabe).get(f"/boards/heart/polls/{poll.pk}/").content.decode()
        assert ("Who chose what" in words) is named
        assert (">Dr Samuel Okonjo</dd>" in words) is named


@pytest.mark.once
@pytest.mark.parametrize(("people", "percent"), [(0, False), (19, False), (20, True)])
def test_counts_are_told_as_so_many_of_so_many_and_in_per_cent_from_twenty(people, percent):
    heart = room()
    poll = asked(heart)
    Poll.objects.filter(pk=poll.pk).update(voted=people, counts=[people, 0, 0])
    drawn = draw_shared(Post.objects.drawn().get(pk=poll.post_id), ALIASES)
    assert f"{people} of {people}" in drawn
    assert ("100%" in drawn) is percent


def test_a_program_asks_votes_and_closes_and_posts_carry_their_poll():
    heart = room()
    marsh, okonjo, tanabe = (Program(seat.user) for seat in (heart.marsh, heart.okonjo, heart.tanabe))
    sent = {"prompt": "Which?", "options": list(OPTIONS), "hidden": True, "client_id": str(uuid4())}
    there = "boards/heart/questions/1/polls"
    first, again = marsh("POST", there, sent), marsh("POST", there, sent)
    assert (first.status_code, again.status_code) == (201, 200)
    key = first.json()["id"]
    assert again.json()["id"] == key
    vote = {"picks": [1], "client_id": str(uuid4()), "version": 1}
    mine = okonjo("PUT", f"polls/{key}/ballot", vote).json()
    assert (mine["counts"], mine["mine"], mine["cast"]) == ([0, 1, 0], [1], True)
    other = tanabe.get("boards/heart/questions/1/posts")["items"][0]["poll"]
    assert (other["id"], other["counts"], other["mine"], other["voted"]) == (key, None, None, 1)
    assert okonjo.refused(409, "PUT", f"polls/{key}/ballot", vote | {"version": 2})["code"] == "stale_version"
    assert marsh("POST", f"polls/{key}/sharing").json()["counts"] == [0, 1, 0]
    assert tanabe.get(f"polls/{key}")["counts"] == [0, 1, 0]
    assert marsh("PUT", f"polls/{key}/options", {"options": ["Yes", "No"]}).json()["version"] == 2
    assert marsh("POST", f"polls/{key}/closing").json()["state"] == "closed"
    assert okonjo.refused(409, "PUT", f"polls/{key}/ballot", vote)["code"] == "closed"
