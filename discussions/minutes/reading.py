"""The minutes of a session as one member may know them: the text, what was suggested, two revisions side by side."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import mark_safe

from advisory.events.models import Stream
from advisory.events.readers import NAMES
from advisory.rights import can
from advisory.text import drawn
from advisory.zones import day_in, hour_in
from boards.events import mine
from boards.models import Attendance, Session
from boards.sessions.faces import face
from boards.talking import written_by
from discussions.models import Minutes, MinutesPart, Revision, Suggestion
from resources.comparing import SAME, compared

SAID = {
    Minutes.State.DRAFT: "A draft that chair and moderators alone read.",
    Minutes.State.SENT: "Sent to who came, to read and to comment on.",
    Minutes.State.APPROVED: "Approved and locked.",
}


@dataclass(frozen=True)
class Remark:
    """One suggestion with whoever made it, as one member may know them."""

    row: Suggestion
    face: object


class MinutesPage:
    """The minutes for one member; each part is read once."""

    def __init__(self, minutes, member):
        self.minutes, self.member = minutes, member
        self.keeps = can(member, "minutes.keep", minutes.board)
        self.changes = self.keeps and minutes.is_open and minutes.board.state != "archived"

    @cached_property
    def parts(self):
        """The sections as they stand, drawn; one without words is the desk's alone."""
        found = self.minutes.parts_in(self.minutes.revision)
        return [(part, mark_safe(drawn(part.body)) if part.body else "") for part in found if part.body or self.changes]

    @cached_property
    def present(self):
        """Who came, as this member may know them, with how long where that tells nothing; observers leave no trace."""
        rows = self.minutes.session.attendances.came().select_related("member__user")
        came = [row for row in rows if row.advised or not row.member.observes]
        blinded, told = self.minutes.session.aliased, []
        for row in came:
            row.member.board = self.minutes.board
            seen = face(row.member, self.member, blinded=blinded, advised=row.advised)
            long = _many(round(row.seconds / 60), "minute") if not blinded or self.member.gaze == NAMES else ""
            told.append((seen.aliased, row.member.alias if seen.aliased else 0, seen.name, seen.role, long))
        return [tuple(one[2:]) for one in sorted(told)]

    @cached_property
    def remarks(self):
        """What was suggested, in the order in which it was."""
        found = Suggestion.objects.filter(part__minutes=self.minutes).select_related("member__user", "part")
        session, blinded = self.minutes.session, self.minutes.session.aliased
        came = session.attendances.filter(advised=True).exclude(state=Attendance.State.WAITING)
        advised, told = set(came.values_list("member_id", flat=True)), []
        for row in found:
            row.member.board = self.minutes.board
            advises = row.member_id in advised or row.member.advises
            told.append(Remark(row, face(row.member, self.member, blinded=blinded, advised=advises)))
        return told

    @cached_property
    def revisions(self):
        """The revisions that this member may read, latest first."""
        least = 1 if self.keeps else self.minutes.sent_revision or self.minutes.revision
        return list(Revision.objects.filter(minutes=self.minutes, number__gte=least).order_by("-number"))

    def compare(self, before, after):
        """Two revisions as one text: [(title before, title after, changes)] of each section of either."""
        numbers = {one.number for one in self.revisions}
        if not {before, after} <= numbers or before > after:
            return None
        old, new = ({part.place: part for part in self.minutes.parts_in(number)} for number in (before, after))
        return [_beside(old.get(place), new.get(place)) for place in sorted({*old, *new})]

    @property
    def steps(self):
        """The life of the minutes: [(state, words, what there is to say)], state being done, now or nothing."""
        minutes, taken = self.minutes, [one.row.state for one in self.remarks]
        order = list(Minutes.State).index(minutes.state)
        first = self.minutes.revisions.select_related("by__user").order_by("number").first()
        counted = {state: taken.count(state) for state in Suggestion.State}
        settled = f"{counted['taken']} taken, {counted['declined']} declined, {counted['waiting']} waiting"
        came = _many(len(self.present), "person", "people")
        return [
            ("done" if order else "now", "Draft", first.by.user.name, first.at),
            ("done" if order else "", "Sent for comment", came if order else "", minutes.sent_at),
            ("done" if order > 1 else "now" if order else "", "Amended", settled if order else "", None),
            ("done" if order > 1 else "", "Approved", minutes.signed_name, minutes.approved_at),
        ]


def page_context(page):
    """What the page of minutes is drawn from."""
    minutes, member = page.minutes, page.member
    return {
        "nav": "sessions", "session": minutes.session, "minutes": minutes, "page": page,
        "suggests": minutes.state == Minutes.State.SENT and can(member, "minutes.suggest", minutes),
        "approves": page.changes and can(member, "minutes.approve", minutes.board),
        "span": held(minutes.session, member.user.time_zone),
        "waiting": sum(one.row.state == Suggestion.State.WAITING for one in page.remarks), "follow": _follow(member),
    }  # fmt: skip


def held(session, zone):
    """When a session was held, in a zone: "Tuesday 24 November 2026, 13:05 to 14:11"."""
    begun, ended = session.begun_at or session.opened_at or session.starts_at, session.ended_at or session.ends_at
    return f"{day_in(begun, zone)}, {hour_in(begun, zone)} to {hour_in(ended, zone)}"


def part_now(part):
    """A section as it stands now: another row, where it changed meanwhile; nothing, where it was taken out."""
    found = MinutesPart.objects.select_related(*MinutesPart.together)
    return found.filter(minutes=part.minutes_id, place=part.place, until=None).first()


@written_by
def written_of(session, member):
    """Where the minutes of a session are read, or put together by those who may."""
    minutes = Minutes.objects.filter(session=session).first()
    url = reverse("minutes", args=[session.board.slug, session.pk])
    if minutes is not None:
        minutes.session = session
        reads = can(member, "minutes.read", minutes)
        return {"url": url, "said": SAID[minutes.state], "leads": "Read the minutes"} if reads else None
    if session.state != Session.State.ENDED or not can(member, "minutes.keep", session.board):
        return None
    said = "From agenda, polls, ratings and questions; you choose from the team's notes. All of it can be changed."
    return {"url": url, "said": said, "compiles": True} if session.board.state != "archived" else None


def _beside(before, after):
    old, new = (one.body.split("\n") if one else [] for one in (before, after))
    changes = compared([line for line in old if line.strip()], [line for line in new if line.strip()])
    titles = (before.title if before else "", after.title if after else "")
    return {"before": titles[0], "after": titles[1], "changes": changes,
            "count": sum(one.kind != SAME for one in changes) + (titles[0] != titles[1])}  # fmt: skip


def _follow(member):
    """Where the page goes on from: the streams that tell of minutes, with their heads as the page was drawn."""
    stream = member.board.stream
    names = {stream: stream, f"{stream}.mine": mine(member)}
    names |= {f"{stream}.desk": f"{stream}.desk"} if member.moderates else {}
    heads = dict(Stream.objects.filter(name__in=names.values()).values_list("name", "head"))
    return " ".join(f"{wire}:{heads.get(name, 0)}" for wire, name in names.items())


def _many(count, one, many=""):
    return f"{count} {one if count == 1 else many or f'{one}s'}"
