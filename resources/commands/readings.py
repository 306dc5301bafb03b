"""Members say that they have read a document."""

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from boards.commands.stamps import require_current
from resources.models import Document, Reading, Version

FARTHEST = 1_000_000


def keep_place(document, *, by, version, place):
    """Keep where somebody stopped in the version in force: a page, or a second of a recording. Theirs alone."""
    allow(by, "document.read", document)
    if not 0 <= place <= FARTHEST:
        raise Invalid(fields={"place": "There is no such place."})
    opened = Reading.objects.filter(version__document=document, version__state=Version.State.PUBLISHED, member=by)
    opened.filter(version__number=version).update(place=place)


@transaction.atomic
def mark_document_read(document, *, by, version, stamp=None):
    """Mark the version in force as read, if it is the one that was looked at; saying it twice changes nothing."""
    (by,) = lock(by.board, by)
    require_current(by, stamp)
    allow(by, "document.read", document)
    document = Document.objects.select_related(*Document.together).get(pk=document.pk)
    current = document.current
    if current is None or str(current.number) != str(version):
        raise Conflict("changed", "There is a newer version by now. Look at it, then mark it as read.")
    reading, _ = Reading.objects.get_or_create(version=current, member=by)
    if reading.read_at:
        return
    reading.read_at = timezone.now()
    reading.save(update_fields=["read_at"])
    if document.board_id == by.board_id:
        record("document.read", document, by=by, version=current.number)
    else:
        record(
            "shelf.read", document.shelves.select_related("board").get(board=by.board), by=by, version=current.number
        )
