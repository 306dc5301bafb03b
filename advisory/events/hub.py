"""One hub per process: it reads what moved, draws it once for each way of seeing, and hands out the same bytes."""

import asyncio
import logging
from collections import defaultdict
from itertools import cycle
from zlib import crc32

from django.conf import settings

from advisory.counters import LINES, STUMBLES, TURNS
from advisory.events.attending import Register
from advisory.events.batches import Asked, read
from advisory.events.calls import Switchboard
from advisory.events.doorbell import answers, looks
from advisory.events.followers import LOST, OUT
from advisory.events.lanes import Text
from advisory.events.readers import board_of
from advisory.events.ring import leaves, listens, told
from advisory.events.threads import Reader
from advisory.events.whispers import Room

LOOK_EVERY, SURE_EVERY = 0.2, 15
REST, LONGEST_REST, BETWEEN_RINGS = 0.004, 0.1, 0.025
PARTS, TOGETHER = 15, 40  # those who are here are asked anew in so many parts, so many of one board in each
log = logging.getLogger("advisory.hub")


class Hub:
    """Follows the streams that this process's connections follow, each from its own place in the log."""

    def __init__(self):
        self.loop = asyncio.get_running_loop()
        self.bell = asyncio.Event()
        self.people = {}  # follower -> (viewer, slugs)
        self.families = {}  # follower -> [(viewer, slug)]
        self.by_stream = defaultdict(set)
        self.places, self.known, self.gazes = {}, {}, set()
        self.circles = {}  # sets of slugs, one of each for all who follow the same boards
        self.joining, self.moved, self.sure = [], set(), True
        self.ringing, self.rang = set(), 0
        self.parts, self.due, self.came = [set() for _ in range(PARTS)], set(), defaultdict(int)
        self.reader, self.room, self.calls = Reader(), Room(self), Switchboard(self)
        self.register = Register(self.calls)
        bell = answers if settings.REDIS_URL else looks
        self.tasks = [self.loop.create_task(part) for part in (self._turns(), self._certainty(), bell(self))]
        listens(self)

    def rung(self, stream):
        """A stream moved in this process; may be called from any thread. A hub whose loop has ended hears no more."""
        try:
            self.loop.call_soon_threadsafe(self._rung, stream)
        except RuntimeError:
            leaves(self)

    def heard(self, streams):
        """Some streams moved, here or in another process."""
        self.moved.update(streams)
        self.bell.set()

    def look(self):
        """Something moved, nobody said what: look at everything."""
        self.sure = True
        self.bell.set()

    def glance(self):
        """Something was written, nobody said what: look at every stream, and at rights where their counters moved."""
        self.heard(self.places)

    def join(self, follower, follows):
        """Let a connection follow streams, each as (name on the wire, last seq it has)."""
        if follower not in self.people:
            self.people[follower] = (follower.viewer, frozenset())
            self._part_of(board_of(follows[0][0]) if follows else "").add(follower)
        self.joining.append((follower, follows))
        self.bell.set()

    def unfollow(self, follower, wire):
        """Let a connection stop following a stream, once everything that it asked for before is done."""
        self.join(follower, [(wire, None)])

    def leave(self, follower):
        """A connection ended."""
        self.people.pop(follower, None)
        self.families.pop(follower, None)
        for part in (*self.parts, self.due):
            part.discard(follower)
        for stored in follower.wires:
            self._drop(stored, follower)
        self.room.leave(follower, set(follower.wires))
        self.calls.leave(follower)

    async def stop(self):
        """End the hub with its process or its test; `wait_for` may swallow a cancellation, so it is said again."""
        leaves(self)
        while going := [task for task in self.tasks if not task.done()]:
            for task in going:
                task.cancel()
            await asyncio.wait(going, timeout=1)
        await self.calls.relay.stop()
        await self.reader.stop()

    def _rung(self, stream):
        self.heard([stream])
        if settings.REDIS_URL:
            self.ringing.add(stream)
            if len(self.ringing) == 1:
                self.loop.call_at(max(self.loop.time() + REST, self.rang + BETWEEN_RINGS), self._pass_on)

    def _pass_on(self):
        streams, self.ringing, self.rang = sorted(self.ringing), set(), self.loop.time()
        self.loop.create_task(told({"type": "ring", "streams": streams, "from": self.room.name}))

    async def _certainty(self):
        """Ask anew about everybody once in a while, a part after the other: all at once would hold up what happens."""
        for part in cycle(self.parts):
            await asyncio.sleep(SURE_EVERY / PARTS)
            self.due |= part
            if part is self.parts[-1]:
                self.room.fade()
                self.calls.fade()
                self.calls.relay.fade()
                self.register.tell()
                self.glance()
            elif part:
                self.bell.set()

    def _part_of(self, slug):
        """The part with which somebody is asked about anew: that of their board, until enough of it are in there."""
        self.came[slug] += 1
        return self.parts[(crc32(slug.encode()) + self.came[slug] // TOGETHER) % PARTS]

    async def _turns(self):
        while True:
            await self.bell.wait()
            self.bell.clear()
            began, rest = self.loop.time(), REST
            try:
                with TURNS.time():
                    hurried = await self._turn()
                if hurried:  # events come faster than turns: they go out together, and writers have the time
                    rest = min(max(REST, self.loop.time() - began), LONGEST_REST)
            except Exception:
                STUMBLES.inc()
                log.exception("a turn of the hub failed; it looks again")
                await asyncio.sleep(LOOK_EVERY)
                self.look()
            await asyncio.sleep(rest)

    async def _turn(self):
        joining, self.joining = self.joining, []
        moved, self.moved = self.moved, set()
        sure, self.sure = self.sure, False
        due, self.due = self.due, set()
        try:
            asked = self._asked(joining, moved, sure, due)
            batch = await self.reader.read(read, asked)
        except Exception:
            self.joining = joining + self.joining
            raise
        self.known = batch.known
        if not batch.calm:
            self.look()
        self._reseat(self.people if batch.everybody else due, batch)
        for follower, follows in joining:
            self._let_in(follower, follows, batch)
        self._hand_out(batch)
        self.room.speak()
        self.calls.speak()
        return sum(map(len, batch.lines.values())) > 1

    def _asked(self, joining, moved, sure, due):
        here = [(follower, follows) for follower, follows in joining if follower in self.people]
        follows = [
            (follower.viewer, *follow) for follower, wanted in here for follow in wanted if follow[1] is not None
        ]
        families = [pair for pairs in self.families.values() for pair in pairs]
        families += [(viewer, board_of(wire)) for viewer, wire, _ in follows if wire.endswith(".*")]
        return Asked(
            moved=moved, places=dict(self.places), follows=follows, families=families,
            people=list(self.people.values()),
            newcomers=[
                (follower.viewer, frozenset(board_of(wire) for wire, after in wanted if after is not None))
                for follower, wanted in here
            ] + [self.people[follower] for follower in due],
            known=self.known, gazes=set(self.gazes), sure=sure,
        )  # fmt: skip

    def _reseat(self, followers, batch):
        for follower in tuple(followers):
            if follower in self.people and follower.viewer in batch.checked:
                before = set(follower.wires)
                follower.reseat(batch)
                self._index(follower, before, batch)
        self.calls.reseat()

    def _let_in(self, follower, follows, batch):
        if any((follower.viewer.user_id, board_of(wire)) in batch.restless for wire, _ in follows):
            self.joining.append((follower, follows))
            return
        try:
            self._begin(follower, follows, batch)
        except Exception:
            log.exception("a connection could not join; it is cut and comes back")
            follower.end(1011)

    def _begin(self, follower, follows, batch):
        if follower not in self.people:
            return
        if follower.viewer not in batch.alive:
            follower.end(OUT)
            return
        before = set(follower.wires)
        for wire, after in follows:
            if after is None:
                follower.forget(wire)
            else:
                follower.begin(wire, after, batch)
        self._index(follower, before, batch)
        if follows and not follower.seats:
            follower.end(LOST)
        follower.joined()

    def _index(self, follower, before, batch):
        now = set(follower.wires)
        for stored in now - before:
            self.by_stream[stored].add(follower)
            self.places.setdefault(stored, batch.heads.get(stored, 0))
        for stored in before - now:
            self._drop(stored, follower)
        self.gazes.update(follower.gazes.values())
        if follower in self.people:
            slugs = follower.slugs
            self.people[follower] = (follower.viewer, self.circles.setdefault(slugs, slugs))
            self.families[follower] = [(follower.viewer, slug) for slug in follower.families]
        self.room.leave(follower, before - now)
        self.room.enter(follower, now - before)

    def _drop(self, stored, follower):
        self.by_stream[stored].discard(follower)
        if not self.by_stream[stored]:
            del self.by_stream[stored]
            self.places.pop(stored, None)

    def _hand_out(self, batch):
        moved = [stored for stored, lines in batch.lines.items() if lines]
        texts, told = {}, 0
        for follower in {follower for stored in moved for follower in self.by_stream.get(stored, ())}:
            places, gazes = follower.places, follower.gazes
            key = tuple([(stored, places[stored], gazes[stored]) for stored in moved if stored in places])
            if key not in texts:
                text = Text(_joined(key, batch, follower.wires))
                texts[key] = text, text.count("\n") + bool(text)
            text, lines = texts[key]
            if lines:
                follower.tell(text)
                told += lines
            for stored, _, _ in key:
                places[stored] = max(places[stored], batch.heads[stored])
        LINES.inc(told)
        for stored in moved:
            if stored in self.places:
                self.places[stored] = batch.heads[stored]


def _joined(key, batch, wires):
    """The lines of some streams from some places, in the order of the log, as one text."""
    lines = []
    for stored, place, gaze in key:
        begin = f'{{"stream":"{wires[stored]}",'
        first = batch.lines[stored][0][1]
        if place < first - 1 or gaze not in batch.lines[stored][0][2]:
            lines.append((0, f'{begin}"reload":true,"head":{batch.heads[stored]}}}'))
            continue
        lines += [(number, begin + drawn[gaze]) for number, seq, drawn in batch.lines[stored] if seq > place]
    return "\n".join(text for _, text in sorted(lines, key=lambda pair: pair[0]))
