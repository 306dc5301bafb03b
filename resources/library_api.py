"""Libraries over the API: what I may read on a board, one document of it, and that I have read it."""

from typing import Literal

from django.db.models import Exists, OuterRef
from ninja import Query, Router
from ninja.responses import Status
from pydantic import BaseModel, Field, StrictInt

from advisory.api.addresses import Id, Slug
from advisory.api.lists import Window
from advisory.api.routes import register
from advisory.api.shapes import Stamped, reads, writes
from advisory.api.steady import steady
from advisory.refusals import Absent
from boards.decorators import seat_of
from resources.commands.readings import mark_document_read
from resources.models import Document, Reading, Shelf, Version

LIBRARY = "boards/{slug}/library"
router = Router(tags=["library"])


class Force(BaseModel):
    """The version in force; one on its way is on pages alone."""

    number: int
    format: Literal["pdf", "docx", "pptx", "image", "video", "audio", "link", "page"]
    sha256: str
    size: int
    pages: int
    minutes: int
    changed: str
    published_at: str
    address: str = Field(description="Where a link leads")


class DocumentTold(BaseModel):
    """A document as I may read it."""

    id: str
    title: str
    summary: str
    kind: str | None
    areas: list[str]
    products: list[str]
    tags: list[str]
    language: str
    confidentiality: Literal["board", "shared", "public"]
    valid_until: str | None
    questions: list[int] = Field(description="The questions of this board beside which it stands")
    preread: bool
    opened: bool
    read: bool
    version: Force


class Documents(BaseModel):
    """A page of documents, the newest first."""

    items: list[DocumentTold]
    next: str | None


class Read(Stamped):
    """The version that I looked at."""

    version: StrictInt


@router.get(LIBRARY, response=reads(Documents))
def library(request, slug: Slug, window: Query[Window]):
    """What is in force in a board's library and meant for me."""
    return _library(request.auth, slug, window)


@router.get(LIBRARY + "/{document_id}", response=reads(DocumentTold))
def document(request, slug: Slug, document_id: Id):
    """One document; asking is not opening it: its file is at its page's address."""
    return _document(request.auth, slug, document_id)


@router.put(LIBRARY + "/{document_id}/reading", response=writes({204: None}))
def reading(request, slug: Slug, document_id: Id, payload: Read):
    """Mark the version in force as read; twice changes nothing, and an older one is refused."""
    member = seat_of(request.auth, slug)
    found = _in_force(member).filter(pk=document_id).first()
    if found is None:
        raise Absent
    mark_document_read(found, by=member, version=payload.version, stamp=payload.stamp)
    return Status(204, None)


@steady
def _library(user, slug, window):
    member = seat_of(user, slug)
    order = list(_in_force(member).order_by("-published_at", "-number", "pk").values_list("pk", flat=True))
    page = window.listed(window.of(order, str), str)
    told = {one.pk: _told(one, member) for one in _drawn(member).filter(pk__in=page["items"])}
    return page | {"items": [told[key] for key in page["items"] if key in told]}


@steady
def _document(user, slug, document_id):
    member = seat_of(user, slug)
    found = _drawn(member).filter(pk=document_id).first()
    if found is None:
        raise Absent
    return _told(found, member)


def _in_force(member):
    """Documents on the shelves of a seat's board that it may read and that have a version in force."""
    here = Shelf.objects.filter(document=OuterRef("pk"), board=member.board_id)
    shown = Document.objects.visible_to(member).filter(Exists(here), versions__state=Version.State.PUBLISHED)
    return shown.listed()


def _drawn(member):
    listed = _in_force(member).prefetch_related("areas", "products")
    return Reading.objects.filter(member=member).told_of(listed)


def _told(document, member):
    version, shelves = document.current, [one for one in document.shelves.all() if one.board_id == member.board_id]
    plain = ("title", "summary", "language", "confidentiality", "opened", "read")
    last, kind = document.valid_until, document.kind
    return {name: getattr(document, name) for name in plain} | {
        "id": str(document.pk), "kind": kind.word if kind else None, "tags": list(document.tags),
        "areas": [term.word for term in document.areas.all()], "valid_until": last.isoformat() if last else None,
        "products": [term.word for term in document.products.all()], "preread": any(one.preread for one in shelves),
        "questions": sorted(one.question_number for one in shelves if one.question_number), "version": _force(version),
    }  # fmt: skip


def _force(version):
    told = ("number", "format", "sha256", "size", "pages", "minutes", "changed", "address")
    at = f"{version.published_at:%Y-%m-%dT%H:%M:%SZ}"
    return {name: getattr(version, name) for name in told} | {"published_at": at}


register("", router)
