"""Who may follow what: each person's seat on a board, with every stream that is theirs now, computed in bulk."""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import CharField, Exists, OuterRef, UUIDField

from advisory.events.readers import ALIASES, NAMES, VEILED, Seat, seats_by
from advisory.prepared import foresee, prepared
from boards.events import mine
from boards.live.signalling import standing
from boards.models import Attendance, Board, Membership, Mute, Role, Session
from boards.veils import veil
from discussions.models import Gate, Question
from discussions.visibility import reads_all
from resources.models import Document, Review, Version

KEY = UUIDField()


@dataclass(frozen=True, slots=True)
class Who:
    """How a seat is shown when it writes or looks in: by name or alias, and to whom not at all.

    One is kept for every connection, so it holds the few words it needs and not the seat.
    """

    role: str
    seat: tuple  # id and name
    alias: tuple  # id and name
    veil: tuple  # id, name and initials
    initials: tuple  # by name and by alias
    named: bool
    blinded: frozenset

    def __call__(self, number, gaze):
        """The face in a whisper on one question for one way of seeing, or nothing when it must leave no trace."""
        if self.role == Role.OBSERVER:
            return None
        hidden = self.role == Role.ADVISOR and gaze != NAMES and not self.named
        if hidden and number in self.blinded:
            return self._face(self.alias, self.initials[1])
        if hidden and gaze == VEILED:
            return self._face(self.veil, self.veil[2])
        if gaze == ALIASES and self.role == Role.ADVISOR and self.blinded:
            return None
        return self._face(self.seat, self.initials[0])

    def _face(self, who, initials):
        return {"id": str(who[0]), "name": who[1], "initials": initials, "role": self.role}


def who_is(member, blinded):
    """How a member is shown on a board with these blinded questions."""
    seat, alias = (member.pk, member.user.name), (member.alias_id, member.alias_name)
    initials, consented = (member.user.initials, f"A{member.alias}"), member.patient_expert and member.named
    return Who(str(member.seat), seat, alias, veil(member), initials, consented, blinded)


@seats_by
def seats(slug, user_ids):
    """The seats of some people on a board: {user id: Seat}; strangers and ex-members are missing.

    So is whoever has a text to agree to first.
    """
    board = _called.first(slug=slug)
    if board is None:
        return {}
    users = list(user_ids)
    of_all = (_questions, _gates, _papers, _reviews, _meetings, _inside_now)
    foresee(*(asked.of(board=board.pk) for asked in of_all),
            _members.of(board=board.pk, users=users))  # fmt: skip
    questions, opened = _questions(board=board.pk), set(_gates(board=board.pk))
    papers, asked = _papers(board=board.pk), set(_reviews(board=board.pk))
    meetings = list(_meetings(board=board.pk))
    inside = {(seat, meeting): silenced for seat, meeting, silenced in _inside_now(board=board.pk)}
    blinded = frozenset(question.number for question in questions if question.blinded)
    found = _members(board=board.pk, users=users)
    for thing in (*questions, *papers, *meetings, *found):
        thing.board = board
    streams = {
        member.pk: streams_of(member, questions, opened)
        | library_streams(member, papers, asked)
        | meeting_streams(member, meetings, inside)
        for member in found
    }
    calls = {member.pk: lines_of(member, meetings, inside) for member in found}
    return {
        member.user_id: _seat(member, streams[member.pk], who_is(member, blinded), calls[member.pk]) for member in found
    }


@prepared(slug=CharField())
def _called(slug):
    return Board.objects.filter(slug=slug)


@prepared(board=KEY)
def _questions(board):
    return Question.objects.filter(board=board)


@prepared(board=KEY)
def _gates(board):
    return Gate.objects.filter(question__board=board).values_list("member_id", "question_id")


@prepared(board=KEY)
def _papers(board):
    in_force = Version.objects.filter(document=OuterRef("pk"), state=Version.State.PUBLISHED)
    return Document.objects.filter(board=board).annotate(in_force_now=Exists(in_force))


@prepared(board=KEY)
def _reviews(board):
    waiting = Review.objects.standing().filter(version__document__board=board, version__state=Version.State.IN_REVIEW)
    return waiting.values_list("reviewer_id", "version__document_id")


@prepared(board=KEY)
def _meetings(board):
    return Session.objects.filter(board=board)


@prepared(board=KEY)
def _inside_now(board):
    let_in = Attendance.objects.filter(session__board=board, state=Attendance.State.ADMITTED)
    silenced = Exists(Mute.objects.filter(session=OuterRef("session"), member=OuterRef("member")))
    return let_in.values_list("member_id", "session_id", silenced)


@prepared(board=KEY, users=[KEY])
def _members(board, users):
    seated = Membership.objects.seated().agreed().filter(board=board, user__is_active=True)
    return seated.filter(user__id__in=users).select_related("user")


def streams_of(member, questions, opened):
    """The streams that a member may follow: {name on the wire: name in the log}."""
    stream, role, raw = member.board.stream, member.role, member.reads_raw
    in_staff = member.is_staff_seat and raw
    names = {stream: stream, f"{stream}.mine": mine(member)}
    if member.moderates:
        names[f"{stream}.desk"] = f"{stream}.desk"
    if member.works_backstage:
        names[f"{stream}.backroom"] = f"{stream}.backroom"
    for question in questions:
        for_all, for_staff = _inside(stream, question.number)
        is_open = (member.pk, question.pk) in opened
        if reads_all(role, question.policy, question.state, is_open, raw=raw):
            names[for_all] = for_all
        if in_staff:
            names[for_staff] = for_staff
    return names


def library_streams(member, papers, asked):
    """The streams of the library that a member may follow; whoever reads the report alone reads no notes on documents.

    `papers` are the board's documents, `asked` who reviews which of them now.
    """
    stream, names = member.board.stream, {}
    reviews = {paper for reviewer, paper in asked if reviewer == member.pk}
    if member.is_staff_seat or reviews:
        names[f"{stream}.library"] = f"{stream}.library"
    for paper in papers:
        shown = member.is_staff_seat or paper.pk in reviews or (paper.in_force_now and paper.meant_for(member))
        if shown and member.reads_raw:
            names[paper.stream] = paper.stream
    return names


def meeting_streams(member, meetings, inside):
    """The streams of live sessions: the team's, but from behind the wall, and of those who were let in."""
    names = (meeting.stream for meeting in meetings
             if not member.walled and (member.is_staff_seat or (member.pk, meeting.pk) in inside))  # fmt: skip
    return {name: name for name in names}


def lines_of(member, meetings, inside):
    """The lines of live sessions on which a member may be now, each with how.

    `inside` has the (seat, session) of everybody who was let in, and whether their microphone is closed.
    """
    let_in = [meeting for meeting in meetings if (member.pk, meeting.pk) in inside]
    muted = [pair for pair, silenced in inside.items() if silenced]
    silenced = {meeting.pk: [seat for seat, where in muted if where == meeting.pk] for meeting in let_in}
    found = {meeting.stream: standing(member, meeting, silenced=silenced[meeting.pk]) for meeting in let_in}
    return {stream: how for stream, how in found.items() if how}


@lru_cache(4096)
def _inside(stream, number):
    """The names of a question's streams, the same two words for everybody who follows them."""
    return f"{stream}.q{number}", f"{stream}.q{number}.staff"


def _seat(member, streams, who, calls):
    return Seat(member.pk, member.role, member.gaze, member.stamp, streams, who, calls)
