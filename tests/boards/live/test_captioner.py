"""What each person says becomes a line of theirs: sound comes from Janus, an ear makes words, the worker writes."""

import asyncio
import struct
import threading
from uuid import uuid4

import numpy as np
import pytest

from boards.commands.captions import end_captions
from boards.live.captioner import Captioner
from boards.live.ears.cutting import RATE, Cutter
from boards.live.janus import listening
from boards.live.janus.keys import Keys
from boards.live.janus.listening import Listening, opened
from boards.models import Caption, Captioning
from tests.boards.live.captioned import captioned
from tests.boards.live.ears import Repeating, contract
from tests.boards.live.pretended import World
from tests.boards.test_lobby import inside
from tests.boards.test_lobby import opened as meeting
from tests.make import room
from tests.waiting import until

SEATS = uuid4(), uuid4()
STREAM, FEEDS = "board.heart.s1", [f"{seat.hex}page" for seat in SEATS]


def sound(seconds, *, loud=True):
    """Something like a voice, or a quiet room."""
    at = np.arange(int(seconds * RATE)) / RATE
    noise = np.random.default_rng(7).normal(0, 0.001, len(at))
    return (noise + (0.2 * np.sin(2 * np.pi * 180 * at) if loud else 0)).astype(np.float32)


def pieces(*parts):
    """The pieces of some speech that comes in packets of 20 ms, as (begun, ended)."""
    cutter, at, found = Cutter(), 100.0, []
    for part in parts:
        for begin in range(0, len(part), 320):
            found += cutter.take(part[begin : begin + 320], at)
            at += 0.02
    return [(round(one.begun, 1), round(one.ended, 1)) for one in found + cutter.stop()]


def test_speech_is_cut_where_its_speaker_pauses():
    quiet = sound(1, loud=False)
    assert pieces(quiet, sound(2), quiet, sound(3), quiet) == [(100.7, 103.2), (103.7, 107.2)]
    assert pieces(quiet, sound(2), sound(0.4, loud=False), sound(1)) == [(100.7, 104.4)]
    assert pieces(quiet, sound(0.1), quiet, quiet) == []


def test_somebody_who_does_not_pause_is_cut_at_a_breath_and_else_after_twelve_seconds():
    breath = sound(0.3, loud=False)
    assert pieces(sound(9), breath, sound(2)) == [(100.0, 109.2), (109.2, 111.3)]
    assert pieces(sound(13)) == [(100.0, 112.0), (112.0, 113.0)]


def test_what_is_said_after_the_end_is_in_no_piece_and_silence_of_the_line_is_a_pause():
    cutter = Cutter()
    assert cutter.take(sound(2), 50.0) == []
    assert cutter.rest(52.3) == []
    (piece,) = cutter.rest(53.0)
    assert (piece.begun, piece.ended) == (50.0, 52.0)
    cutter.take(sound(2), 60.0)
    (piece,) = cutter.stop(until=61.5)
    assert piece.ended == 61.5


def test_the_pretended_ear_keeps_to_what_every_ear_keeps_to():
    heard = contract(Repeating(), [(SEATS[0], b"We act", 10.0), (SEATS[1], b"At 160", 11.0)], wait=lambda: None)
    assert [one.words for one in heard] == ["We act", "At 160"]


def rtp(number, payload, *, extended=False):
    """A packet as Janus forwards it."""
    head = struct.pack(">BBHII", 0x90 if extended else 0x80, 111, 1, 960, number)
    return head + (struct.pack(">HHI", 0xBEDE, 1, 0) if extended else b"") + payload


def test_a_packet_is_opened_and_what_is_none_is_nothing():
    assert opened(rtp(7, b"opus")) == (7, b"opus")
    assert opened(rtp(7, b"opus", extended=True)) == (7, b"opus")
    for wrong in (b"", b"\x80" * 11, b"\x00" * 20, b"\x90" + b"\x80" * 11):
        assert opened(wrong) == (0, b"")


@pytest.fixture
def janus(monkeypatch, settings):
    """A Janus in memory."""
    settings.JANUS_URL, settings.JANUS_SECRET = "ws://media.internal:8188", "secret"
    world = World()
    monkeypatch.setattr(listening.Janus, "reached", world.reach)
    monkeypatch.setattr(listening, "AGAIN", 0.01)
    return world


async def seated(world, stream, name):
    """Somebody who sends in a room."""
    keys = Keys.of(stream, "key")
    handle = await world.reached[0].attach(None)
    await handle.ask(keys.joining(name))
    await handle.ask({"request": "publish"})
    return handle


async def holds(met):
    """Wait for something."""
    await asyncio.to_thread(until, met)


@pytest.fixture
def heard(janus, settings):
    """A room at Janus in which somebody listens, told as a story: what they hear."""
    settings.SECRET_KEY, packets = "key", []

    def told(story):
        async def whole():
            stopped = asyncio.Event()
            await janus.reach("", "")
            janus.rooms[Keys.of(STREAM, "key").room] = {}
            listens = Listening(STREAM, lambda *packet: packets.append(packet))
            task = asyncio.create_task(listens.run(stopped))
            await story(listens)
            stopped.set()
            await task

        asyncio.run(whole())
        return packets

    told.packets = packets
    return told


def test_each_microphone_is_forwarded_while_somebody_listens_and_no_longer(janus, heard):
    janus.forwards[99] = "left behind"

    async def story(listens):
        first = await seated(janus, STREAM, FEEDS[0])
        await holds(lambda: list(janus.forwards.values()) == FEEDS[:1])
        await seated(janus, STREAM, FEEDS[1])
        await holds(lambda: sorted(janus.forwards.values()) == sorted(FEEDS))
        asked = janus.asked("rtp_forward")[0]
        assert (asked["host"], asked["streams"][0]["mid"]) == ("127.0.0.1", "0")
        await first.detach()
        janus.reached[-1].lost.set()
        await holds(lambda: list(janus.forwards.values()) == FEEDS[1:] and len(janus.asked("join")) == 4)

    heard(story)
    assert janus.forwards == {}


def test_what_comes_under_a_number_of_ours_is_somebodys_and_all_else_is_let_go(janus, heard):
    packets = heard.packets

    async def story(listens):
        await seated(janus, STREAM, FEEDS[1])
        await holds(lambda: janus.forwards)
        loop = asyncio.get_running_loop()
        door, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, remote_addr=listens.port)
        door.sendto(rtp(5, b"a stranger's"))
        door.sendto(rtp(next(iter(janus.forwards)), b"opus"))
        await holds(lambda: packets)
        door.close()

    assert [(whose, packet) for whose, packet, _ in heard(story)] == [(SEATS[1], b"opus")]


class Pretended:
    """What Janus passes on, for the worker: it says something for everybody at once."""

    said = ()

    def __init__(self, stream, hear):
        self.hear = hear

    async def run(self, stopped):
        """Say it, and be there until told to stop."""
        for whose, words, at in self.said:
            self.hear(whose, words, at)
        await stopped.wait()


@pytest.mark.once
@pytest.mark.django_db
def test_what_is_understood_is_written_down_under_its_speaker_until_the_captions_end():
    heart = room()
    session = meeting(heart)
    inside(heart, session, "okonjo").session.attendances.update(recording="audio")
    captioning = captioned(heart, session)
    begun = captioning.begun_at.timestamp()
    Pretended.said = [(heart.okonjo.pk, b"We act at 160.", begun), (heart.marsh.pk, b"Thank you.", begun + 2),
                      (uuid4(), b"Nobody", begun)]  # fmt: skip
    worker = Captioner(threading.Event(), ear=Repeating, listening=Pretended)
    worker.round()
    (listener,) = worker.listeners.values()
    until(lambda: len(listener.ear.lines) == 3 or worker.round() or Caption.objects.count() == 2)
    worker.round()
    broken, listener.ear.until = listener.ear, 0.0
    worker.round()
    assert listener.ear is not broken
    lines = [(one.speaker_id, one.current.words) for one in Caption.objects.drawn()]
    assert lines == [(heart.okonjo.pk, "We act at 160."), (heart.marsh.pk, "Thank you.")]
    other = Captioner(threading.Event(), ear=Repeating, listening=Pretended)
    other.round()
    assert other.listeners == {}
    end_captions(session, by=heart.marsh)
    worker.round()
    worker.round()
    assert worker.listeners == {}
    assert not listener.thread.is_alive()
    assert Captioning.objects.get().end == "chair"
