"""Collections of documents are put together, changed and given up by the team of a board."""

from django.db import transaction

from advisory.events.record import lock, record
from advisory.refusals import Invalid
from advisory.rights import allow
from advisory.text import checked_for
from boards.commands.stamps import require_current
from resources.models import Collection, Document, Gathered

MOST = 100


@transaction.atomic
def gather_documents(board, *, by, stamp=None, **details):
    """Make a collection: its `title`, a `summary`, and `documents` of the board's library in their order."""
    by, board = lock(board, by, board)
    require_current(by, stamp)
    allow(by, "library.collections", board)
    collection = Collection.objects.create(board=board, **_checked(details))
    _put(collection, by, details["documents"])
    record("collection.made", collection, by=by, documents=len(details["documents"]))
    return collection


@transaction.atomic
def change_collection(collection, *, by, stamp=None, **details):
    """Say anew what a collection is called, and which documents are in it, in which order."""
    by, collection = lock(collection.board, by, collection)
    require_current(by, stamp)
    allow(by, "library.collections", collection.board)
    for name, value in _checked(details).items():
        setattr(collection, name, value)
    collection.save()
    collection.gathered.all().delete()
    _put(collection, by, details["documents"])
    record("collection.changed", collection, by=by, documents=len(details["documents"]))


@transaction.atomic
def remove_collection(collection, *, by, stamp=None):
    """Give a collection up; its documents stay where they are."""
    by, collection = lock(collection.board, by, collection)
    require_current(by, stamp)
    allow(by, "library.collections", collection.board)
    record("collection.removed", collection, by=by)
    collection.delete()


def _checked(details):
    return checked_for(Collection, {"title": details["title"], "summary": details.get("summary", "")})


def _put(collection, by, documents):
    keys = [document.pk for document in documents]
    shown = Document.objects.visible_to(by).filter(pk__in=keys, shelves__board=collection.board).distinct()
    if not 0 < len(keys) <= MOST or shown.count() != len(keys):
        raise Invalid(fields={"documents": f"Choose 1 to {MOST} documents of this library."})
    Gathered.objects.bulk_create(
        Gathered(collection=collection, document_id=key, place=place) for place, key in enumerate(keys, 1)
    )
