"""What the log says about documents; who opened which is for the desk alone."""

from advisory.events.kinds import Kind, Subject, kinds, subjects
from resources.models import Document


def _documents(ids):
    return {document.pk: document for document in Document.objects.filter(pk__in=ids).select_related("board")}


subjects(Subject("document", _documents, lambda document: {document.board.stream, f"{document.board.stream}.desk"}))
kinds(
    Kind("document.published", "{actor} published a document", "board", "document"),
    Kind("document.opened", "{actor} opened a document", "desk", "document"),
)
