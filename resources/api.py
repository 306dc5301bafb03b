"""Notes on documents over the API, as W3C Web Annotations: read, written, changed, shared, settled and taken back."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.conf import settings
from ninja import Query, Router
from ninja.responses import Status
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from advisory.api.addresses import Id, Slug
from advisory.api.lists import Window
from advisory.api.routes import register
from advisory.api.shapes import Stamped, reads, writes
from advisory.api.steady import steady
from advisory.prepared import prepared
from advisory.refusals import Absent
from advisory.rights import can
from boards.decorators import seat_of
from resources.anchoring import chosen_by
from resources.annotating import notes_on
from resources.commands.annotations import (
    annotate,
    edit_annotation,
    react_to_annotation,
    remove_annotation,
    resolve_annotation,
    share_annotation,
)
from resources.commands.moderating import hold_annotation, release_annotation
from resources.models import Annotation, Document
from resources.standard import told

NOTES, NOTE = "boards/{slug}/library/{document_id}/annotations", "annotations/{note_id}"
router = Router(tags=["annotations"])


class Asked(Window):
    """Which notes are asked for."""

    show: Literal["all", "open", "resolved", "lost", "mine"] = "all"


class Selector(BaseModel):
    """One W3C selector: a quote, a position in the text, a region of a page, or a moment of a recording."""

    type: Literal["TextQuoteSelector", "TextPositionSelector", "FragmentSelector"]
    exact: Annotated[str, Field(max_length=20_000)] = ""
    prefix: Annotated[str, Field(max_length=400)] = ""
    suffix: Annotated[str, Field(max_length=400)] = ""
    start: StrictInt | None = Field(None, ge=0)
    end: StrictInt | None = Field(None, ge=0)
    value: Annotated[str, Field(max_length=100)] = Field("", examples=["xywh=percent:10,20,30,5"])


class Target(BaseModel):
    """What a note stands on."""

    selector: Selector | list[Selector]
    page: StrictInt | None = Field(None, ge=1, le=99_999, description="The page of a region")


class Words(BaseModel):
    """The words of a note as the standard writes them."""

    type: Literal["TextualBody"] = "TextualBody"
    value: str


class NewNote(Stamped):
    """A note on a passage, a region or a moment, or with `reply_to` an answer; sent again, it is written once."""

    body: str | Words
    client_id: UUID
    target: Target | None = None
    reply_to: UUID | None = None
    shared: StrictBool = Field(False, description="Whether every reader may have it, or its writer alone; answers are")


class Change(Stamped):
    """New words for a note, and the version they started from."""

    body: str | Words
    version: StrictInt


class Reason(Stamped):
    """Why a note is taken out of sight; its writer and the moderators read it."""

    reason: str


class Written(BaseModel):
    """A note as a W3C Web Annotation, and how it stands here."""

    model_config = ConfigDict(extra="allow")

    id: str
    type: Literal["Annotation"]
    motivation: Literal["commenting", "replying"]
    target: Any
    creator: dict[str, Any]
    body: dict[str, Any] | None = None
    client_id: str | None = Field(None, description="Of my own alone")
    version: int
    page: int | None
    shared: bool
    held: bool = Field(description="Whether a moderator reads it first; nobody else's is told")
    resolved: bool
    lost: bool
    removed: bool
    reactions: dict[str, int]


class NoteList(BaseModel):
    """A page of notes in the order of the text, each followed by its answers."""

    items: list[Written]
    next: str | None


@router.get(NOTES, response=reads(NoteList), exclude_unset=True)
def notes(request, slug: Slug, document_id: Id, window: Query[Asked]):
    """The notes that I may read on a document: what is shared, and my own drafts."""
    return _notes(request.auth, slug, document_id, window)


@router.post(NOTES, response=writes({(200, 201): Written}), exclude_unset=True)
def write(request, slug: Slug, document_id: Id, payload: NewNote):
    """Write a note; the same again is answered with the note that is already there."""
    member, document = _document(request.auth, slug, document_id)
    at = chosen_by(payload.target.model_dump()) if payload.target else None
    given = {"client_id": payload.client_id, "reply_to": payload.reply_to, "shared": payload.shared}
    note, fresh = annotate(document, _said(payload), by=member, at=at, stamp=payload.stamp, **given)
    return Status(201 if fresh else 200, _told(note.pk, member))


@router.put(NOTE, response=writes({200: Written}), exclude_unset=True)
def change(request, note_id: Id, payload: Change):
    """Change my own words; a change that began from an older version is refused with both texts."""
    note, member = _seen(request.auth, note_id)
    edit_annotation(note, _said(payload), by=member, version=payload.version, stamp=payload.stamp)
    return _told(note.pk, member)


@router.delete(NOTE, response=writes({204: None}))
def remove(request, note_id: Id, payload: Stamped | None = None):
    """Take my own note back."""
    note, member = _seen(request.auth, note_id)
    remove_annotation(note, by=member, stamp=payload and payload.stamp)
    return Status(204, None)


@router.put(f"{NOTE}/sharing", response=writes({204: None}))
def share(request, note_id: Id, payload: Stamped | None = None):
    """Let all readers have my note."""
    note, member = _seen(request.auth, note_id)
    share_annotation(note, by=member, stamp=payload and payload.stamp)
    return Status(204, None)


@router.put(f"{NOTE}/resolution", response=writes({204: None}))
def resolve(request, note_id: Id, payload: Stamped | None = None):
    """Say that what a note asks is settled."""
    return _resolve(request, note_id, on=True, payload=payload)


@router.delete(f"{NOTE}/resolution", response=writes({204: None}))
def reopen(request, note_id: Id, payload: Stamped | None = None):
    """Open it again."""
    return _resolve(request, note_id, on=False, payload=payload)


@router.put(NOTE + "/reactions/{kind}", response=writes({204: None}))
def react(request, note_id: Id, kind: str, payload: Stamped | None = None):
    """Agree with a note, or find it insightful."""
    return _react(request, note_id, kind, on=True, payload=payload)


@router.delete(NOTE + "/reactions/{kind}", response=writes({204: None}))
def unreact(request, note_id: Id, kind: str, payload: Stamped | None = None):
    """Take a reaction back."""
    return _react(request, note_id, kind, on=False, payload=payload)


@router.post(f"{NOTE}/hold", response=writes({204: None}))
def hold(request, note_id: Id, payload: Reason):
    """Take somebody's note out of sight until a moderator lets it back."""
    note, member = _seen(request.auth, note_id)
    hold_annotation(note, by=member, reason=payload.reason, stamp=payload.stamp)
    return Status(204, None)


@router.delete(f"{NOTE}/hold", response=writes({204: None}))
def release(request, note_id: Id, payload: Stamped | None = None):
    """Let it back."""
    note, member = _seen(request.auth, note_id)
    release_annotation(note, by=member, stamp=payload and payload.stamp)
    return Status(204, None)


def _resolve(request, note_id, *, on, payload):
    note, member = _seen(request.auth, note_id)
    resolve_annotation(note, by=member, on=on, stamp=payload and payload.stamp)
    return Status(204, None)


def _react(request, note_id, kind, *, on, payload):
    note, member = _seen(request.auth, note_id)
    react_to_annotation(note, kind, by=member, on=on, stamp=payload and payload.stamp)
    return Status(204, None)


@steady
def _notes(user, slug, document_id, window):
    member, document = _document(user, slug, document_id)
    found = [one for note in notes_on(document, member, window.show) for one in (note, *note.answers)]
    page = window.listed(window.of(found, lambda note: str(note.pk)), lambda note: note.pk)
    return page | {"items": [told(note, member, settings.SITE_URL) for note in page["items"]]}


def _document(user, slug, document_id):
    """A person's seat, and a document of that board beside which they read notes."""
    member = seat_of(user, slug)
    seen = Document.objects.visible_to(member).filter(board=member.board)
    document = seen.filter(pk=document_id).select_related("board").first()
    if document is None:
        raise Absent
    return member, document


def _seen(user, note_id):
    """A note that a person may read now, and the seat from which they read it."""
    note = _known.first(key=note_id)
    if note is None:
        raise Absent
    member = seat_of(user, note.board.slug)
    if not can(member, "annotation.read", note):
        raise Absent
    return note, member


@prepared(key=Annotation._meta.pk)
def _known(key):
    return Annotation.objects.drawn().filter(pk=key)


def _told(key, member):
    return told(Annotation.objects.drawn().get(pk=key), member, settings.SITE_URL)


def _said(payload):
    return payload.body if isinstance(payload.body, str) else payload.body.value


register("", router)
