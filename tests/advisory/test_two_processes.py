"""Two processes on one database: whoever is connected to one hears what is said in the other."""

import pytest
from django.conf import settings

from advisory.events import ring as doorbell
from advisory.events.consumers import _hubs
from boards.commands.members import end_seat
from tests import live
from tests.make import room, say

pytestmark = pytest.mark.django_db(transaction=True)
Q1 = "board.heart.q1"


@pytest.fixture
def elsewhere():
    """A second live side, which hears the bell of the first only as another process would."""
    with live.network() as running:
        yield running


def at(network, seat):
    """A socket that has begun to follow the question, on a hub that hears no bell inside this process."""
    socket = network.socket(seat, f"{Q1}:99")
    socket.until(reload=True)
    doorbell.leaves(_hubs[network.loop])
    return socket


def test_a_post_that_one_process_writes_reaches_the_sockets_of_the_other(network, elsewhere):
    heart = room()
    there, here = at(elsewhere, heart.solheim), network.socket(heart.okonjo, f"{Q1}:99")
    here.until(reload=True)
    for words in ("First", "Second"):
        say(heart.question, heart.tanabe, words)
        for socket in (here, there):
            assert words in socket.until(kind="post.created")["html"]
    assert [line["seq"] for line in there.told[1:]] == [1, 2]


def test_a_process_without_sockets_rings_for_the_others(elsewhere):
    """As the worker does when it closes a question, or a web process to which nobody is connected."""
    heart = room()
    there = at(elsewhere, heart.okonjo)
    say(heart.question, heart.tanabe, "From afar")
    assert "From afar" in there.until(kind="post.created")["html"]
    end_seat(heart.okonjo, by=heart.marsh)
    assert there.closed() == 4403


def test_whispers_go_from_process_to_process_where_there_is_a_bell_between_them(network, elsewhere):
    heart = room()
    here, there = network.socket(heart.okonjo, f"{Q1}:99"), elsewhere.socket(heart.solheim, f"{Q1}:99")
    for socket in (here, there):
        socket.until(reload=True)
    if settings.REDIS_URL:
        for _ in range(20):  # as a page does: what is said before the other process hears the bell is lost
            here.say({"whisper": "here", "question": 1})
            if there.hears(0.5, whisper="here"):
                break
        assert there.until(whisper="here")["who"]["name"] == "Dr Samuel Okonjo"
        here.hang_up()
        assert there.until(whisper="gone")["who"]["id"] == str(heart.okonjo.pk)
    else:
        here.say({"whisper": "here", "question": 1})
        say(heart.question, heart.tanabe, "In both")
        assert [line for line in there.before(kind="post.created") if "whisper" in line] == []


def test_a_broken_bell_costs_a_moment_and_no_message(network, elsewhere, monkeypatch):
    def broken(*_):
        raise ConnectionError

    for module in ("ring", "doorbell"):
        monkeypatch.setattr(f"advisory.events.{module}.get_channel_layer", broken)
    heart = room()
    there, here = at(elsewhere, heart.solheim), network.socket(heart.okonjo, f"{Q1}:99")
    here.until(reload=True)
    say(heart.question, heart.tanabe, "Without a bell")
    for socket in (here, there):
        assert "Without a bell" in socket.until(kind="post.created")["html"]
