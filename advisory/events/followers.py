"""One live connection: whose it is, which streams it follows, and how far it has been told."""

from advisory.events.batches import MOST
from advisory.events.frames import line
from advisory.events.readers import board_of

OUT, RELOAD, LOST = 4401, 4000, 4403


class Follower:
    """A page or program that follows streams; its connection can `tell`, `hear` whispers, `end`, and be `joined`."""

    def __init__(self, viewer, stamp, connection):
        self.viewer = viewer
        self.stamp = stamp
        self.tell = connection.tell
        self.hear = connection.hear
        self.end = connection.end
        self.joined = connection.joined
        self.places = {}  # stream in the log -> last seq told
        self.wires = {}  # stream in the log -> its name on this wire
        self.gazes = {}  # stream in the log -> way of seeing
        self.seats = {}  # slug -> Seat
        self.sits = {}  # slug -> the seat's id, though it be left since
        self.families = set()  # slugs of which every stream is followed
        self.shifted = set()  # slugs on which the person's seat ended or became another while they were here

    def begin(self, wire, after, batch):
        """Start following a stream at a place, or say that it may not be followed."""
        slug = board_of(wire)
        seat = batch.seats.get((self.viewer.user_id, slug))
        if seat is None:
            return self.refuse(wire)
        if not self._same_sight(slug, seat):
            return None
        if wire == f"board.{slug}.*":
            self.families.add(slug)
            return self._widen(seat, batch)
        if wire not in seat.streams:
            return self.refuse(wire)
        stored = seat.streams[wire]
        self._follow(wire, stored, after, seat)
        head = batch.heads.get(stored, 0)
        if after > head or head - after > MOST:
            self.places[stored] = head
            self.tell(line({"stream": wire, "reload": True, "head": head}))
        return None

    def refuse(self, wire):
        """Say that a stream may not be followed, or not any more."""
        self.tell(line({"stream": wire, "refused": 4403}))

    def forget(self, wire):
        """Stop following a stream, or a whole board."""
        whole = board_of(wire) if wire.endswith(".*") else None
        self.families.discard(whole)
        for stored in [stored for stored, name in self.wires.items() if name == wire or board_of(name) == whole]:
            del self.wires[stored], self.places[stored], self.gazes[stored]

    def reseat(self, batch):
        """Take note of how this person stands now; ends the connection, or single streams, that are not theirs."""
        if self.viewer not in batch.alive:
            return self.end(OUT)
        for slug in self.slugs:
            seat = batch.seats.get((self.viewer.user_id, slug))
            if seat is None:
                self._leave(slug)
            elif self._same_sight(slug, seat):
                self._narrow(slug, seat)
                if slug in self.families:
                    self._widen(seat, batch)
        return None

    @property
    def slugs(self):
        """The boards of which this connection follows anything."""
        return frozenset({board_of(wire) for wire in self.wires.values()} | self.families | set(self.seats))

    def _follow(self, wire, stored, after, seat):
        self.wires[stored], self.places[stored], self.gazes[stored] = wire, after, seat.gaze

    def _same_sight(self, slug, seat):
        known = self.seats.setdefault(slug, seat)
        if len({seat.role, known.role}) > 1:
            self.shifted.add(slug)
        if seat.stamp != known.stamp or (self.stamp and seat.stamp != self.stamp):
            self.tell(line({"reload": True}))
            self.end(RELOAD)
            return False
        self.seats[slug] = seat
        self.sits[slug] = str(seat.member_id)
        return True

    def _narrow(self, slug, seat):
        for wire in list(self.wires.values()):
            if board_of(wire) == slug and wire not in seat.streams:
                self.forget(wire)
                self.refuse(wire)

    def _widen(self, seat, batch):
        for wire, stored in seat.streams.items():
            if stored not in self.wires and stored in batch.heads:
                head = batch.heads[stored]
                self._follow(wire, stored, head, seat)
                self.tell(line({"stream": wire, "head": head}))

    def _leave(self, slug):
        gone = [wire for wire in self.wires.values() if board_of(wire) == slug]
        self.families.discard(slug)
        self.seats.pop(slug, None)
        self.shifted.add(slug)
        for wire in gone:
            self.forget(wire)
            self.refuse(wire)
        if gone and not self.wires:
            self.end(LOST)
