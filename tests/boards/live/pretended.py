"""A Janus that keeps rooms in memory and passes nothing on; it answers as the real one, and keeps what it is told."""

import asyncio
from collections import defaultdict
from types import SimpleNamespace

from boards.live.janus.client import GHOST, THERE, Refused

TWO_WAYS = {"type": "audio", "mid": "0"}, {"type": "video", "mid": "1"}, {"type": "video", "mid": "2"}


class World:
    """What outlives a connection, and what is told of every one."""

    def __init__(self):
        self.told, self.rooms, self.reached, self.forwards = [], defaultdict(dict), [], {}

    async def reach(self, url, secret):
        """A new connection, as `Janus.reached` gives it."""
        self.reached.append(Pretended(self))
        return self.reached[-1]

    def die(self):
        """It is killed, with everything in it."""
        self.rooms.clear()
        self.reached[-1].lost.set()

    def asked(self, request):
        """Everything that was asked by this name, oldest first."""
        return [body for body in self.told if body["request"] == request]


class Pretended:
    """One connection."""

    def __init__(self, world):
        self.world, self.lost = world, asyncio.Event()
        self.socket = SimpleNamespace(local_address=("127.0.0.1", 0))

    async def attach(self, heard):
        """A handle."""
        return Handle(self.world, heard)

    async def close(self):
        """It has nothing to end."""


class Handle:
    """A participant, or a receiver."""

    def __init__(self, world, heard):
        self.world, self.heard, self.loop = world, heard, asyncio.get_running_loop()
        self.room, self.name, self.streams, self.received = "", "", [], {}

    async def ask(self, body, jsep=None):
        """Answer a request as the videoroom plugin does."""
        self.world.told.append(body | ({"jsep": jsep} if jsep else {}))
        return getattr(self, f"_{body['request']}")(body)

    async def trickle(self, candidates):
        """Take where somebody may be reached."""
        self.world.told.append({"request": "trickle", "candidates": candidates})

    async def detach(self):
        """Leave."""
        if self.world.rooms[self.room].pop(self.name, None):
            self._tell_others({"leaving": self.name})

    def _create(self, body):
        if body["room"] in self.world.rooms:
            raise Refused(THERE, "exists")
        self.world.rooms[body["room"]] = {}
        return {}, None

    def _join(self, body):
        self.room = body["room"]
        if body["ptype"] == "subscriber":
            return self._update({"subscribe": body["streams"]})
        if body["id"] in self.world.rooms[self.room]:
            raise Refused(GHOST, "exists")
        self.name = body["id"]
        others = [one.shown() for one in self.world.rooms[self.room].values() if one.streams]
        self.world.rooms[self.room][self.name] = self
        return {"private_id": 7, "publishers": others}, None

    def _publish(self, body):
        self.streams = list(TWO_WAYS)
        self._tell_others({"publishers": [self.shown()]})
        return {"streams": self.streams}, {"sdp": "answered"}

    def _update(self, body):
        for one in body.get("unsubscribe", []):
            del self.received[one["sub_mid"]]
        for one in body.get("subscribe", []):
            self.received[str(len(self.received))] = (one["feed"], one["mid"])
        streams = [{"mid": mid, "active": True, "feed_id": feed, "feed_mid": other}
                   for mid, (feed, other) in self.received.items()]  # fmt: skip
        return {"streams": streams}, {"sdp": "offered"}

    def _kick(self, body):
        gone = self.world.rooms[body["room"]].pop(body["id"], None)
        if gone:
            self._tell_others({"kicked": body["id"]})
        return {}, None

    def _listparticipants(self, body):
        return {"participants": [{"id": name} for name in self.world.rooms[body["room"]]]}, None

    def _destroy(self, body):
        del self.world.rooms[body["room"]]
        return {}, None

    def _rtp_forward(self, body):
        self.world.forwards[body["streams"][0]["ssrc"]] = body["publisher_id"]
        return {"forwarders": [{"stream_id": body["streams"][0]["ssrc"]}]}, None

    def _stop_rtp_forward(self, body):
        del self.world.forwards[body["stream_id"]]
        return {}, None

    def _listforwarders(self, body):
        kept = [{"publisher_id": feed, "forwarders": [{"stream_id": one}]} for one, feed in self.world.forwards.items()]
        return {"publishers": kept}, None

    def _nothing(self, body):
        return {}, None

    _start = _configure = _moderate = _nothing

    def shown(self):
        """How others are told of this one."""
        return {"id": self.name, "streams": self.streams}

    def _tell_others(self, data):
        for other in self.world.rooms[self.room].values():
            if other is not self and other.heard:
                other.loop.call_soon_threadsafe(other.heard, data, None)
