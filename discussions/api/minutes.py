"""The minutes of a live session over the API: read, and what one would change in them."""

from typing import Literal
from uuid import UUID

from ninja import Router
from pydantic import BaseModel, Field

from advisory.api.addresses import Id, Number, Slug
from advisory.api.shapes import Stamped, reads, writes
from advisory.refusals import Absent
from advisory.rights import can
from boards.decorators import seat_of
from discussions.commands.suggestions import suggest_change
from discussions.minutes.reading import MinutesPage
from discussions.models import Minutes, MinutesPart
from discussions.telling import moment

MINUTES = "boards/{slug}/sessions/{number}/minutes"
router = Router(tags=["live sessions"])


class Section(BaseModel):
    """One section as it stands now."""

    id: str
    title: str
    body: str
    body_html: str


class Wished(BaseModel):
    """What somebody would change in a section, and what became of it."""

    id: str
    part: str
    by: str = Field(description="Their name, or the alias by which I know them")
    me: bool
    words: str
    proposed: str = Field(description="How the section should read, if that was said")
    state: Literal["waiting", "taken", "declined"]
    answer: str


class MinutesTold(BaseModel):
    """Minutes as I may read them."""

    session: int
    title: str
    state: Literal["draft", "sent", "approved"]
    revision: int
    sent_at: str | None
    approved_at: str | None
    signed_name: str
    parts: list[Section]
    suggestions: list[Wished]


class Wish(Stamped):
    """A remark on a section, other words for it, or both; sent again under the same id it is kept once."""

    client_id: UUID
    words: str = ""
    proposed: str = ""


@router.get(MINUTES, response=reads(MinutesTold))
def minutes(request, slug: Slug, number: Number):
    """The minutes of a live session: a draft for chair and moderators, then for who came, approved for everybody."""
    page = _page(request.auth, slug, number)
    found = page.minutes
    return {
        "session": found.session.number, "title": found.session.title, "state": found.state,
        "revision": found.revision, "signed_name": found.signed_name,
        "sent_at": moment(found.sent_at, day=False), "approved_at": moment(found.approved_at, day=False),
        "parts": [{"id": str(part.pk), "title": part.title, "body": part.body, "body_html": html}
                  for part, html in page.parts],
        "suggestions": [_told(remark) for remark in page.remarks],
    }  # fmt: skip


@router.post(f"{MINUTES}/parts/{{part_id}}/suggestions", response=writes({200: Wished}))
def suggest(request, slug: Slug, number: Number, part_id: Id, payload: Wish):
    """Say what is not right in a section as it stands now; chair and moderators answer it."""
    page = _page(request.auth, slug, number)
    part = MinutesPart.objects.select_related(*MinutesPart.together).filter(
        minutes=page.minutes, pk=part_id, until=None
    )
    found = part.first()
    if found is None:
        raise Absent
    made = suggest_change(found, by=page.member, **vars(payload))
    return next(_told(remark) for remark in page.remarks if remark.row.pk == made.pk)


def _page(person, slug, number):
    """The minutes of a session for whoever may read them now, or Absent."""
    member = seat_of(person, slug)
    minutes = Minutes.objects.select_related(*Minutes.together)
    found = minutes.filter(session__board=member.board, session__number=number).first()
    if found is None or not can(member, "minutes.read", found):
        raise Absent
    return MinutesPage(found, member)


def _told(remark):
    row, face = remark.row, remark.face
    return {
        "id": str(row.pk), "part": str(row.part_id), "by": face.name, "me": face.own, "words": row.words,
        "proposed": row.proposed, "state": row.state, "answer": row.answer,
    }  # fmt: skip
