"""What libraries keep of a person: what they uploaded, reviewed and remarked, and what they opened and read."""

from advisory.accounts.registries.personal import Line, personal
from resources.commands.erasing import (
    forget_annotations,
    forget_following,
    forget_remarks,
    forget_signatures,
    forget_uploads,
)

THE_BOARDS = "it is the board's library, which others read"
ON_RECORD = "who could read what, and when, is part of the board's record; it names nobody who was erased"


def _version(row):
    told = {"board": row.document.board.slug, "title": row.document.title, "version": row.number}
    return told | {"format": row.format, "uploaded_at": row.uploaded_at, "published_at": row.published_at}


def _reading(row):
    told = {"board": row.version.document.board.slug, "document": row.version.document_id}
    return told | {"version": row.version.number, "opened_at": row.opened_at, "read_at": row.read_at}


def _review(row):
    told = {"board": row.board.slug, "document": row.version.document_id, "version": row.version.number}
    said = {"function": row.function, "decision": row.decision, "meaning": row.meaning}
    return told | said | {"signed_as": row.signed_name, "signed_at": row.signed_at}


def _annotation(row):
    note = row.annotation
    told = {
        "board": note.board.slug,
        "document": note.document_id,
        "reply_to": note.reply_to_id,
        "place": note.selector,
    }
    return told | {"version": row.number, "at": row.at, "shared_at": note.shared_at, "words": row.body}


def _noted(row):
    return {"board": row.document.board.slug, "document": row.document_id, "at": row.created_at}


def _reacted(row):
    return {"board": row.annotation.board.slug, "note": row.annotation_id, "kind": row.kind}


def _remark(row):
    return {"board": row.board.slug, "document": row.version.document_id, "at": row.at, "words": row.body}


def _topic(row):
    return {"facet": row.term.facet, "topic": row.term.word, "since": row.since}


def _visit(row):
    return {"last": row.last_at, "before": row.before}


def _upload(row):
    return {"board": row.board.slug, "name": row.name, "size": row.size, "arrived": row.offset}


personal(
    Line("resources.Upload", "files that you are sending", ("by__user",), tells=_upload, erases=forget_uploads),
    Line("resources.Version", "versions of documents that you uploaded or published",
         ("uploaded_by__user", "published_by__user"), tells=_version, kept=THE_BOARDS),
    Line("resources.Leaf", "their pages", ("version__uploaded_by__user",), left_out=THE_BOARDS, kept=THE_BOARDS),
    Line("resources.Deck", "live sessions that show them", ("version__uploaded_by__user",), left_out=THE_BOARDS,
         kept=THE_BOARDS),
    Line("resources.Check", "what was checked in them", ("version__uploaded_by__user",), left_out=THE_BOARDS,
         kept=THE_BOARDS),
    Line("resources.Track", "captions and chapters of recordings", ("version__uploaded_by__user",),
         left_out=THE_BOARDS, kept=THE_BOARDS),
    Line("resources.Review", "versions that you were asked to review, and what you signed", ("reviewer__user",),
         tells=_review, erases=forget_signatures),
    Line("resources.Remark", "points that you raised about versions", ("by__user",), tells=_remark,
         erases=forget_remarks),
    Line("resources.Annotation", "notes that you wrote on documents", ("member__user",), tells=_noted, kept=ON_RECORD),
    Line("resources.AnnotationVersion", "every version of their words", ("annotation__member__user",),
         tells=_annotation, erases=forget_annotations),
    Line("resources.AnnotationReaction", "notes on documents that you agreed with or found insightful",
         ("member__user",), tells=_reacted, kept=ON_RECORD),
    Line("resources.Following", "topics of documents that you follow", ("person",), tells=_topic,
         erases=forget_following),
    Line("resources.Visit", "when you were last in the library", ("person",), tells=_visit, erases=forget_following),
    Line("resources.Reading", "documents you opened and read", ("member__user",), tells=_reading, kept=ON_RECORD),
)  # fmt: skip
