"""Consensus over the API: the studies of a board, rating a round, and what a panel said."""

from typing import Annotated, Literal

from ninja import Router
from pydantic import BaseModel, BeforeValidator, Field, StrictInt
from pydantic_core import PydanticCustomError

from advisory.api.addresses import Number, Slug
from advisory.api.shapes import Stamped, reads, writes
from advisory.api.steady import steady
from advisory.refusals import Absent, Invalid
from advisory.rights import can
from boards.decorators import seat_of
from discussions.commands.ratings import OUTSIDE, rate
from discussions.consensus.pages import StudyPage, round_now, studies_for
from discussions.models import Study
from discussions.noticing import marked_in
from discussions.telling import moment

router = Router(tags=["consensus"])


class StudyTold(BaseModel):
    """A consensus study, and the round it is in."""

    number: int
    title: str
    state: Literal["draft", "frozen", "ended"]
    rule: str
    percentile: str
    round: int
    round_state: Literal["draft", "open", "closed", "published"]
    closes: str | None


class Studies(BaseModel):
    """The studies of a board that I may see."""

    items: list[StudyTold]
    next: None = None


def _whole(value):
    """A rating as it came; of what is neither a whole number nor "outside" the complaint names the field."""
    if value != OUTSIDE and type(value) is not int:
        raise PydanticCustomError("rating", 'Rate from 1 to 9, or say "outside"')
    return value


class Given(BaseModel):
    """What I make of one statement: 1 to 9, or "outside" for outside my field."""

    statement: StrictInt
    value: Annotated[StrictInt | Literal["outside"], BeforeValidator(_whole)]
    comment: str = ""


class Ratings(Stamped):
    """Ratings of some statements; those left out stay as they were."""

    ratings: list[Given] = Field(min_length=1, max_length=200)


class Told(BaseModel):
    """One statement: what I said, and how the panel rated it, where I may know."""

    statement: int
    text: str
    answered: bool
    value: int | None
    comment: str
    counts: list[int] | None = Field(description="How many gave each rating, 1 to 9")
    n: int | None
    median: float | None
    q1: float | None
    q3: float | None
    outside: int | None
    word: str | None
    moved: float | None = Field(description="Share of ratings that moved since the round before; stable below 0.15")
    noticed: list[str] = Field([], description="What screening sees in a comment that I just sent; the desk reads it")


class RoundTold(BaseModel):
    """One round of a study, as I may know it."""

    study: int
    round: int
    state: Literal["draft", "open", "closed", "published"]
    items: list[Told]


@router.get("boards/{slug}/consensus", response=reads(Studies))
def studies(request, slug: Slug):
    """The consensus studies of a board."""
    return {"items": [_study(study) for study in _studies(request.auth, slug)]}


@router.get("boards/{slug}/consensus/{number}/rounds/{round_number}", response=reads(RoundTold))
def a_round(request, slug: Slug, number: Number, round_number: Number):
    """One round: its statements, my own ratings, and the panel's where I may know them."""
    return _round(request.auth, slug, number, round_number)


@router.put("boards/{slug}/consensus/{number}/rounds/{round_number}/ratings", response=writes({200: RoundTold}))
def ratings(request, slug: Slug, number: Number, round_number: Number, payload: Ratings):
    """Rate statements of an open round; the last answer counts."""
    member = seat_of(request.auth, slug)
    round_ = _found(member, number, round_number)
    given = {one.statement: {"value": one.value, "comment": one.comment} for one in payload.ratings}
    if len(given) < len(payload.ratings):
        raise Invalid(fields={"ratings": "Rate each statement once."})
    rate(round_, given, by=member, stamp=payload.stamp)
    told = _round(request.auth, slug, number, round_number)
    for line in told["items"]:
        sent = given.get(line["statement"], {}).get("comment", "")
        line["noticed"] = [one["label"] for one in marked_in(member.board, sent)]
    return told


@steady
def _studies(user, slug):
    return studies_for(seat_of(user, slug))


@steady
def _round(user, slug, number, round_number):
    member = seat_of(user, slug)
    round_ = _found(member, number, round_number)
    lines = StudyPage(member, round_.study, round_).lines
    return {"study": number, "round": round_number, "state": round_.state, "items": [_told(line) for line in lines]}


def _found(member, number, round_number):
    study = Study.objects.select_related("board").filter(board=member.board, number=number).first()
    round_ = study and can(member, "study.see", study) and study.rounds.filter(number=round_number).first()
    if not round_:
        raise Absent
    round_.study = study
    return round_


def _study(study):
    now = round_now(study)
    told = {name: getattr(study, name) for name in ("number", "title", "state", "rule", "percentile")}
    return told | {"round": now.number, "round_state": now.state, "closes": moment(now.closes_at, day=False)}


def _told(line):
    seen = line.seen
    told = {"statement": line.number, "text": line.text, "answered": line.answered, "value": line.value}
    told |= {"comment": line.comment, "counts": seen and list(seen.counts), "outside": seen and seen.outside}
    figures = {name: seen and getattr(seen.figures, name) for name in ("n", "median", "q1", "q3")}
    return told | figures | {"word": seen and seen.word, "moved": seen and seen.moved}
