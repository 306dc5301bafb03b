"""Who said how much on which question, for scripts of those who moderate."""

from typing import Literal

from ninja import Router
from pydantic import BaseModel, Field

from advisory.api.addresses import Slug
from advisory.api.shapes import Failure, reads
from advisory.api.steady import steady
from advisory.rights import allow
from boards.decorators import seat_of
from discussions.participation import Participation
from discussions.telling import moment
from discussions.voices import gini

router = Router(tags=["moderation"])


class Part(BaseModel):
    """One advisor on one question."""

    question: int
    posts: int
    words: int
    held: int
    probes_waiting: int
    state: Literal["", "draft", "held", "pass", "waiting"] = Field(description="In place of a count of nothing")


class Voice(BaseModel):
    """One advisor, as I may know them on these questions, and their part in each."""

    id: str
    name: str
    last_seen: str | None = Field(description="A day; that somebody was here, not when")
    parts: list[Part]


class Table(BaseModel):
    """Some questions with everybody's part in them; by alias where names are kept from me."""

    aliases: bool
    gini: float | None = Field(description="Over words, the silent counted; nothing without activity")
    advisors: list[Voice]
    silent: int = Field(description="How many more did nothing there yet: by alias nobody else has a row")


class Tables(BaseModel):
    """One table by name; for whom names are kept from, one by alias and one by name."""

    items: list[Table]


@router.get("boards/{slug}/participation", response=reads(Tables) | {403: Failure})
def participation(request, slug: Slug):
    """Who said how much on which question; for chair and moderator."""
    return _participation(request.auth, slug)


@steady
def _participation(user, slug):
    member = seat_of(user, slug)
    allow(member, "board.steer", member.board)
    return {"items": [_table(grid) for grid in Participation(member).grids]}


def _table(grid):
    silent = len(grid.silent)
    words = [*(row.words for row in grid.rows), *[0] * silent]
    voices = [_voice(row, grid.questions) for row in grid.rows]
    return {"aliases": grid.hidden, "gini": gini(words), "advisors": voices, "silent": silent}


def _voice(row, questions):
    parts = [
        {
            "question": question.number, "posts": cell.posts, "words": cell.words, "held": cell.held,
            "probes_waiting": cell.probes.waiting, "state": cell.state,
        }
        for question, cell in zip(questions, row.cells, strict=True)
    ]  # fmt: skip
    return {"id": str(row.key), "name": row.name, "last_seen": moment(row.seen_at, day=True), "parts": parts}
