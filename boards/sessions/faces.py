"""How somebody is shown in a live session to one other member: by name, or on a board that blinds names by alias."""

from dataclasses import dataclass

from advisory.events.readers import NAMES


@dataclass(frozen=True)
class Face:
    """What a page may know of somebody: an id that is theirs on this board, a name, initials, a role."""

    id: str
    name: str
    initials: str
    role: str
    own: bool
    aliased: bool

    @property
    def look(self):
        """How the picture is drawn: square for an alias, marigold for oneself."""
        return "blind" if self.aliased else "me" if self.own else ""


def face(seat, viewer, *, blinded, advised):
    """A seat as one member may see it; whether it came as an advisor's is what its session says."""
    own = seat.pk == viewer.pk
    if blinded and advised and not own and not _named(seat, viewer.gaze):
        return Face(str(seat.alias_id), seat.alias_name, f"A{seat.alias}", "Advisor", own, aliased=True)
    return Face(str(seat.pk), seat.user.name, seat.user.initials, seat.get_seat_display(), own, aliased=False)


def called(seat, gaze, *, blinded, advised):
    """What somebody is called by everybody who sees alike, themselves among them."""
    return seat.alias_name if blinded and advised and not _named(seat, gaze) else seat.user.name


def _named(seat, gaze):
    return gaze == NAMES or (seat.patient_expert and seat.named)
