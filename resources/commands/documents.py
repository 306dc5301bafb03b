"""Documents are added and published by staff, and opened by members."""

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.files import discard
from advisory.refusals import Invalid
from advisory.rights import allow
from advisory.text import checked
from resources.commands.contents import content_of
from resources.commands.versions import put_in_force
from resources.models import Document, Reading, Shelf, Version
from resources.places import places

LONGEST_TITLE = 160


def publish_document(board, *, by, format, title, **content):
    """Add a PDF (`file`), a link (`address`) or a page (`body`), perhaps beside a question (`question_number`).

    It is in force at once where the board asks for no approval, and else a draft. The file is read and stored before
    the board is locked, and taken away again when the board then refuses it.
    """
    allow(by, "document.publish", board)
    about = {"title": checked(title, "title", LONGEST_TITLE)}
    number = content.pop("question_number", None)
    kept = content_of(format, **content)
    try:
        return _publish(board, by, {"about": about, "number": number, "content": kept})
    except BaseException:
        discard(kept.get("file"))
        raise


def draft_document(board, title, kept, *, by):
    """Add a document whose file was looked through and stored: a draft until its team sends or publishes it."""
    about = {"title": checked(title[:LONGEST_TITLE].strip(), "title", LONGEST_TITLE)}
    return _publish(board, by, {"about": about, "number": None, "content": kept, "draft": True})


@transaction.atomic
def open_document(document, *, by):
    """Note that a member opened the version in force; the desk of their board hears of it at most once an hour."""
    (by,) = lock(by.board, by)
    allow(by, "document.read", document)
    document = Document.objects.select_related(*Document.together).get(pk=document.pk)
    if document.current is None:
        return
    reading, _ = Reading.objects.get_or_create(version=document.current, member=by)
    if reading.told_lately:
        return
    reading.told_at = timezone.now()
    reading.save(update_fields=["told_at"])
    shelf = document.shelves.select_related("board").filter(board=by.board).first()
    if shelf is None or shelf.board == document.board:
        record("document.opened", document, by=by, version=document.current.number)
    else:
        record("shelf.opened", shelf, by=by, version=document.current.number)


@transaction.atomic
def _publish(board, by, details):
    by, board = lock(board, by, board)
    allow(by, "document.publish", board)
    number = details["number"]
    if number is not None and number not in dict(places(board)):
        raise Invalid(fields={"question": "This board has no such question."})
    last = board.documents.order_by("-number").values_list("number", flat=True).first()
    document = Document.objects.create(board=board, number=(last or 0) + 1, **details["about"])
    Shelf.objects.create(document=document, board=board, question_number=number)
    version = Version.objects.create(document=document, number=1, uploaded_by=by, **details["content"])
    record("version.added", version, by=by, version=1, sha256=version.sha256)
    if not (board.approvals or details.get("draft")):
        put_in_force(version, by, {})
    return document
