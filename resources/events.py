"""What the log says about documents: to their readers, to the team, and of who opened which to the desk alone."""

from advisory.events.kinds import Audience, Kind, Subject, audiences, kinds, subjects
from boards.events import mine
from boards.models import Board
from resources.annotating import noted
from resources.decks import turned
from resources.models import Annotation, AnnotationVersion, Collection, Document, Remark, Review, Shelf, Version
from resources.telling import of_annotation


def _library(thing):
    board = thing if isinstance(thing, Board) else thing.board
    return f"{board.stream}.library"


def _documents(ids):
    return {document.pk: document for document in Document.objects.filter(pk__in=ids).select_related("board")}


def _together(model):
    """How many things of one sort are fetched at once, each with its board."""
    return lambda ids: {one.pk: one for one in model.objects.filter(pk__in=ids).select_related(*model.together)}


def _remarked(ids):
    """What stands in the database for remarks: {(id, version): (salt, {"words", "shown"})}."""
    rows = Remark.objects.filter(pk__in=ids).values_list("pk", "salt", "body")
    return {(key, 1): (salt, {"words": body, "shown": body}) for key, salt, body in rows}


def _homes(document):
    """Where a document may be told of now: on its board's own stream only while everybody there may read it."""
    stream = document.board.stream
    told = {document.stream, f"{stream}.desk", f"{stream}.library"}
    return told | {stream} if document.for_everybody else told


def _shelves(ids):
    return {shelf.pk: shelf for shelf in Shelf.objects.filter(pk__in=ids).select_related("board")}


def _annotated(ids):
    """What each version of some notes says now."""
    rows = AnnotationVersion.objects.filter(annotation__in=ids)
    rows = rows.values_list("annotation_id", "number", "salt", "body", "html")
    return {(note, number): (salt, {"words": body, "shown": html}) for note, number, salt, body, html in rows}


def _notes_homes(note):
    """Where a note lives: with the document's readers once shared, at the desk while held; an answer not without it."""
    below = note.reply_to_id and not note.reply_to.shared_at
    shared, held = note.shared_at and not below, note.held_at
    return (
        {mine(note.member)} | ({note.stream} if shared else set()) | ({f"{note.board.stream}.desk"} if held else set())
    )


def _session(event, session, gaze):
    """Which session: what its stage shows is drawn, as it is now."""
    return {"session": session.number}


audiences(
    Audience("document", "board.<slug>.d<number>", "whoever may read the document, but for whoever reads the report "
             "alone", lambda document: document.stream),
    Audience("annotator", "board.<slug>.mine", "the writer of a note alone", lambda note: mine(note.member)),
    Audience("library", "board.<slug>.library", "chair, moderator, sponsor, and reviewers of what is in review",
             _library),
)  # fmt: skip
subjects(
    Subject("document", _documents, _homes),
    Subject("shelf", _shelves, lambda shelf: {f"{shelf.board.stream}.desk", _library(shelf)}),
    Subject("version", _together(Version), lambda version: {_library(version)}),
    Subject("collection", _together(Collection), lambda collection: {_library(collection)}),
    Subject("review", _together(Review), lambda review: {_library(review)}),
    Subject("annotation", _together(Annotation), _notes_homes, _annotated),
    Subject("remark", _together(Remark), lambda remark: {_library(remark)}, _remarked),
)
kinds(
    Kind("document.published", "{actor} published a document", "board", "document"),
    Kind("document.version_published", "{actor} published a version of a document", "document", "document",
         moves_rights=True),
    Kind("document.withdrawn", "{actor} withdrew a document", "document", "document", moves_rights=True),
    Kind("document.expired", "The last day of a document is over", "document", "document", moves_rights=True),
    Kind("document.hidden", "Something was found in a document, and it was hidden", "document", "document",
         moves_rights=True),
    Kind("document.opened", "{actor} opened a document", "desk", "document"),
    Kind("document.described", "{actor} changed what is said of a document", "library", "document", moves_rights=True),
    Kind("document.placed", "{actor} showed a document elsewhere", "library", "document", moves_rights=True),
    Kind("shelf.added", "{actor} showed a document of another board here", "library", "shelf", moves_rights=True),
    Kind("shelf.removed", "{actor} took a document of another board away", "library", "shelf", moves_rights=True),
    Kind("vocabulary.changed", "{actor} changed the vocabulary of the libraries", "library", "board"),
    Kind("document.read", "{actor} marked a document as read", "desk", "document"),
    Kind("shelf.read", "{actor} marked a document of another board as read", "desk", "shelf"),
    Kind("document.taken", "{actor} took a document out with its notes", "desk", "document"),
    Kind("shelf.opened", "{actor} opened a document of another board", "desk", "shelf"),
    Kind("version.added", "{actor} added a version of a document", "library", "version", moves_rights=True),
    Kind("version.captioned", "{actor} set the {sort} of a recording", "library", "version"),
    Kind("version.replaced", "{actor} put another file into a version", "library", "version", moves_rights=True),
    Kind("version.cleared", "{actor} looked at what was found in a version, and let it pass", "library", "version"),
    Kind("version.moved", "{actor} made a draft the next version of a document", "library", "version"),
    Kind("version.sent", "{actor} sent a version for review", "library", "version", moves_rights=True),
    Kind("version.recalled", "{actor} called a version back from review", "library", "version", moves_rights=True),
    Kind("version.returned", "{actor} returned a version", "library", "version", moves_rights=True),
    Kind("version.approved", "A version has every approval", "library", "version"),
    Kind("review.signed", "{actor} signed a decision on a version", "library", "review"),
    Kind("remark.made", "{actor} raised a point about a version", "library", "remark"),
    Kind("remark.settled", "{actor} settled a point about a version", "library", "remark"),
    Kind("remark.reopened", "{actor} opened a point about a version again", "library", "remark"),
    Kind("annotation.drafted", "{actor} wrote a note for themselves", "annotator", "annotation", tells=of_annotation),
    Kind("annotation.amended", "{actor} changed a note that is theirs alone", "annotator", "annotation",
         tells=of_annotation),
    Kind("annotation.dropped", "A note that its writer alone could read, or that was held, was taken away", "annotator",
         "annotation", draws=noted, tells=of_annotation),
    Kind("annotation.waits", "A note of one's own waits for a moderator", "annotator", "annotation", draws=noted,
         tells=of_annotation),
    Kind("annotation.shared", "{actor} wrote a note on a document", "document", "annotation", draws=noted,
         tells=of_annotation),
    Kind("annotation.edited", "{actor} changed a note on a document", "document", "annotation", draws=noted,
         tells=of_annotation),
    Kind("annotation.removed", "{actor} took back a note on a document", "document", "annotation", draws=noted,
         tells=of_annotation),
    Kind("annotation.struck", "{actor} took away a note on a document", "document", "annotation", draws=noted,
         tells=of_annotation),
    Kind("annotation.restored", "{actor} put a note on a document back", "document", "annotation", draws=noted,
         tells=of_annotation),
    Kind("annotation.released", "A note on a document was let back", "document", "annotation", draws=noted,
         tells=of_annotation),
    Kind("annotation.withdrawn", "A note on a document was taken out of sight", "document", "annotation",
         tells=of_annotation),
    Kind("annotation.held", "A note on a document waits for a moderator", "desk", "annotation"),
    Kind("annotation.resolved", "{actor} settled a note on a document", "document", "annotation", draws=noted,
         tells=of_annotation),
    Kind("annotation.reopened", "{actor} opened a note on a document again", "document", "annotation", draws=noted,
         tells=of_annotation),
    Kind("annotation.reacted", "{actor} reacted to a note on a document", "document", "annotation", draws=noted,
         tells=of_annotation),
    Kind("collection.made", "{actor} put documents together as a collection", "library", "collection"),
    Kind("collection.changed", "{actor} changed a collection of documents", "library", "collection"),
    Kind("collection.removed", "{actor} gave up a collection of documents", "library", "collection"),
    Kind("approvals.set", "{actor} set who approves what is published", "library", "board"),
    Kind("deck.shown", "A document was put on the stage of live session {session}", "session", "session",
         draws=turned, tells=_session),
    Kind("slide.turned", "Slide {slide} was shown in live session {session}", "session", "session",
         draws=turned, tells=_session),
    Kind("deck.closed", "The slides of live session {session} were closed", "session", "session",
         draws=turned, tells=_session),
    Kind("version.checked", "A version of a document was looked through", "library", "version"),
)  # fmt: skip
