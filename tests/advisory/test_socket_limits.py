"""How many live connections one person and one address may hold, and what becomes of one that says too much."""

import pytest

from tests.live import browser_of
from tests.make import person, room, say

pytestmark = pytest.mark.django_db(transaction=True)
Q1 = "board.heart.q1"
LATER, MISUSE = 1013, 1008


@pytest.fixture
def heart():
    """A board with an open question."""
    return room()


def at(network, who):
    """A socket that has begun to follow the question."""
    socket = network.socket(who, f"{Q1}:9")
    socket.until(reload=True)
    return socket


def test_more_sockets_than_one_person_may_hold_are_told_to_come_back_later(network, heart, settings):
    settings.LIMIT_SOCKETS = 2
    here, there = browser_of(heart.okonjo), browser_of(heart.okonjo)
    held = [at(network, here), at(network, there)]
    assert network.socket(here, f"{Q1}:0").closed() == LATER
    assert network.poll(here, f"{Q1}:0", wait=0).answer().status == 429
    at(network, heart.tanabe)
    held[0].hang_up()
    held[0].task.result(5)
    at(network, here)
    say(heart.question, heart.solheim, "For those who are in")
    assert held[1].until(kind="post.created")


def test_more_sockets_than_one_address_may_hold_are_told_to_come_back_later(network, heart, settings):
    settings.LIMIT_SOCKETS_ADDRESS = 3
    for name in ("okonjo", "tanabe", "marsh"):
        at(network, getattr(heart, name))
    full = network.socket(heart.solheim, f"{Q1}:0")
    assert (full.accepted, full.closed()) == (True, LATER)
    assert network.socket(None, f"{Q1}:0").closed() == LATER
    assert network.poll(heart.solheim, f"{Q1}:0").answer().status == 429


def test_whoever_is_turned_away_leaves_no_place_taken(network, heart, settings):
    settings.LIMIT_SOCKETS_ADDRESS = settings.LIMIT_SOCKETS = 1
    stranger = person("Sam Stranger")
    for who, code in ((None, 4401), (stranger, 4403), (None, 4401)):
        turned = network.socket(who, f"{Q1}:0")
        assert turned.closed() == code
        turned.task.result(5)
    at(network, heart.okonjo)


def test_two_thousand_whispers_are_misuse_and_the_others_hear_few_of_them(network, heart):
    calm, wild = network.socket(heart.tanabe, f"{Q1}:0"), at(network, heart.okonjo)
    for _ in range(2000):
        wild.say({"whisper": "typing", "question": 1})
    assert wild.closed() == MISUSE
    say(heart.question, heart.solheim, "Calmly")
    assert "Calmly" in calm.until(kind="post.created")["html"]
    assert len([line for line in calm.told if line.get("whisper") == "typing"]) <= 80
    at(network, heart.okonjo)
