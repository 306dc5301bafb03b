"""The room of a live session as one member may know it: who is here, whose hands are up, who waits."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import prefetch_related_objects

from advisory.events.readers import NAMES
from advisory.rights import can
from advisory.zones import hour_in
from boards.blinding import aliases
from boards.live.captioners import absent as uncaptioned
from boards.live.external import service
from boards.live.recorders import recorder_of
from boards.live.signalling import line_of
from boards.models import AgendaItem, Attendance, Consent, Policy, Recording
from boards.sessions.apart import apart_of
from boards.sessions.faces import face
from boards.sessions.floor import floor_of
from boards.sessions.reading import agenda_of, standing_in
from boards.sessions.transcript import transcript_of
from boards.showing import deck_of
from boards.talking import talk_of

CAPTIONS = 12  # lines of the past that a page of the room begins with


@dataclass(frozen=True)
class Guest:
    """Somebody in a list of the room."""

    face: object
    row: object
    hand: object = None
    floor: int = 0  # seconds for which they spoke
    cut_off: bool = False  # here, without the sound and pictures that there are
    unwilling: bool = False  # waits, and would end what is recorded or written down now
    stays: tuple = ()  # when they came and left, in the viewer's zone; where times would tell whose alias it is, none


class Room:
    """One session for one member; each part is read once."""

    def __init__(self, session, member):
        self.session, self.member = session, member

    @cached_property
    def blinded(self):
        """Whether advisors go by aliases, so that there is neither picture nor sound."""
        return aliases(self.session)

    @cached_property
    def agenda(self):
        """The points with what each leads to."""
        return agenda_of(self.session, self.member)

    @cached_property
    def now(self):
        """The point that is open, with what it leads to, or nothing."""
        opened = standing_in(item for item, _ in self.agenda)
        return next(((item, link) for item, link in self.agenda if item is opened), None)

    @property
    def goes_on(self):
        """Whether a point of the agenda is open or still to come."""
        return any(item.state != AgendaItem.State.CLOSED for item, _ in self.agenda)

    @cached_property
    def line(self):
        """How the viewer is on the line, where people see and hear each other here, or nothing."""
        return line_of(self.member, self.session)

    @property
    def service(self):
        """The name of the service to which a meeting elsewhere leads."""
        return service(self.session.external_url)

    @cached_property
    def _rows(self):
        rows = list(self.session.attendances.select_related("member__user"))
        for row in rows:
            row.session, row.member.board = self.session, self.session.board
        return rows

    @cached_property
    def _advised(self):
        return {row.member_id for row in self._rows if row.advised}

    @cached_property
    def mine(self):
        """The viewer's own attendance, or nothing."""
        return next((row for row in self._rows if row.member_id == self.member.pk), None)

    @property
    def waits(self):
        """Whether the viewer would wait to be let in."""
        return self._own.waits

    @property
    def locked_out(self):
        """Whether the door is locked to the viewer."""
        return self._own.is_locked_out

    @property
    def _own(self):
        return self.mine or Attendance(session=self.session, member=self.member)

    @cached_property
    def hands(self):
        """Hands that are up: whoever speaks first, then in the order in which they were raised."""
        found = self.session.hands.filter(lowered_at=None).select_related("member__user")
        return sorted((self._guest(hand) for hand in found), key=lambda guest: guest.row.called_at is None)

    @cached_property
    def my_hand(self):
        """The viewer's own hand, if it is up."""
        return next((guest.row for guest in self.hands if guest.row.member_id == self.member.pk), None)

    @cached_property
    def people(self):
        """Who is here now, by name, as everybody sees it: without observers."""
        places = {guest.row.member_id: (place, guest.row) for place, guest in enumerate(self.hands, start=1)}
        here = (row for row in self._rows if row.is_here and not row.member.observes)
        return _by_name(self._cut_off(self._guest(row, hand=places.get(row.member_id))) for row in here)

    @cached_property
    def watching(self):
        """Observers who are here now, by name: for chair and moderators alone, who may ask them to leave."""
        if not can(self.member, "session.admit", self.session.board):
            return []
        return _by_name(self._guest(row) for row in self._rows if row.is_here and row.member.observes)

    @property
    def listed(self):
        """Who is here now as this viewer reads it: observers, where they are told of them, after all others."""
        return self.people + self.watching

    @cached_property
    def waiting(self):
        """Who waits to be let in, longest first; for chair and moderators."""
        if not can(self.member, "session.admit", self.session.board):
            return []
        kept = self.member.gaze == NAMES and bool(self.recording or self.captioning)
        waiting = (row for row in self._rows if row.state == Attendance.State.WAITING)
        return [replace(self._guest(row), unwilling=kept and row.recording == Consent.Choice.NO) for row in waiting]

    @cached_property
    def came(self):
        """Everybody who was let in, with when and how long they were there; for the team, observers for the desk."""
        if not self.member.is_staff_seat or self.member.walled:
            return []
        watches = can(self.member, "session.admit", self.session.board)
        came = [row for row in self._rows if row.admitted_at and (watches or row.advised or not row.member.observes)]
        prefetch_related_objects(came, "stays")
        return _by_name(self._with_stays(self._guest(row)) for row in came)

    def _with_stays(self, guest):
        zone = self.member.user.time_zone
        hours = ((hour_in(one.came_at, zone), one.left_at and hour_in(one.left_at, zone)) for one in
                 guest.row.stays.all())  # fmt: skip
        return guest if guest.face.aliased else replace(guest, stays=tuple(hours))

    @cached_property
    def recording(self):
        """The recording that goes on now, or nothing."""
        return self.session.recordings.going().first()

    @cached_property
    def recordable(self):
        """What one may say to being recorded, where that is asked: each choice with its words, the least first."""
        if self.blinded or not recorder_of(self.session):
            return []
        asked = Policy.Kind.RECORDING in Policy.objects.current(self.session.board)
        return [(choice.value, choice.label) for choice in Consent.RECORDED] if asked else []

    @cached_property
    def cut_short(self):
        """The last recording, where it ended by itself and nothing was recorded since; or nothing."""
        last = None if self.recording else self.session.recordings.order_by("begun_at").last()
        return last if last and last.end in Recording.BY_ITSELF else None

    @cached_property
    def captioning(self):
        """The captions that are being written now, or nothing."""
        return self.session.captionings.filter(ended_at=None).first()

    @cached_property
    def captions(self):
        """The last lines that were written down, in order."""
        rows = self.session.captions.standing().drawn().reverse()[:CAPTIONS]
        return transcript_of(self.session, self.member.gaze, list(rows)[::-1])

    @cached_property
    def transcribed(self):
        """Whether something was written down that the viewer may read."""
        return can(self.member, "transcript.read", self.session) and self.session.captions.exists()

    @cached_property
    def recorded(self):
        """What was recorded and what became of it, for the team."""
        shown = self.member.is_staff_seat and not self.member.walled
        return list(self.session.recordings.exclude(ended_at=None)) if shown else []

    @cached_property
    def _floor(self):
        """How long each spoke, for the team: who spoke how long is no rank to be shown to all."""
        return floor_of(self.session) if self.member.is_staff_seat and not self.member.walled else {}

    def _guest(self, row, hand=None):
        row.member.board = self.session.board
        seen = face(row.member, self.member, blinded=self.blinded, advised=row.member_id in self._advised)
        return Guest(seen, row, hand, self._floor.get(row.member_id, 0))

    def _cut_off(self, guest):
        return replace(guest, cut_off=self.line is not None and not guest.row.is_on_line)


def room_context(room):
    """What the parts of the room are drawn from."""
    member, board = room.member, room.session.board
    return {
        "session": room.session, "room": room, "agenda": room.agenda, "stamp": member.stamp, "line": room.line,
        "admits": can(member, "session.admit", board), "runs": can(member, "session.run", board),
        "calls": can(member, "hand.call", board), "raises": can(member, "hand.raise", room.session),
        "records": bool(recorder_of(room.session)) and can(member, "recording.begin", room.session),
        "hushes": can(member, "recording.end", room.session),
        **_captions(room), "talk": talk_of(room), "apart": apart_of(room), "slug": board.slug, **deck_of(room),
    }  # fmt: skip


def _captions(room):
    """Who may have captions written or end them, and for the former why there are none to be had."""
    member, session = room.member, room.session
    writes, stills = can(member, "captions.begin", session), can(member, "captions.end", session)
    asked = writes and room.captioning is None and session.runs
    return {"writes": writes, "stills": stills, "uncaptioned": uncaptioned(session) if asked else ""}


def _by_name(guests):
    return sorted(guests, key=lambda guest: (guest.face.aliased, guest.row.member.alias if guest.face.aliased else 0,
                                             guest.face.name))  # fmt: skip
