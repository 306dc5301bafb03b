"""Who finds what: the streams that somebody may follow now, and beside them the statements that they may read."""

from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef

from advisory.search.finding import among
from advisory.search.sources import Reader, readers_by
from boards.events import mine
from boards.models import Membership
from discussions.audience import streams_of
from discussions.models import Gate, Question, Round, Study
from resources.search import meant_for


class Asking(NamedTuple):
    """What of a question says who may read it; of many boards there are thousands."""

    pk: UUID
    board_id: UUID
    number: int
    type: str
    state: str
    answer_first: bool
    blinded: bool
    sponsor_only: bool
    after_close: bool
    read_first: bool

    policy, takes_stances = Question.policy, Question.takes_stances


class Part(NamedTuple):
    """What somebody reads from one seat, as its board's log stood."""

    digest: str
    seat: Membership
    audiences: list
    questions: dict


KEPT = 1_000
_parts = {}  # by seat; whatever changes what is read there is an event of its board, and its digest another


@readers_by
def reader(user):
    """How somebody may search now: their seats, and all that each of them reads."""
    read_from = Membership.objects.read_from(user).order_by("board__title", "board__slug")
    digests = dict(read_from.values_list("pk", "board__log__digest"))
    parts = {key: part for key in digests if (part := _parts.get(key)) and part.digest == digests[key]}
    parts |= _learnt({key: digest for key, digest in digests.items() if key not in parts})
    found = Reader(user)
    for key in digests:
        seat = parts[key].seat
        seat.user = user
        found.seats[seat.board_id], found.known[seat.board_id] = seat, parts[key].questions
        found.audiences += parts[key].audiences
    found.audiences += meant_for(found.seats, read_from.order_by().values("board"))
    return found


def _learnt(digests):
    """What is read from some seats, of one person: {seat: Part}. It was read after their digests, so it is no older."""
    if not digests:
        return {}
    seats = list(Membership.objects.filter(pk__in=among(digests)).select_related("board", "user"))
    questions, studies = _asked(among(seat.board_id for seat in seats))
    opened = set(Gate.objects.filter(member__in=among(digests)).values_list("member_id", "question_id"))
    found = {}
    for seat in seats:
        some = questions.get(seat.board_id, ())
        audiences = _audiences(seat, some, opened, studies.get(seat.board_id, ()))
        found[seat.pk] = Part(digests[seat.pk], seat, audiences, {one.number: one for one in some})
    if len(_parts) + len(found) > KEPT:
        _parts.clear()
    _parts.update(found)
    return found


def asked_of(question, member):
    """The name for what the team says to one advisor alone, on a question where peers do not read each other."""
    return f"{mine(member)}.q{question.number}"


def put_to(question):
    """The name for whoever reads the statements to vote on of a question."""
    return _asked_in(question.board.stream, question)


def _asked_in(stream, question):
    return f"{stream}.q{question.number}.asked"


def rated_in(study, *, asked):
    """The name for whoever reads a statement of a study: staff alone until it was asked of a panel."""
    return f"{study.board.stream}.study{study.number}{'' if asked else '.staff'}"


def _asked(boards):
    """The questions and the studies of some boards, each by board; studies with whether a round has opened."""
    questions, studies = {}, {}
    for told in Question.objects.filter(board__in=boards).values_list(*Asking._fields):
        questions.setdefault(told[1], []).append(Asking(*told))
    begun = Round.objects.filter(study=OuterRef("pk")).exclude(state=Round.State.DRAFT)
    for study in Study.objects.filter(board__in=boards).annotate(begun=Exists(begun)):
        studies.setdefault(study.board_id, []).append(study)
    return questions, studies


def _audiences(member, questions, opened, studies):
    for study in studies:
        study.board = member.board
    stream, streams = member.board.stream, streams_of(member, questions, opened).values()
    names = [stream, *(name for name in (f"{stream}.q{one.number}" for one in questions) if name in streams)]
    if member.advises:
        names += [asked_of(one, member) for one in questions if one.sponsor_only]
    if member.reads_raw:
        staff, waits = member.is_staff_seat, Question.State.WAITING
        names += [_asked_in(stream, one) for one in questions if one.takes_stances and (staff or one.state != waits)]
        names += [rated_in(one, asked=True) for one in studies if staff or one.begun]
        names += [rated_in(one, asked=False) for one in studies if staff]
    return names
