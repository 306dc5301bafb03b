"""The slides on the stage of a live session over the API: which page everybody sees, and turning it."""

from uuid import UUID

from ninja import Router
from pydantic import BaseModel, Field, StrictInt

from advisory.api.addresses import Number, Slug
from advisory.api.routes import register
from advisory.api.shapes import Stamped, reads, writes
from advisory.refusals import Absent
from advisory.rights import can
from boards.decorators import seat_of
from boards.models import Attendance, Session
from resources.commands.decks import turn_slide
from resources.decks import slide_of

DECK = "boards/{slug}/sessions/{number}/deck"
router = Router(tags=["live sessions"])


class DeckTold(BaseModel):
    """The page on the stage; all of it null or 0 while there is none."""

    document: str | None
    title: str | None
    version: str | None
    slide: int
    pages: int
    words: str | None = Field(description="The first that stand on the page")


class Turn(Stamped):
    """To which page of which version; one past the end is the last."""

    version: UUID
    slide: StrictInt = Field(ge=1, le=100_000)


@router.get(DECK, response=reads(DeckTold))
def deck(request, slug: Slug, number: Number):
    """The page on the stage of a session that goes on, for whoever was let in."""
    return _told(_session(seat_of(request.auth, slug), number))


@router.put(DECK, response=writes({200: DeckTold}))
def slide(request, slug: Slug, number: Number, payload: Turn):
    """Turn to a page for everybody, as whoever presents, chair or moderator."""
    member = seat_of(request.auth, slug)
    session = _session(member, number)
    turn_slide(session, payload.version, payload.slide, by=member, stamp=payload.stamp)
    return _told(session)


def _session(member, number):
    """A session that goes on and that somebody is in, or Absent."""
    inside = Attendance.objects.inside(member.board.slug, number).filter(member=member)
    found = Session.objects.filter(board=member.board, number=number).first() if inside.exists() else None
    if found is None:
        raise Absent
    found.board = member.board
    if not can(member, "session.attend", found):
        raise Absent
    return found


def _told(session):
    shown = slide_of(session)
    if shown.leaf is None:
        return {"document": None, "title": None, "version": None, "slide": 0, "pages": 0, "words": None}
    version = shown.deck.version
    return {
        "document": str(shown.document.pk), "title": shown.document.title, "version": str(version.pk),
        "slide": shown.deck.slide, "pages": version.pages, "words": shown.words,
    }  # fmt: skip


register("", router)
