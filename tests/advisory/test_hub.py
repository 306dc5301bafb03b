"""The hub: what it hands out was allowed after it had been read, however busy the board is."""

import asyncio
import threading

import pytest
from django.db.models import F

from advisory.events import batches, ring
from advisory.events.hub import Hub
from advisory.events.models import Log
from advisory.events.viewers import Viewer
from boards.commands.members import end_seat
from discussions.commands.questions import narrow_question
from discussions.visibility import Policy
from tests.make import room, say

pytestmark = pytest.mark.django_db(transaction=True)
Q1 = "board.heart.q1"


@pytest.fixture
def meanwhile(monkeypatch):
    """Something that happens once the events of a read are in, before they are handed out."""
    acts, read = [], batches._events

    def reading(asked, batch):
        read(asked, batch)
        for act in tuple(acts):
            act(batch)

    monkeypatch.setattr(batches, "_events", reading)
    return acts


def moving(batch):
    """Rights on the board move, as when many open their gates in the same seconds."""
    Log.objects.filter(name="board.heart").update(rights=F("rights") + 1)


def test_people_hear_each_other_although_rights_never_stand_still(network, meanwhile):
    heart = room()
    socket = network.socket(heart.okonjo, "board.heart.*")
    socket.until(stream=Q1)
    meanwhile.append(moving)
    say(heart.question, heart.tanabe, "In the middle of it")
    assert "In the middle of it" in socket.until(kind="post.created")["html"]
    joiner = network.socket(heart.solheim, f"{Q1}:0")
    assert "In the middle of it" in joiner.until(kind="post.created")["html"]
    meanwhile.clear()
    say(heart.question, heart.tanabe, "Calm again")
    assert [line["seq"] for line in joiner.lines(1)] == [2]


@pytest.mark.parametrize("restless", [False, True])
@pytest.mark.parametrize("end", ["left", "narrowed"])
def test_what_was_read_before_a_right_ended_is_not_handed_out_after_it(network, meanwhile, restless, end):
    heart = room({"answer_first": True})
    say(heart.question, heart.okonjo)
    socket = network.socket(heart.okonjo, f"{Q1}:1", "board.heart:99")
    socket.until(reload=True)
    once = threading.Event()

    def ending(batch):
        if batch.lines.get(Q1) and not once.is_set():
            once.set()
            if end == "left":
                end_seat(heart.okonjo, by=heart.marsh)
            else:
                narrow_question(heart.question, Policy(answer_first=True, sponsor_only=True), by=heart.marsh)

    meanwhile += [ending, moving] if restless else [ending]
    say(heart.question, heart.tanabe, "Said in the same moment")
    assert socket.closed() == (4403 if end == "left" else 4000)
    assert "Said in the same moment" not in socket.raw


def test_a_turn_that_fails_is_taken_again(network, meanwhile):
    heart = room()
    socket = network.socket(heart.okonjo, f"{Q1}:9")
    socket.until(reload=True)
    failures = iter([OSError, ValueError])

    def failing(batch):
        trouble = next(failures, None)
        if trouble:
            raise trouble

    meanwhile.append(failing)
    joiner = network.socket(heart.tanabe, f"{Q1}:0")
    say(heart.question, heart.solheim, "Once more")
    for one in (socket, joiner):
        assert "Once more" in one.until(kind="post.created")["html"]


def test_a_change_that_nobody_rang_for_is_seen_too(network, monkeypatch):
    """As when another process writes, and the bell between them is broken."""
    monkeypatch.setattr("advisory.events.hub.SURE_EVERY", 0.1)
    heart = room()
    socket = network.socket(heart.okonjo, f"{Q1}:9")
    socket.until(reload=True)
    monkeypatch.setattr("advisory.events.record.ring", lambda stream: None)
    say(heart.question, heart.solheim, "Silently")
    assert "Silently" in socket.until(kind="post.created")["html"]


def test_everybody_is_asked_again_when_a_log_of_theirs_begins_and_not_when_a_newcomers_does():
    heart, lung = room(), room(slug="lung")
    Log.objects.get_or_create(name="site")
    here, newcomer = (
        (Viewer(seat.user_id, "key"), frozenset({seat.board.slug})) for seat in (heart.okonjo, lung.okonjo)
    )
    known = batches.read(batches.Asked(people=[here])).known
    assert set(known) == {"site", "board.heart"}
    assert not batches.read(batches.Asked(people=[here], newcomers=[newcomer], known=known)).everybody
    assert batches.read(batches.Asked(people=[here], known={"board.heart": known["board.heart"]})).everybody


def test_a_hub_whose_loop_has_ended_is_not_rung_for_again():
    gone = Hub.__new__(Hub)
    gone.loop = asyncio.new_event_loop()
    gone.loop.close()
    ring.listens(gone)
    ring.ring(["board.heart"])
    assert gone not in ring._hubs
