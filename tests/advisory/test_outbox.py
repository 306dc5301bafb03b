"""What waits for one socket: fast readers get it at once, slow ones in bounds, and who does not read at all is cut."""

import asyncio
import json

import pytest

from advisory.events import consumers
from advisory.events.outbox import MOST_BYTES, Outbox
from tests.make import room, say

BIG = "x" * 100_000


class Wire:
    """A connection that takes messages at once, after `reading` is set, or never; or breaks."""

    def __init__(self, *, fast=False):
        self.taken, self.reading, self.broken = [], asyncio.Event(), False
        if fast:
            self.reading.set()

    async def send(self, message):
        if self.broken:
            raise OSError
        if not self.reading.is_set():
            await self.reading.wait()
        self.taken.append(message["text"])


async def settled(outbox):
    """Let everything that can go out go out."""
    if outbox.task:
        await asyncio.wait({outbox.task})


def run(story):
    """Tell a story of a socket in a loop of its own."""
    asyncio.run(asyncio.wait_for(story(), 20))


def test_a_fast_reader_gets_every_text_at_once_and_in_order():
    async def story():
        wire = Wire(fast=True)
        outbox = Outbox(wire.send)
        assert all(outbox.put(str(n)) for n in range(100))
        assert wire.taken == [str(n) for n in range(100)]
        assert outbox.task is None

    run(story)


def test_what_waits_for_a_slow_reader_goes_out_together_and_in_order():
    async def story():
        wire = Wire()
        outbox = Outbox(wire.send)
        assert all(outbox.put(str(n)) for n in range(100))
        assert wire.taken == []
        wire.reading.set()
        await settled(outbox)
        assert "\n".join(wire.taken).split("\n") == [str(n) for n in range(100)]
        assert len(wire.taken) <= 2
        outbox.put("after")
        assert wire.taken[-1] == "after"

    run(story)


def test_who_does_not_read_is_cut_at_a_megabyte_and_nothing_more_is_kept():
    async def story():
        wire = Wire()
        outbox = Outbox(wire.send)
        taken = [outbox.put(BIG) for _ in range(30)]
        assert taken.index(False) * len(BIG) <= MOST_BYTES + 2 * len(BIG)
        assert not any(taken[taken.index(False) :])
        assert outbox.cut
        assert sum(map(len, outbox.waiting)) == 0
        wire.reading.set()
        await settled(outbox)
        assert len(wire.taken) <= 1

    run(story)


@pytest.mark.parametrize("when", ["at once", "while waiting"])
def test_a_connection_that_breaks_is_given_up(when):
    async def story():
        wire = Wire()
        outbox = Outbox(wire.send)
        if when == "at once":
            wire.broken = True
            outbox.put("lost")
        else:
            outbox.put("slow")
            outbox.put("never")
            wire.broken = True
            wire.reading.set()
            await settled(outbox)
        assert outbox.cut
        assert outbox.put("more") is False

    run(story)


def test_a_reader_that_is_cut_is_hung_up_on_although_it_takes_not_even_that(monkeypatch):
    async def story():
        monkeypatch.setattr(consumers, "LAST_WORD", 0.05)
        monkeypatch.setattr("advisory.events.consumers.hub", Nobody)
        sent = []

        async def stuck(message):
            sent.append(message["type"])
            await asyncio.Event().wait()

        async def silent():
            await asyncio.Event().wait()

        socket = consumers.Socket({"headers": []}, silent, stuck)
        socket.follower = None
        ended = asyncio.ensure_future(socket._live())
        await asyncio.sleep(0)
        while socket.code is None:
            socket.tell(BIG)
        await ended
        assert socket.code == 1013
        assert sent == ["websocket.send", "websocket.close"]

    run(story)


class Nobody:
    """A hub that nobody is at."""

    def leave(self, follower):
        """Nothing to leave."""


@pytest.mark.django_db(transaction=True)
def test_one_who_was_cut_takes_up_where_they_were_and_the_others_noticed_nothing(network, monkeypatch):
    heart = room()
    slow, fast = network.socket(heart.okonjo, "board.heart.q1:0"), network.socket(heart.solheim, "board.heart.q1:0")
    say(heart.question, heart.tanabe, "The first")
    last = slow.until(kind="post.created")["seq"]
    monkeypatch.setattr("advisory.events.outbox.MOST_BYTES", 100_000)
    slow.stop_reading()
    for n in range(12):
        say(heart.question, heart.tanabe, f"{n} " + "long " * 3900)
    assert slow.closed() == 1013
    assert len(fast.lines(13)) == 13
    again = network.socket(heart.okonjo, f"board.heart.q1:{last}")
    assert [line["seq"] for line in again.lines(12)] == list(range(2, 14))
    assert json.loads(again.raw.split("\n")[0])["seq"] == 2
