"""A document is taken out with its notes."""

from django.db import transaction

from advisory.events.record import lock, record
from advisory.rights import allow


@transaction.atomic
def take_notes(document, *, by, format):
    """Tell the desk that somebody took a document out with the notes that they may read."""
    by, document = lock(document.board, by, document)
    allow(by, "annotation.take", document)
    record("document.taken", document, by=by, format=format)
