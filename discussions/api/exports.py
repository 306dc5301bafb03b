"""The discussion as a file over the API."""

from typing import Annotated, Literal

from ninja import Query, Router, Schema
from pydantic import Field

from advisory.api.addresses import Slug
from advisory.api.auth import require_own_hand
from advisory.api.shapes import writes
from boards.decorators import seat_of
from discussions.commands.exports import take_answers, take_out
from discussions.taking.answers import SHEETS
from discussions.taking.formats import FORMATS
from discussions.taking.tree import Ask, Figures
from discussions.views.exports import file_of

router = Router(tags=["exports"])


class Part(Schema):
    """Which part to take out; without a question or a section, the whole board."""

    question: Annotated[int, Field(ge=1, le=99999)] | None = None
    section: Annotated[int, Field(ge=1, le=99999)] | None = None
    names: bool = Field(False, description="Names where I see them; else aliases and respondents")

    @property
    def scope(self):
        """As the command wants it; a question is a part of its section."""
        return f"question-{self.question}" if self.question else f"section-{self.section}" if self.section else "board"


class Taking(Part):
    """What of the discussion to take out, and as what."""

    format: Literal[tuple(FORMATS)]
    held: bool = Field(False, description="With held and removed posts, for chair and moderators")


class Counting(Part):
    """What of the answers to take out: all tables as a workbook, or one of them."""

    format: Literal["xlsx", "csv"]
    sheet: Literal[SHEETS] = Field("Answers", description="Which table, of CSV")


@router.get("boards/{slug}/export", response=writes({200: bytes}))
def export(request, slug: Slug, taking: Query[Taking]):
    """The discussion as a file; that I took it is recorded."""
    require_own_hand(request)
    ask, member = Ask(taking.scope, names=taking.names, held=taking.held), seat_of(request.auth, slug)
    content = take_out(member.board, ask, taking.format, by=member)
    return file_of(content, f"{slug}-{ask.scope}", taking.format)


@router.get("boards/{slug}/export/answers", response=writes({200: bytes}))
def answers(request, slug: Slug, taking: Query[Counting]):
    """Every answer, vote, ballot and result as a file; that I took it is recorded."""
    require_own_hand(request)
    ask, member = Figures(taking.scope, names=taking.names), seat_of(request.auth, slug)
    content = take_answers(member.board, ask, taking.format, by=member, sheet=taking.sheet)
    return file_of(content, f"{slug}-{ask.scope}-answers", taking.format)
