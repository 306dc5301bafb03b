"""Documents are published by staff and opened by members."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from advisory.events.models import Event
from advisory.events.record import lock, record
from advisory.files import checked_pdf, discard, stored
from advisory.refusals import Invalid
from advisory.rights import allow
from advisory.text import checked, drawn
from resources.models import Document, Opening
from resources.places import places

FOLDER = "documents"
TOLD_EVERY = timedelta(hours=1)
LONGEST_TITLE, LONGEST_ADDRESS = 160, 500


def publish_document(board, *, by, kind, title, **content):
    """Publish a PDF (`file`), a link (`address`) or a page (`body`), perhaps beside a question (`question_number`).

    The file is read and stored before the board is locked, and taken away again when the board then refuses it.
    """
    allow(by, "document.publish", board)
    number = content.pop("question_number", None)
    details = {"title": checked(title, "title", LONGEST_TITLE), "kind": kind, "question_number": number}
    details |= _content(kind)(**content)
    try:
        return _publish(board, by, details)
    except BaseException:
        discard(details.get("file"))
        raise


@transaction.atomic
def open_document(document, *, by):
    """Note that a member opened a document; the desk hears of it at most once an hour."""
    by, document = lock(document.board, by, document)
    allow(by, "document.read", document)
    Opening.objects.get_or_create(document=document, member=by)
    if not _told_lately(document, by):
        record("document.opened", document, by=by)


@transaction.atomic
def _publish(board, by, details):
    by, board = lock(board, by, board)
    allow(by, "document.publish", board)
    number = details["question_number"]
    if number is not None and number not in dict(places(board)):
        raise Invalid(fields={"question": "This board has no such question."})
    document = Document.objects.create(board=board, published_by=by, **details)
    record("document.published", document, by=by, **({"number": number} if number else {}))
    return document


def _told_lately(document, by):
    told = Event.objects.filter(kind="document.opened", subject_id=document.pk, actor_id=by.user_id)
    return told.filter(at__gt=timezone.now() - TOLD_EVERY).exists()


def _content(kind):
    checks = {Document.Kind.PDF: _pdf, Document.Kind.LINK: _link, Document.Kind.PAGE: _page}
    if kind not in checks:
        raise Invalid(fields={"kind": "Choose a PDF, a link or a page of text."})
    return checks[kind]


def _pdf(file=None, **_):
    return {"file": stored(checked_pdf(file), FOLDER)}


def _link(address="", **_):
    address = checked(address, "address", LONGEST_ADDRESS)
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError as wrong:
        raise Invalid(fields={"address": "Write the whole address, beginning with https:// or http://."}) from wrong
    if "@" in urlsplit(address).netloc:
        raise Invalid(fields={"address": "The address holds a name or a password before its site. Leave that out."})
    return {"address": address}


def _page(body="", **_):
    body = checked(body)
    return {"body": body, "html": drawn(body)}
