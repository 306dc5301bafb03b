"""The discussion as a file over the API."""

from typing import Annotated, Literal

from ninja import Query, Router, Schema
from pydantic import Field

from advisory.api.addresses import Slug
from advisory.api.shapes import writes
from boards.decorators import seat_of
from discussions.commands.exports import take_out
from discussions.taking.formats import FORMATS
from discussions.taking.tree import Ask
from discussions.views.exports import file_of

router = Router(tags=["exports"])


class Taking(Schema):
    """What to take out; without a question or a section, the whole board."""

    format: Literal[tuple(FORMATS)]
    question: Annotated[int, Field(ge=1, le=99999)] | None = None
    section: Annotated[int, Field(ge=1, le=99999)] | None = None
    names: bool = Field(False, description="Names where I see them; else aliases and respondents")
    held: bool = Field(False, description="With held and removed posts, for chair and moderators")

    def ask(self):
        """As the command wants it; a question is a part of its section."""
        scope = f"question-{self.question}" if self.question else f"section-{self.section}" if self.section else "board"
        return Ask(scope, names=self.names, held=self.held)


@router.get("boards/{slug}/export", response=writes({200: bytes}))
def export(request, slug: Slug, taking: Query[Taking]):
    """The discussion as a file; that I took it is recorded."""
    ask, member = taking.ask(), seat_of(request.auth, slug)
    content = take_out(member.board, ask, taking.format, by=member)
    return file_of(content, f"{slug}-{ask.scope}", taking.format)
