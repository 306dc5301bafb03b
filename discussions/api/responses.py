"""Answers to questions with a form over the API: how a question is answered, one's own answer, and the figures."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Router
from ninja.responses import Status
from pydantic import BaseModel, Field

from advisory.api.addresses import Number, Slug
from advisory.api.shapes import Stamped, reads, writes
from advisory.api.steady import steady
from discussions.answering import parted
from discussions.api.seen import asked
from discussions.api.shapes import Type
from discussions.commands.responses import give_response
from discussions.guide import guide_of
from discussions.models import Response
from discussions.permissions import reads_question
from discussions.responses import Results
from discussions.telling import EXACT_FOR, moment
from discussions.visibility import told_count

router = Router(tags=["responses"])


class Put(BaseModel):
    """How a question is answered now."""

    type: Type
    version: int = Field(description="A new one when the options change after somebody answered")
    design: dict[str, Any] = Field(description="Options, labels and limits of its type; empty for a discussion")


class Given(Stamped):
    """An answer; sent again with the same `client_id` it is given once."""

    value: dict[str, Any] = Field(description='As the type has it; with "design": its version, it is checked too')
    client_id: UUID


class Own(BaseModel):
    """My own answer as it stands, or version 0 and nothing."""

    version: int
    design_version: int | None
    marks: dict[str, Any] | None = Field(description="Numbers and ids of options")
    words: dict[str, str] = Field(description="What I typed, as its post says it now, and the reason")
    post: str | None
    at: str | None


class Figures(BaseModel):
    """What everybody answered, where I may read it."""

    type: Type
    shown: bool = Field(description="Whether I may read the figures now")
    count: int | None = Field(description="How many answered, where I may know it")
    version: int
    summary: dict[str, Any] | None
    reasons: int | None = Field(description="How many gave a reason that can be read")


@router.get("boards/{slug}/questions/{number}/design", response=reads(Put))
def design(request, slug: Slug, number: Number):
    """How a question is answered."""
    _, question = asked(request.auth, slug, number)
    return {"type": question.type, "version": question.design_version, "design": question.design}


@router.get("boards/{slug}/questions/{number}/response", response=reads(Own))
def response(request, slug: Slug, number: Number):
    """My own answer to a question."""
    member, question = asked(request.auth, slug, number)
    own = Response.objects.filter(question=question, member=member).select_related("post__current", "question").first()
    return _own(question, own)


@router.put("boards/{slug}/questions/{number}/response", response=writes({(200, 201): Own}))
def respond(request, slug: Slug, number: Number, payload: Given):
    """Answer a question with its form, or answer otherwise; the same again is answered with what stands."""
    member, question = asked(request.auth, slug, number)
    given, fresh = give_response(question, by=member, **vars(payload))
    return Status(201 if fresh and given.version == 1 else 200, _own(question, given))


@router.get("boards/{slug}/questions/{number}/results", response=reads(Figures))
def results(request, slug: Slug, number: Number):
    """What everybody answered; behind the gate a count alone."""
    return _results(request.auth, slug, number)


@steady
def _results(user, slug, number):
    member, question = asked(user, slug, number)
    told = {"type": question.type, "version": question.design_version, "summary": None, "reasons": None}
    counted = told_count(member.role, question.policy, question.state, raw=member.reads_raw)
    told["count"] = guide_of(member).answers.get(question.pk) if counted else None
    told["shown"] = bool(question.kind) and reads_question(member, question)
    if told["shown"]:
        found = Results(question)
        told |= {"summary": found.summary, "reasons": found.reasons}
    return told


def _own(question, own):
    if own is None:
        return {"version": 0, "design_version": None, "marks": None, "words": {}, "post": None, "at": None}
    post = own.worded
    words = parted(question.kind, question.design, own.marks, post.current.body) if post and _now(question, own) else {}
    told = {"version": own.version, "design_version": own.design_version, "marks": own.marks, "words": words}
    return told | {"post": str(own.post_id) if own.post_id else None, "at": moment(own.at, day=_rounded(own))}


def _now(question, own):
    return own.design_version == question.design_version


def _rounded(own):
    return own.question.blinded and timezone.now() - own.at > EXACT_FOR
