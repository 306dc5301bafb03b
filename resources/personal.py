"""What libraries keep of a person: what they published, and what they opened."""

from advisory.accounts.registries.personal import Line, personal

THE_BOARDS = "it is the board's library, which others read"
ON_RECORD = "who could read what, and when, is part of the board's record; it names nobody who was erased"


def _document(row):
    return {"board": row.board.slug, "title": row.title, "kind": row.kind, "published_at": row.published_at}


def _opening(row):
    return {"board": row.document.board.slug, "document": row.document_id, "at": row.at}


personal(
    Line("resources.Document", "documents you published", ("published_by__user",), tells=_document, kept=THE_BOARDS),
    Line("resources.Opening", "documents you opened", ("member__user",), tells=_opening, kept=ON_RECORD),
)
