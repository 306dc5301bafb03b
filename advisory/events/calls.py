"""Calls: who is on the line of a live session now, and the signals by which their browsers find each other.

Nothing here is kept. Every entry and signal waits for the hub to have read everybody's rights again; the sender is
set by the server, and a signal reaches nobody but the one peer whom it names, on the same line.
"""

import time
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.conf import settings

from advisory.events.frames import line
from advisory.events.readers import ALIASES, NAMES, VEILED, board_of, ticket_refused
from advisory.events.relays import RELAY, publishes, relay_for, state_of
from advisory.events.ring import told
from advisory.events.threads import in_thread

ACTS = {"enter", "signal", "exit"}
GRACE, STAYS = 10, 45  # seconds: how long a broken connection may take to come back, and an unheard process to speak


@dataclass
class Peer:
    """One browser on a line; `follower` is its connection when it is one of this process, and not just broken."""

    key: str
    whose: str  # the seat's id
    faces: dict
    sends: bool
    follower: Any = None
    until: float = 0
    state: dict = field(default_factory=lambda: state_of({}))  # what of theirs is on, where a relay passes it on


class Switchboard:
    """The lines of all sessions, as this process knows them."""

    def __init__(self, hub):
        self.hub = hub
        self.name = uuid4().hex
        self.lines = {}  # session's stream -> {peer's key: Peer}
        self.said, self.admitted, self.told = [], [], []
        self.going, self.sending = [], None
        self.relay = relay_for(self)

    def say(self, follower, asked):
        """Take an act from a connection; it is done after the hub has read everybody's rights again."""
        self.said.append((follower, asked))
        self.hub.bell.set()

    def heard(self, message):
        """Take what another process tells of its peers."""
        if message.get("from") != self.name:
            self.told.append(message)
            self.hub.bell.set()

    def speak(self):
        """Do what was asked, for those who may as of now."""
        said, self.said = self.said, []
        admitted, self.admitted = self.admitted, []
        heard, self.told = self.told, []
        for message in heard:
            getattr(self, f"_heard_{message['act']}")(message)
        for follower, asked in admitted:
            self._enter(follower, asked)
        for follower, asked in said:
            getattr(self, f"_{asked['whisper']}_asked")(follower, asked)

    def reseat(self):
        """Take those off the line who may not be there any more, or not as they are."""
        for stream, peer in self._local():
            standing = self._standing(peer.follower, stream)
            if standing is None or (peer.sends and not standing.sends):
                elsewhere = standing is None and self._line(peer.follower, {"session": _number(stream)})
                self._remove(stream, peer, "moved" if elsewhere else "removed")
        self.relay.look()

    def leave(self, follower):
        """A connection broke: its peer keeps its place for a moment, and media go on meanwhile."""
        for _, peer in self._local():
            if peer.follower is follower:
                peer.follower, peer.until = None, time.monotonic() + GRACE
                self.hub.loop.call_later(GRACE, self.fade)

    def fade(self):
        """Let go of those who did not come back, and tell other processes who is here."""
        now = time.monotonic()
        for stream, peers in list(self.lines.items()):
            for peer in list(peers.values()):
                if peer.follower:
                    self._spread(stream, "here", peer)
                elif peer.until <= now:
                    self._remove(stream, peer)

    def connected(self):
        """Who of this process is on which line, as (line, seat's id): those whom the relay has, where there is one."""
        standing = ((name, peer, self._standing(peer.follower, name)) for name, peer in self._local())
        return [(name, one.whose) for name, one, how in standing
                if how and (not how.relayed or self.relay.has(name, one))]  # fmt: skip

    def relayed(self, stream):
        """What a line lets through now, as whoever of this process is on it has it, or nothing."""
        here = (peer for peer in self.lines.get(stream, {}).values() if peer.follower)
        return next((found.relayed for peer in here if (found := self._standing(peer.follower, stream))), None)

    def _enter_asked(self, follower, asked):
        if self._line(follower, asked) is None:
            return self._turn(follower, asked, "not_admitted")
        return self.hub.loop.create_task(self._admit(follower, asked))

    async def _admit(self, follower, asked):
        stream = self._line(follower, asked)
        seat = follower.sits.get(board_of(stream or ""))
        refused = await in_thread(ticket_refused, str(asked.get("ticket", "")), seat, stream)
        if refused:
            self._turn(follower, asked, refused)
        else:
            self.admitted.append((follower, asked))
            self.hub.bell.set()

    def _enter(self, follower, asked):
        stream = self._line(follower, asked)
        if stream is None:
            return self._turn(follower, asked, "not_admitted")
        standing, seat = self._standing(follower, stream), follower.sits[board_of(stream)]
        peers = self.lines.setdefault(stream, {})
        peer = peers.get(str(asked.get("again")))
        if peer and peer.whose == seat and peer.follower is None:
            peer.follower = follower
            self._welcome(stream, peer)
            return standing.relayed and self.relay.came(stream, peer)
        self._replace(stream, seat)
        if len(peers) >= standing.people:
            return self._turn(follower, asked, "full")
        sending = sum(other.sends for other in peers.values())
        sends = standing.sends and asked.get("sends") is True and sending < standing.senders
        peer = Peer(uuid4().hex, seat, self._faces(follower, stream), sends, follower)
        self._welcome(stream, peer)
        self._introduce(stream, peer)
        if standing.relayed:
            self.relay.came(stream, peer)
        return self._spread(stream, "entered", peer)

    def _signal_asked(self, follower, asked):
        stream, peer = self._own(follower, asked)
        data = asked.get("data")
        if peer is None or not isinstance(data, dict):
            return None
        if not peer.sends and publishes(data):
            return self._turn(follower, asked, "listens_only")
        if relayed := self._standing(follower, stream).relayed:
            return self._to_relay(stream, peer, relayed, data) if asked.get("to") == RELAY else None
        to = self.lines[stream].get(str(asked.get("to")))
        if to is None:
            return None
        if to.follower:
            return to.follower.hear(_signal(stream, peer.key, data))
        return self._spread(stream, "signal", peer, to=to.key, data=data)

    def _to_relay(self, stream, peer, relayed, data):
        state = state_of(data.get("state")) if peer.sends else None
        if state:
            state["screen"] &= peer.whose == relayed.presenter
            self._show_state(stream, peer, state)
            self._spread(stream, "state", peer)
        self.relay.heard(stream, peer, data)

    def _show_state(self, stream, peer, state):
        peer.state = state
        for other in self.lines[stream].values():
            if other is not peer and other.follower:
                other.follower.hear(_signal(stream, peer.key, {"state": state}))
        self.relay.look(stream)

    def _heard_state(self, message):
        peer = self.lines.get(message["stream"], {}).get(message["peer"])
        if peer and not peer.follower:
            self._show_state(message["stream"], peer, message["state"])

    def _exit_asked(self, follower, asked):
        stream, peer = self._own(follower, asked)
        if peer:
            self._remove(stream, peer)

    def _heard_entered(self, message):
        self._replace(message["stream"], message["seat"], tells=False)
        self._heard_here(message)
        for peer in self.lines[message["stream"]].values():
            if peer.follower:
                self._spread(message["stream"], "here", peer)

    def _heard_here(self, message):
        peers = self.lines.setdefault(message["stream"], {})
        known = peers.get(message["peer"])
        if known is None:
            known = Peer(message["peer"], message["seat"], message["faces"], message["sends"], state=message["state"])
            self._introduce(message["stream"], known)
            self.relay.look(message["stream"])
        if known.follower is None:
            known.until = time.monotonic() + STAYS

    def _heard_left(self, message):
        peer = self.lines.get(message["stream"], {}).get(message["peer"])
        if peer and not peer.follower:
            self._remove(message["stream"], peer, tells=False)

    def _heard_signal(self, message):
        peers = self.lines.get(message["stream"], {})
        to = peers.get(message["to"])
        if to and to.follower and message["peer"] in peers:
            to.follower.hear(_signal(message["stream"], message["peer"], message["data"]))

    def _replace(self, stream, seat, *, tells=True):
        """One person is on a line once: their newest page."""
        for peer in [one for one in self.lines.get(stream, {}).values() if one.whose == seat]:
            self._remove(stream, peer, "replaced", tells=tells)

    def _remove(self, stream, peer, why="", *, tells=True):
        peers = self.lines.get(stream, {})
        if peers.pop(peer.key, None) is None:
            return
        if not peers:
            del self.lines[stream]
        self.relay.left(stream, peer)
        if peer.follower:
            peer.follower.hear(line({"whisper": "out", "session": _number(stream), "why": why}))
        for other in peers.values():
            if other.follower:
                other.follower.hear(line({"whisper": "left", "session": _number(stream), "peer": peer.key}))
        if tells:
            self._spread(stream, "left", peer)

    def _welcome(self, stream, peer):
        others = [
            self._shown(stream, other, peer.follower) for other in self.lines[stream].values() if other is not peer
        ]
        told = {"session": _number(stream), "peer": peer.key, "sends": peer.sends, "others": others}
        peer.follower.hear(line({"whisper": "welcome"} | told))

    def _introduce(self, stream, peer):
        for other in self.lines[stream].values():
            if other.follower:
                shown = self._shown(stream, peer, other.follower)
                other.follower.hear(line({"whisper": "entered", "session": _number(stream)} | shown))
        self.lines[stream][peer.key] = peer

    def _shown(self, stream, peer, follower):
        gaze = follower.seats[board_of(stream)].gaze
        return {"peer": peer.key, "sends": peer.sends, "who": peer.faces.get(gaze), "state": peer.state}

    def _turn(self, follower, asked, code):
        follower.hear(line({"whisper": "turned", "session": asked["session"], "code": code}))

    def _spread(self, stream, act, peer, **more):
        if not settings.REDIS_URL:
            return
        message = {"type": "call", "act": act, "from": self.name, "stream": stream, "peer": peer.key}
        message |= {"seat": peer.whose, "faces": peer.faces, "sends": peer.sends, "state": peer.state}
        self.going.append(message | more)
        if self.sending is None or self.sending.done():
            self.sending = self.hub.loop.create_task(self._sent())

    async def _sent(self):
        while self.going:
            await told(self.going.pop(0))

    def _local(self):
        found = [(stream, peer) for stream, peers in self.lines.items() for peer in peers.values()]
        return [(stream, peer) for stream, peer in found if peer.follower]

    def _line(self, follower, asked):
        """The line that a connection means, when it may be there now."""
        return next((name for name in self._lines(follower) if name.endswith(f".s{asked['session']}")), None)

    def _standing(self, follower, stream):
        return self._lines(follower).get(stream)

    def _lines(self, follower):
        """The lines on which a connection may be now, each with how: a session's, or that of one of its rooms."""
        here = follower.wires if follower in self.hub.people else ()
        found = {stream: seat.calls.get(stream) for stream in here if (seat := follower.seats.get(board_of(stream)))}
        return {how.apart or stream: how for stream, how in found.items() if how}

    def _own(self, follower, asked):
        stream = self._line(follower, asked)
        return stream, next((peer for peer in self.lines.get(stream, {}).values() if peer.follower is follower), None)

    def _faces(self, follower, stream):
        seat = follower.seats[board_of(stream)]
        return {gaze: seat.who(0, gaze) for gaze in (NAMES, ALIASES, VEILED)}


def _signal(stream, peer, data):
    return line({"whisper": "signal", "session": _number(stream), "peer": peer, "data": data})


def _number(stream):
    return int(stream.rpartition(".s")[2])
