"""Breakout rooms as one member may know them: their own, with who else is in it; for whoever runs the session, all."""

from dataclasses import dataclass

from advisory.rights import can
from boards.linked import shown_to


@dataclass(frozen=True)
class Small:
    """One breakout room, what its question leads to, who of the room is in it, and who belongs to it."""

    breakout: object
    link: tuple | None
    here: list
    people: list
    own: bool

    @property
    def others(self):
        """Who is in it beside oneself."""
        return [guest for guest in self.here if not guest.face.own]


def apart_of(room):
    """What the page of a room draws of its breakout rooms."""
    session, member = room.session, room.member
    runs = can(member, "breakout.run", session.board) and not room.blinded
    is_open = session.apart and not room.blinded
    rooms = smalls_of(room) if runs or is_open else []
    own = next((small for small in rooms if small.own), None)
    return {"own": own, "rooms": rooms if runs else [], "runs": runs, "open": is_open}


def smalls_of(room):
    """The breakout rooms of a session."""
    session, member = room.session, room.member
    found = list(session.breakouts.prefetch_related("placings__member__user"))
    links, placed = shown_to(member, found), session.placed
    return [
        Small(
            one,
            links.get(one.pk),
            [guest for guest in room.people if placed.get(guest.row.member_id) == one.pk],
            [placing.member for placing in one.placings.all() if not placing.visits],
            placed.get(member.pk) == one.pk,
        )
        for one in found
    ]
