"""Who may be on the line of a session, and what opens it: asked by the live side of the product and by pages."""

from dataclasses import dataclass

from advisory.events.attending import lines_by
from advisory.events.readers import Standing, tickets_by
from advisory.events.relays import Relayed, relays_by
from advisory.refusals import Conflict
from advisory.rights import can
from boards.commands.attendance import note_lines
from boards.live import tickets
from boards.live.janus.relay import Relay
from boards.live.providers import provider_of
from boards.models import Attendance

KEPT_SENDERS, KEPT_PLACES = 1, 2  # on a line that is full for others, for those who run the session

tickets_by(tickets.refused)
relays_by(Relay)
lines_by(note_lines)


@dataclass(frozen=True)
class Line:
    """The line of a session as one member's page draws it."""

    sends: bool
    muted: bool
    presenter: str  # id of the seat that may share a screen and turns the slides, or nothing
    way: str  # how a page's sound and picture go: as a mesh, or by a relay
    spotlit: str  # id of the seat that is large for everybody, or nothing
    silenced: list  # ids of the seats whose microphones are closed
    told: tuple  # what those who may close them are told of this way's limits


def standing(member, session, *, silenced=()):
    """How somebody who was let in may be on the line now, or nothing: where advisors go by aliases are no faces.

    `silenced` has those whose microphones are closed.
    """
    provider = provider_of(session)
    here = provider.has_line and not provider.absent()
    if session.aliased or not (here and session.runs and can(member, "line.enter", session)):
        return None
    let_through = None
    if provider.relayed:
        let_through = Relayed(frozenset(map(str, silenced)), str(session.presenter_id or ""))
    sends, apart = can(member, "line.send", session), session.apart_line_of(member)
    kept = (0, 0) if member.moderates else (KEPT_SENDERS, KEPT_PLACES)
    return Standing(sends, provider.senders - kept[0], provider.people - kept[1], let_through, apart)


def line_of(member, session):
    """The line as the page of somebody who was let in draws it, or nothing where there is none for them."""
    found = standing(member, session)
    if found is None:
        return None
    silenced = sorted(session.mutes.values_list("member", flat=True))
    told = provider_of(session).told if can(member, "line.mute") else ()
    way = "relay" if found.relayed else "mesh"
    presenter, spotlit = str(session.presenter_id or ""), str(session.spotlit_id or "")
    return Line(found.sends, member.pk in silenced, presenter, way, spotlit, silenced, told)


def given_to(member, session):
    """A ticket and what else a browser needs to come onto the line, or Conflict for whoever may not be there."""
    let_in = session.attendances.filter(member=member, state=Attendance.State.ADMITTED).exists()
    found = standing(member, session) if let_in else None
    if found is None:
        raise Conflict("not_admitted", "You are not on the line of this session.")
    return {"ticket": tickets.ticket_for(member, session, found.apart)} | provider_of(session).joining()
