"""Who may follow what: each person's seat on a board, with every stream that is theirs now, computed in bulk."""

from dataclasses import dataclass

from advisory.events.readers import ALIASES, NAMES, VEILED, Seat, seats_by
from boards.events import mine
from boards.models import Board, Membership, Role
from discussions.models import Gate
from discussions.visibility import reads_all


@dataclass(frozen=True)
class Who:
    """How a seat is shown when it writes or looks in: by name or alias, and to whom not at all."""

    member: Membership
    blinded: frozenset

    def __call__(self, number, gaze):
        """The face in a whisper on one question for one way of seeing, or nothing when it must leave no trace."""
        seat = self.member
        if seat.observes:
            return None
        hidden = seat.seat == Role.ADVISOR and gaze != NAMES and not (seat.patient_expert and seat.named)
        if hidden and (number in self.blinded or gaze == VEILED):
            return {"id": str(seat.alias_id), "name": seat.alias_name, "initials": f"A{seat.alias}", "role": seat.seat}
        if gaze == ALIASES and seat.seat == Role.ADVISOR and self.blinded:
            return None
        return {"id": str(seat.pk), "name": seat.user.name, "initials": seat.user.initials, "role": seat.seat}


@seats_by
def seats(slug, user_ids):
    """The seats of some people on a board: {user id: Seat}; strangers and ex-members are missing.

    So is whoever has a text to agree to first.
    """
    board = Board.objects.filter(slug=slug).first()
    if board is None:
        return {}
    questions = list(board.questions.select_related("board"))
    blinded = frozenset(question.number for question in questions if question.blinded)
    opened = set(Gate.objects.filter(question__board=board).values_list("member_id", "question_id"))
    found = board.seats.seated().agreed().filter(user__in=user_ids, user__is_active=True).select_related("user")
    for member in found:
        member.board = board
    return {member.user_id: _seat(member, questions, opened, Who(member, blinded)) for member in found}


def streams_of(member, questions, opened):
    """The streams that a member may follow: {name on the wire: name in the log}."""
    stream, role = member.board.stream, member.role
    names = {stream: stream, f"{stream}.mine": mine(member)}
    if member.moderates:
        names[f"{stream}.desk"] = f"{stream}.desk"
    if not member.advises and member.reads_raw:
        names[f"{stream}.backroom"] = f"{stream}.backroom"
    for question in questions:
        is_open = (member.pk, question.pk) in opened
        if reads_all(role, question.policy, question.state, is_open, raw=member.reads_raw):
            names[f"{stream}.q{question.number}"] = f"{stream}.q{question.number}"
        if member.is_staff_seat and member.reads_raw:
            names[f"{stream}.q{question.number}.staff"] = f"{stream}.q{question.number}.staff"
    return names


def _seat(member, questions, opened, who):
    return Seat(member.pk, member.role, member.gaze, member.stamp, streams_of(member, questions, opened), who)
