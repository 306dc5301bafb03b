"""This process's share of all sessions that go by Janus: what pages whisper comes here; Janus is kept in reach."""

import asyncio
import logging
from contextlib import suppress

from django.conf import settings

from advisory.events.frames import line
from advisory.events.relays import RELAY
from boards.live.janus.client import Janus, Lost, Refused
from boards.live.janus.heard import read
from boards.live.janus.keys import Keys
from boards.live.janus.rooms import Room, gathered

AGAIN = 0.25  # seconds until a Janus that went away is looked for again
log = logging.getLogger("advisory.janus")


class Relay:
    """What the live side of the product knows of Janus: who came and went, what was said, and that rights moved."""

    def __init__(self, calls):
        self.calls, self.name = calls, calls.name
        self.secret = settings.JANUS_SECRET
        self.rooms, self.janus, self.keeping, self.tasks = {}, None, None, set()

    def came(self, stream, peer):
        """A page of this process is on a line that goes by Janus."""
        if stream not in self.rooms:
            self.rooms[stream] = room = Room(self, stream, Keys.of(stream, settings.SECRET_KEY))
            if self.janus:
                self._soon(gathered(room.begin(self.janus)))
        self.rooms[stream].came(peer)
        if self.keeping is None or self.keeping.done():
            self.keeping = self.calls.hub.loop.create_task(self._keep())
        self.look(stream)

    def left(self, stream, peer):
        """A page is off the line."""
        room = self.rooms.get(stream)
        if room is None:
            return
        self._soon(room.left(peer))
        room.look()
        if not set(room.flows) - {peer.key}:
            del self.rooms[stream]
            self._soon(room.end())

    def heard(self, stream, peer, data):
        """Something that a page says of its sound and pictures; what makes no sense is let go."""
        room = self.rooms.get(stream)
        flow = room and room.flows.get(peer.key)
        found = flow and read(data, flow.round)
        if found:
            name, *about = found
            flow.do(getattr(flow, name), *about)

    def has(self, stream, peer):
        """Whether Janus has a page of ours now."""
        room = self.rooms.get(stream)
        return bool(room and peer.key in room.flows and room.flows[peer.key].stands)

    def look(self, stream=None):
        """Rights were read again, or somebody came, went, or shows something else now."""
        for name in tuple(self.rooms) if stream is None else self.rooms.keys() & {stream}:
            self.rooms[name].look()

    def fade(self):
        """Once in a while it is looked whether Janus and we know the same people."""
        self._soon(gathered(*(room.reconcile() for room in self.rooms.values())))

    def again(self, room):
        """A room was taken down under those who are in it."""
        if self.janus and self.rooms.get(room.stream) is room:
            self._soon(gathered(room.begin(self.janus)))

    def people(self, stream):
        """Who is on a line, here or in another process, by the key of their page."""
        return self.calls.lines.get(stream, {})

    def opens(self, stream, peer):
        """What somebody may send now, or nothing when nobody of this process knows."""
        relayed = self.calls.relayed(stream)
        if relayed is None:
            return None
        voice, screen = peer.whose not in relayed.silenced, peer.whose == relayed.presenter
        return {place for place, may in (("voice", voice), ("camera", True), ("screen", screen)) if may}

    def tell(self, stream, peer, data):
        """Say something to a page."""
        if peer.follower:
            number = int(stream.rpartition(".s")[2])
            peer.follower.hear(line({"whisper": "signal", "session": number, "peer": RELAY, "data": data}))

    async def stop(self):
        """End with the hub."""
        tasks = [task for task in (self.keeping, *self.tasks) if task]
        tasks += [flow.task for room in self.rooms.values() for flow in room.flows.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _keep(self):
        """Stay connected while there are rooms; everything is made anew when Janus comes back."""
        while self.rooms:
            try:
                await self._stay(await Janus.reached(settings.JANUS_URL, self.secret))
            except (Lost, Refused) as trouble:
                log.info("Janus is away: %s", trouble)
            except Exception:
                log.exception("Janus was lost by a fault of ours; it is looked for again")
            await asyncio.sleep(AGAIN)

    async def _stay(self, janus):
        self.janus = janus
        try:
            await gathered(*(room.begin(janus) for room in tuple(self.rooms.values())))
            while self.rooms and not janus.lost.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(janus.lost.wait(), 5)
        finally:
            self.janus = None
            for room in self.rooms.values():
                room.interrupted()
            await janus.close()

    def _soon(self, work):
        task = self.calls.hub.loop.create_task(_quietly(work))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)


async def _quietly(work):
    try:
        await work
    except (Lost, Refused) as trouble:
        log.info("Janus: %s", trouble)
