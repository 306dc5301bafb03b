"""Whispers: who is here and who is typing; never stored, never trusted, and shown only to those who may read there."""

import time
from uuid import uuid4

from django.conf import settings

from advisory.events.frames import line
from advisory.events.readers import ALIASES, NAMES, VEILED, board_of
from advisory.events.ring import told

KINDS = {"typing", "here"}
STAYS = 45


class Room:
    """Who is on which question now, as this process has heard it."""

    def __init__(self, hub):
        self.hub = hub
        self.name = uuid4().hex
        self.here = {}  # question's stream -> {seat: (until, faces)}
        self.fading = []  # faces under which somebody is here no more: (until, stream, seat, faces)
        self.said, self.told = [], []

    def say(self, follower, kind, number):
        """Take a whisper from a connection; it is passed on after the hub has read everybody's rights again."""
        self.said.append((follower, kind, number))
        self.hub.bell.set()

    def heard(self, message):
        """Take a whisper from another process; it waits for the rights like one of our own."""
        if message.get("from") != self.name:
            self.told.append(message)
            self.hub.bell.set()

    def speak(self):
        """Pass on what was whispered, to those who may read there as of now."""
        said, self.said = self.said, []
        heard, self.told = self.told, []
        messages = [self._message(*whisper) for whisper in said]
        for message in filter(None, messages):
            if settings.REDIS_URL:
                self.hub.loop.create_task(told(message | {"from": self.name}))
        for message in filter(None, messages + heard):
            self._pass_on(message)

    def _message(self, follower, kind, number):
        stream = self._stream(follower, number)
        if stream is None or kind not in KINDS or follower not in self.hub.people:
            return None
        seat = follower.seats[board_of(stream)]
        faces = {gaze: seat.who(number, gaze) for gaze in (NAMES, ALIASES, VEILED)}
        if not any(faces.values()):
            return None
        return {"type": "whisper", "stream": stream, "kind": kind, "seat": str(seat.member_id), "faces": faces}

    def _pass_on(self, message):
        stream, seat = message["stream"], message["seat"]
        if message["kind"] == "gone":
            if not self._follows(stream, seat):
                self._forget(stream, seat)
            return
        if message["kind"] == "here":
            present = self.here.setdefault(stream, {})
            until, faces = present.get(seat, (0, None))
            present[seat] = (time.monotonic() + STAYS, message["faces"])
            if faces == message["faces"]:
                return
            if faces:
                self.fading.append((until, stream, seat, faces))
        self._tell(stream, seat, message["kind"], message["faces"])

    def fade(self):
        """Let go of those who have not been heard of for a while, as when their process died."""
        now = time.monotonic()
        for stream, present in list(self.here.items()):
            for seat in [seat for seat, (until, _) in present.items() if until < now]:
                self._forget(stream, seat)
        over = [one for one in self.fading if one[0] < now]
        self.fading = [one for one in self.fading if one[0] >= now]
        for _, stream, seat, faces in over:
            self._tell(stream, seat, "gone", faces)

    def enter(self, follower, stored):
        """Tell a newcomer who else is on the questions that they begin to follow."""
        for stream, name in {name.removesuffix(".staff"): name for name in stored}.items():
            for seat, (_, faces) in self.here.get(stream, {}).items():
                if not self._own(follower, stream, seat):
                    self._show(follower, name, "here", faces)

    def leave(self, follower, stored):
        """Somebody's connection left some questions; their name goes when their last one did.

        Where the board says by name that their seat ended or changed, it fades later: told at once, an alias that goes
        would be theirs.
        """
        stored = {name for name in stored if board_of(name) not in follower.shifted}
        for stream in {name.removesuffix(".staff") for name in stored}:
            seat = follower.sits.get(board_of(stream))
            if seat in self.here.get(stream, {}) and not self._follows(stream, seat):
                self._forget(stream, seat)
                if settings.REDIS_URL:
                    gone = {"type": "whisper", "stream": stream, "kind": "gone", "seat": seat, "from": self.name}
                    self.hub.loop.create_task(told(gone))

    def _forget(self, stream, seat):
        _, faces = self.here.get(stream, {}).pop(seat, (None, None))
        if faces:
            self._tell(stream, seat, "gone", faces)

    def _follows(self, stream, seat):
        streams = (stream, f"{stream}.staff")
        followers = {other for name in streams for other in self.hub.by_stream.get(name, ())}
        return any(self._own(other, stream, seat) for other in followers)

    def _tell(self, stream, seat, kind, faces):
        told_to = set()
        for name in (stream, f"{stream}.staff"):
            for follower in tuple(self.hub.by_stream.get(name, ())):
                if follower not in told_to and not self._own(follower, stream, seat):
                    told_to.add(follower)
                    self._show(follower, name, kind, faces)

    def _show(self, follower, name, kind, faces):
        who = faces.get(follower.gazes[name])
        if who:
            number = int(name.removesuffix(".staff").rpartition(".q")[2])
            follower.hear(line({"whisper": kind, "question": number, "who": who}))

    def _own(self, follower, stream, seat):
        return follower.sits.get(board_of(stream)) == seat

    def _stream(self, follower, number):
        for wire in follower.wires.values():
            name = wire.removesuffix(".staff")
            if name.endswith(f".q{number}"):
                return name
        return None
