"""What each person in a session's room at Janus says, passed on to us: their sound, packet by packet, as it comes.

Janus forwards each microphone to one port of ours, under a number that we made up for it; what comes from elsewhere or
under another number is let go.
"""

import asyncio
import logging
import secrets
import struct
import time
from contextlib import suppress
from uuid import uuid4

from django.conf import settings

from boards.live.janus.client import Janus, Lost, Refused
from boards.live.janus.flows import PLACES, placed
from boards.live.janus.keys import Keys
from boards.live.janus.recording import seat_of
from boards.live.janus.rooms import EAR

AGAIN, SELDOM = 0.5, 8  # seconds until a room that is not there is looked for again, ever longer up to the latter
log = logging.getLogger("advisory.janus")


class Listening:
    """One room, listened to until told to stop; `hear(seat's id, packet, when)` is called for each packet."""

    def __init__(self, stream, hear):
        self.keys, self.hear = Keys.of(stream, settings.SECRET_KEY), hear
        self.forwards = {}  # feed -> (number under which it comes, Janus's own of the forwarding)
        self.handle = self.news = self.port = None

    async def run(self, stopped):
        """Listen, and again when Janus or the room was gone, until an asyncio.Event is set."""
        pause = AGAIN
        while not stopped.is_set():
            try:
                await self._listen(stopped)
                pause = AGAIN
            except (Lost, Refused, OSError) as trouble:
                log.debug("captions wait for Janus: %s", trouble)
            except Exception:
                log.exception("a room was lost by a fault of ours; it is looked for again")
            with suppress(TimeoutError):
                await asyncio.wait_for(stopped.wait(), pause)
            pause = min(2 * pause, SELDOM)

    async def _listen(self, stopped):
        janus = await Janus.reached(settings.JANUS_URL, settings.JANUS_SECRET)
        try:
            host = janus.socket.local_address[0]  # by which Janus reaches us
            loop, self.news, self.forwards = asyncio.get_running_loop(), asyncio.Queue(), {}
            door, _ = await loop.create_datagram_endpoint(lambda: Door(self), local_addr=(host, 0))
            try:
                self.port = host, door.get_extra_info("sockname")[1]
                await self._stay(janus, stopped)
            finally:
                door.close()
        finally:
            await janus.close()

    async def _stay(self, janus, stopped):
        self.handle = await janus.attach(lambda data, _jsep: self.news.put_nowait(data))
        joined = (await self.handle.ask(self.keys.joining(f"{EAR}{uuid4().hex}")))[0]
        await self._forget_all()
        await self._learn(joined)
        waits = [asyncio.ensure_future(one.wait()) for one in (stopped, janus.lost)]
        try:
            while not any(one.done() for one in waits):
                news = asyncio.ensure_future(self.news.get())
                await asyncio.wait([news, *waits], return_when=asyncio.FIRST_COMPLETED)
                if not news.cancel() and await self._learn(news.result()) is False:
                    return
        finally:
            for one in waits:
                one.cancel()
            if not janus.lost.is_set():
                await self._leave()

    async def _learn(self, data):
        """Who sends now; False once the room is gone."""
        self.forwards.pop(data.get("unpublished") or data.get("leaving") or data.get("kicked"), None)
        for one in data.get("publishers", []):
            voice = next((mid for mid, place in placed(one.get("streams", [])).items() if place == PLACES[0]), None)
            if voice is not None:
                with suppress(Refused):  # whoever left meanwhile says nothing
                    await self._forward(one["id"], voice)
        return data.get("videoroom") != "destroyed"

    async def _forward(self, feed, mid):
        if feed in self.forwards:
            await self._forget(feed, self.forwards.pop(feed)[1])
        number, (host, port) = secrets.randbits(32) or 1, self.port
        about = {"publisher_id": feed, "host": host, "host_family": "ipv6" if ":" in host else "ipv4",
                 "admin_key": settings.JANUS_SECRET}  # fmt: skip
        asked = self.keys.about("rtp_forward") | about | {"streams": [{"mid": mid, "port": port, "ssrc": number}]}
        told = (await self.handle.ask(asked))[0]
        self.forwards[feed] = number, told["forwarders"][0]["stream_id"]

    async def _forget(self, feed, which):
        asked = {"publisher_id": feed, "stream_id": which, "admin_key": settings.JANUS_SECRET}
        with suppress(Refused):
            await self.handle.ask(self.keys.about("stop_rtp_forward") | asked)

    async def _forget_all(self):
        """What somebody before us had forwarded, who did not come to end it."""
        told = (await self.handle.ask(self.keys.about("listforwarders")))[0]
        for one in told["publishers"]:
            for forwarder in one.get("forwarders", []):
                await self._forget(one["publisher_id"], forwarder["stream_id"])

    async def _leave(self):
        """Have nothing forwarded any more, and take the room down when nobody else is there."""
        with suppress(Lost, Refused):
            for feed, (_, which) in self.forwards.items():
                await self._forget(feed, which)
            there = (await self.handle.ask(self.keys.about("listparticipants")))[0]
            if len(there["participants"]) <= 1:
                await self.handle.ask(self.keys.about("destroy"))
        await self.handle.detach()

    def take(self, datagram):
        """One packet as it came: whose it is, says the number under which Janus sends it."""
        number, packet = opened(datagram)
        feed = next((feed for feed, (known, _) in self.forwards.items() if known == number), None)
        if feed and packet:
            self.hear(seat_of(feed), packet, time.time())


class Door(asyncio.DatagramProtocol):
    """The port to which Janus forwards."""

    def __init__(self, listening):
        self.listening = listening

    def datagram_received(self, data, addr):
        """Pass it on."""
        self.listening.take(data)


def opened(datagram):
    """The number and the payload of an RTP packet (RFC 3550), or (0, nothing) of what is none."""
    if len(datagram) < 12 or datagram[0] >> 6 != 2:
        return 0, b""
    begin = 12 + 4 * (datagram[0] & 15)
    if datagram[0] & 16:
        if len(datagram) < begin + 4:
            return 0, b""
        begin += 4 + 4 * struct.unpack_from(">H", datagram, begin + 2)[0]
    padding = datagram[-1] if datagram[0] & 32 else 0
    return struct.unpack_from(">I", datagram, 8)[0], datagram[begin : len(datagram) - padding]
