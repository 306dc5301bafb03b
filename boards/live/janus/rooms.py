"""A session's room at Janus, as one process knows it: who sends what there, and the flows of our own pages."""

import asyncio
import logging
from contextlib import suppress

from boards.live.janus.client import GHOST, THERE, Lost, Refused
from boards.live.janus.flows import PLACES, Flow, placed
from boards.live.janus.keys import key_of
from boards.live.janus.recording import folder_of, is_on

EAR = "ear-"  # begins the name of a process that listens to what happens in a room; nobody hears or sees it
log = logging.getLogger("advisory.janus")


class Room:
    """One room; it is made anew each time Janus comes back, and so are the flows in it."""

    def __init__(self, relay, stream, keys):
        self.relay, self.stream, self.keys = relay, stream, keys
        self.flows = {}  # page's key -> Flow
        self.feeds = {}  # feed -> {mid: place}
        self.strange = set()  # feeds that belonged to nobody when last looked
        self.janus = self.ear = self.private = None

    async def begin(self, janus):
        """Make the room where it is not there, listen to it, and have every page send and receive anew."""
        if self.ear:
            await self.ear.detach()
        self.ear = await janus.attach(self._heard)
        try:
            asked = self.keys.making(self.relay.secret, folder_of(self.stream), record=is_on(self.stream))
            await self.ear.ask(asked)
        except Refused as refused:
            if refused.code != THERE:
                raise
        joined = await self.seat(self.ear, f"{EAR}{self.relay.name}")
        self.janus, self.private, self.feeds = janus, joined["private_id"], {}
        self._learn(joined)
        for flow in self.flows.values():
            flow.do(flow.begin)

    def interrupted(self):
        """Janus is gone."""
        self.janus = self.ear = None
        for flow in self.flows.values():
            flow.interrupted()

    async def seat(self, handle, name):
        """Come in under a name; a ghost that still has it is put out first."""
        asked = self.keys.joining(name)
        try:
            return (await handle.ask(asked))[0]
        except Refused as refused:
            if refused.code != GHOST:
                raise
        await self.command("kick", handle, id=name)
        return (await handle.ask(asked))[0]

    async def command(self, request, handle=None, **more):
        """Say something that only the room's secret allows."""
        return (await (handle or self.ear).ask(self.keys.about(request) | more))[0]

    def came(self, peer):
        """A page of ours is on the line, for the first time or again."""
        known = self.flows.get(peer.key)
        if known:
            return known.resume()
        self.flows[peer.key] = flow = Flow(self, peer)
        return flow.do(flow.begin)

    async def left(self, peer):
        """A page of ours is off the line."""
        flow = self.flows.pop(peer.key, None)
        if flow:
            await flow.end()

    def look(self):
        """Who is here, or may do what, has changed."""
        for flow in tuple(self.flows.values()):
            flow.look()

    def sent_to(self, peer):
        """What a page receives: {(feed, mid): (its sender's page, place)}; a screen while it is shown."""
        people = self.relay.people(self.stream)
        found = {}
        for feed, mids in self.feeds.items():
            sender = people.get(key_of(feed))
            if sender and sender.sends and sender.key != peer.key:
                shown = {mid: place for mid, place in mids.items() if place != PLACES[2] or sender.state[PLACES[2]]}
                found |= {(feed, mid): (sender.key, place) for mid, place in shown.items() if place}
        return found

    async def reconcile(self):
        """Who sends there has to be on the line, and whoever is on the line to send has to be there."""
        if self.janus is None:
            return await self.begin(self.relay.janus) if self.relay.janus else None
        there = {one["id"] for one in (await self.command("listparticipants"))["participants"]}
        people = self.relay.people(self.stream)
        strange = {one for one in there if not one.startswith(EAR) and key_of(one) not in people}
        for feed in strange & self.strange:
            log.warning("somebody who is not on the line was put out of a room")
            await self.command("kick", id=feed)
        self.strange = strange - self.strange
        for flow in tuple(self.flows.values()):
            if flow.missing(there):
                flow.do(flow.begin)
        return None

    async def end(self):
        """Nobody of ours is here: stop listening, and take the room down when nobody else listens either."""
        if self.ear:
            with suppress(Lost, Refused):
                there = await self.command("listparticipants")
                if len(there["participants"]) <= 1:
                    await self.command("destroy")
            await self.ear.detach()
        self.janus = self.ear = None

    def _heard(self, data, _jsep):
        gone = data.get("unpublished") or data.get("leaving") or data.get("kicked")
        if data.get("videoroom") == "destroyed":
            self.relay.again(self)
        self.feeds.pop(gone, None)
        self._learn(data)
        if gone or "publishers" in data:
            self.look()

    def _learn(self, data):
        self.feeds |= {one["id"]: placed(one.get("streams", [])) for one in data.get("publishers", [])}


async def gathered(*works):
    """Do several things beside each other; one that Janus refuses stops none of the others."""
    for trouble in await asyncio.gather(*works, return_exceptions=True):
        if isinstance(trouble, Refused):
            log.warning("Janus refused: %s", trouble)
        elif isinstance(trouble, Exception):
            raise trouble
