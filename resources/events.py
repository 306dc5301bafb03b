"""What the log says about documents: to their readers, to the team, and of who opened which to the desk alone."""

from advisory.events.kinds import Audience, Kind, Subject, audiences, kinds, subjects
from resources.models import Document, Shelf, Version


def _document(thing):
    return thing if isinstance(thing, Document) else thing.document


def _library(thing):
    return f"{_document(thing).board.stream}.library"


def _documents(ids):
    return {document.pk: document for document in Document.objects.filter(pk__in=ids).select_related("board")}


def _versions(ids):
    return {one.pk: one for one in Version.objects.filter(pk__in=ids).select_related(*Version.together)}


def _homes(document):
    """Where a document may be told of now: on its board's own stream only while everybody there may read it."""
    stream = document.board.stream
    told = {document.stream, f"{stream}.desk", f"{stream}.library"}
    return told | {stream} if document.for_everybody else told


def _shelves(ids):
    return {shelf.pk: shelf for shelf in Shelf.objects.filter(pk__in=ids).select_related("board")}


audiences(
    Audience("document", "board.<slug>.d<number>", "whoever may read the document, but for whoever reads the report "
             "alone", lambda document: document.stream),
    Audience("library", "board.<slug>.library", "chair, moderator, sponsor, and reviewers of what is in review",
             _library),
)  # fmt: skip
subjects(
    Subject("document", _documents, _homes),
    Subject("shelf", _shelves, lambda shelf: {f"{shelf.board.stream}.desk"}),
    Subject("version", _versions, lambda version: {_library(version)}),
)
kinds(
    Kind("document.published", "{actor} published a document", "board", "document"),
    Kind("document.version_published", "{actor} published a version of a document", "document", "document",
         moves_rights=True),
    Kind("document.opened", "{actor} opened a document", "desk", "document"),
    Kind("shelf.opened", "{actor} opened a document of another board", "desk", "shelf"),
    Kind("version.added", "{actor} added a version of a document", "library", "version", moves_rights=True),
)  # fmt: skip
