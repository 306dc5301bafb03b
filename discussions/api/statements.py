"""Statements to vote on over the API: read, proposed, voted on, and settled by the desk."""

from typing import Literal

from ninja import Router
from ninja.responses import Status
from pydantic import BaseModel, Field

from advisory.api.addresses import Id, Number, Slug
from advisory.api.shapes import Stamped, reads, writes
from advisory.api.steady import steady
from advisory.refusals import Absent, Conflict
from advisory.rights import can
from boards.decorators import seat_of
from discussions.api.act_shapes import Because
from discussions.api.seen import asked
from discussions.commands.propositions import (
    accept_proposition,
    propose,
    reject_proposition,
    take_stance,
    withdraw_proposition,
)
from discussions.models import Proposition, Stance
from discussions.permissions import reads_question
from discussions.propositions.results import SIDES, counted

router = Router(tags=["statements"])
WORDS = {value: side for side, value in SIDES.items()}


class Votes(BaseModel):
    """How the board voted on one statement."""

    agree: int
    passed: int
    disagree: int


class StatementTold(BaseModel):
    """A statement as I may know it: those put to the board, my own, and for the desk those that wait."""

    id: str
    number: int | None = Field(description="From when it is put to the board")
    text: str
    state: Literal["proposed", "accepted", "rejected", "withdrawn"]
    own: bool = Field(description="Whether I proposed it")
    vote: Literal["agree", "pass", "disagree"] | None = Field(description="What I said to it")
    counts: Votes | None = Field(description="Everybody's votes, where I may read them: behind a gate once I voted")


class Statements(BaseModel):
    """The statements of a question that I may read."""

    items: list[StatementTold]
    next: None = None


class Proposed(Stamped):
    """A statement of one sentence; the same words again are the statement that stands."""

    text: str = Field(description="1 to 200 characters")


class Stand(Stamped):
    """What I say to a statement; the last vote counts."""

    vote: Literal["agree", "pass", "disagree"]


ANSWER = writes({200: StatementTold})


@router.get("boards/{slug}/questions/{number}/statements", response=reads(Statements))
def statements(request, slug: Slug, number: Number):
    """The statements of a question, mine and those that wait for me among them."""
    return {"items": _told(request.auth, slug, number)}


@router.post("boards/{slug}/questions/{number}/statements", response=writes({201: StatementTold}))
def proposing(request, slug: Slug, number: Number, payload: Proposed):
    """Propose a statement: an advisor's waits for a moderator, the desk's is voted on at once."""
    member, question = asked(request.auth, slug, number)
    made = propose(question, payload.text, by=member, stamp=payload.stamp)
    return Status(201, _one(request.auth, made))


@router.put("statements/{statement_id}/vote", response=ANSWER)
def vote(request, statement_id: Id, payload: Stand):
    """Agree, disagree or pass."""
    found, member = _seen(request.auth, statement_id)
    take_stance(found, SIDES[payload.vote], by=member, stamp=payload.stamp)
    return _one(request.auth, found)


@router.post("statements/{statement_id}/acceptance", response=ANSWER)
def acceptance(request, statement_id: Id, payload: Stamped | None = None):
    """Put a proposed statement to the board, or one that was taken out back."""
    return _settled(request, statement_id, accept_proposition, payload)


@router.post("statements/{statement_id}/rejection", response=ANSWER)
def rejection(request, statement_id: Id, payload: Stamped | None = None):
    """Turn a proposed statement down; whoever proposed it is told."""
    return _settled(request, statement_id, reject_proposition, payload)


@router.post("statements/{statement_id}/withdrawal", response=ANSWER)
def withdrawal(request, statement_id: Id, payload: Because | None = None):
    """Take a statement out again: it is voted on no more, and votes on it count in no figure; undone like any act."""
    return _settled(request, statement_id, withdraw_proposition, payload)


def _settled(request, statement_id, command, payload):
    found, member = _seen(request.auth, statement_id)
    command(found, by=member, **(vars(payload) if payload else {}))
    return _one(request.auth, found)


def _seen(user, statement_id):
    found = Proposition.objects.select_related(*Proposition.together).filter(pk=statement_id).first()
    if found is None:
        raise Absent
    member = seat_of(user, found.board.slug)
    if not can(member, "proposition.see", found):
        raise Absent
    return found, member


def _one(user, found):
    told = _told(user, found.board.slug, found.question.number)
    return next(one for one in told if one["id"] == str(found.pk))


@steady
def _told(user, slug, number):
    member, question = asked(user, slug, number)
    if not question.takes_stances:
        raise Conflict("discussion", "This question has no statements to vote on.")
    found = question.propositions.select_related("author__user", "author__board")
    own = dict(Stance.objects.filter(proposition__question=question, member=member).values_list("proposition", "value"))
    counts = {row["number"]: row for row in counted(question)} if reads_question(member, question) else {}
    return [
        _statement(one, member, own.get(one.pk), counts.get(one.number))
        for one in found if can(member, "proposition.see", one)
    ]  # fmt: skip


def _statement(one, member, value, row):
    votes = row and {"agree": row["agree"], "passed": row["pass"], "disagree": row["disagree"]}
    return {
        "id": str(one.pk), "number": one.number, "text": one.text, "state": one.state, "counts": votes,
        "own": one.author_id == member.pk, "vote": WORDS.get(value),
    }  # fmt: skip
