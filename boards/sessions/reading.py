"""Live sessions as their pages show them: the next one, the list, an agenda with its links."""

from advisory.events.readers import NAMES
from advisory.zones import day_in, hour_in, zone_of
from boards.blinding import aliases
from boards.linked import shown_to
from boards.live.janus.keys import PEOPLE, SENDERS
from boards.models import AgendaItem, Session

WAYS = {
    Session.Provider.MESH: "Here, in the browser. Up to four people send sound and picture, and up to twelve "
    "are on the line. Nothing is recorded.",
    Session.Provider.JANUS: f"Here, in the browser. Up to {SENDERS} people send sound and picture, and up to {PEOPLE} "
    "are on the line.",
    Session.Provider.EXTERNAL: "Elsewhere, by the link that is shown once it is open. The agenda and the hands are "
    "here. Nothing is recorded here.",
}


def next_of(seats):
    """The session that goes on now on the boards of some seats, else the one that comes next, or nothing."""
    found = Session.objects.standing().filter(board__in=[seat.board_id for seat in seats]).select_related("board")
    return next(iter(_to_come(found)), None)


def listed(board):
    """Those that go on or are still to come, soonest first, and those that are over or were not held, latest first."""
    found = list(board.sessions.order_by("starts_at"))
    for session in found:
        session.board = board
    coming = _to_come([session for session in found if session.stands])
    return coming, [session for session in reversed(found) if session not in coming]


def _to_come(sessions):
    shown = [session for session in sessions if session.runs or not session.status]
    return sorted(shown, key=lambda session: (not session.runs, session.starts_at))


def agenda_of(session, member):
    """The points of an agenda with what each leads to, for one member: [(item, (words, url) or None)].

    An advisor who leads a point is not told where advisors go by aliases: they were asked while names were known.
    """
    items, hidden = list(session.agenda.select_related("lead__user")), aliases(session) and member.gaze != NAMES
    for item in items:
        item.session = session
        if hidden and item.lead and not item.lead.is_staff_seat:
            item.lead = None
    links = shown_to(member, items)
    return [(item, links.get(item.pk)) for item in items]


def minutes_in(items):
    """How long some points take together."""
    return sum(item.length for item in items)


def span(session, zone):
    """When a session is, in a zone: "Tuesday 24 November 2026, 13:05 to 14:05"."""
    return f"{day_in(session.starts_at, zone)}, {hour_in(session.starts_at, zone)} to {hour_in(session.ends_at, zone)}"


def elsewhere(session, seats, zone):
    """When it begins where others sit, the earliest hour first: ["06:05 in Bogota", "21:05 in Tokyo"]."""
    here = session.starts_at.astimezone(zone_of(zone)).utcoffset()
    zones = {seat.user.time_zone for seat in seats if not seat.observes}
    local = sorted((session.starts_at.astimezone(zone_of(name)).replace(tzinfo=None), name) for name in zones
                   if session.starts_at.astimezone(zone_of(name)).utcoffset() != here)  # fmt: skip
    return [f"{at:%H:%M} in {name.rpartition('/')[2].replace('_', ' ')}" for at, name in local]


def standing_in(items):
    """Where an agenda stands: the point that is open, or nothing."""
    return next((item for item in items if item.state == AgendaItem.State.OPEN), None)
