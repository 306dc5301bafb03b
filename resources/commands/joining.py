"""A file that arrived as a document of its own becomes the next version of another one."""

from django.db import transaction

from advisory.events.record import lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from advisory.text import checked
from boards.commands.stamps import require_current
from resources.commands.versions import LONGEST_CHANGE
from resources.models import Document, Version

NOT_ALONE = "This is not a new draft any more. Add the file as a version on the page of the document."
OPEN = "Another version of that document is on its way. Finish or replace that one."


@transaction.atomic
def join_document(version, document, *, by, changed, stamp=None):
    """Make the draft of a document that was just added the next version of another one, with what changed in it."""
    changed = checked(changed, "changed", LONGEST_CHANGE)
    by, version, document = lock(version.board, by, version, document)
    require_current(by, stamp)
    allow(by, "document.publish", document)
    alone = version.document
    if document.board_id != alone.board_id or document == alone:
        raise Invalid(fields={"follows": "Choose a document of this board."})
    if version.state != Version.State.DRAFT or version.number != 1 or version.sent or alone.versions.count() > 1:
        raise Conflict("closed", NOT_ALONE)
    if document.on_its_way:
        raise Conflict("version_open", OPEN)
    last = document.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version.document, version.number, version.changed = document, last + 1, changed
    version.save(update_fields=["document", "number", "changed"])
    Document.objects.filter(pk=alone.pk).delete()
    record("version.moved", version, by=by, version=version.number, sha256=version.sha256)
    return document
