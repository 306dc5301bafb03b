"""Documents and their pages, as those whom they are meant for find them: what is in force, wherever it is shown."""

from hashlib import sha256

from django.db.models import Q
from django.urls import reverse

from advisory.search.sources import Filed, Found, Source, searchable
from resources.models import Document, Leaf, Shelf

WHOLE = 0  # stands where a page would have its number


def meant_for(seats):
    """The names of the audiences of documents to which some seats belong: {board: seat}."""
    narrow = ~Q(document__roles=()) | ~Q(document__countries=())
    found = Shelf.objects.filter(narrow, board__in=seats).order_by()
    asked = found.values_list("board", "document__roles", "document__countries").distinct()
    papers = [(seats[board], Document(roles=roles, countries=countries)) for board, roles, countries in asked]
    return [_audience(seat.board, paper) for seat, paper in papers if paper.meant_for(seat)]


def _audience(board, document):
    """The name for whoever on a board a document is meant for: everybody, or those of some roles and countries."""
    if document.for_everybody:
        return board.stream
    whom = " ".join([*sorted(document.roles), "/", *sorted(document.countries)])
    return f"{board.stream}.for.{sha256(whom.encode()).hexdigest()[:16]}"


def _file(document):
    """The version in force with its pages, once for each place where it is shown."""
    version = document.current
    if version is None:
        return
    leaves = list(version.leaves.exclude(text="").values_list("number", "text"))
    texts = [(WHOLE, (document.title, document.summary, " ".join(document.tags), version.body))]
    texts += [(number, (text,)) for number, text in leaves]
    for shelf in document.shelves.select_related("board"):
        where = {"board": shelf.board_id, "audience": _audience(shelf.board, document)}
        for page, words in texts:
            part = f"{page}.{shelf.pk.hex}"
            yield Filed(words, at=version.published_at, number=shelf.question_number, place=page, part=part, **where)


def _all():
    return Document.objects.select_related("board")


def _drawn(reader, hits):
    shown = Document.objects.of(reader.user).listed().filter(pk__in={hit.thing for hit in hits}).in_bulk()
    pages = {hit.place for hit in hits if hit.place}
    versions = [document.current.pk for document in shown.values() if document.current]
    leaves = Leaf.objects.filter(version__in=versions, number__in=pages) if pages else ()
    leaves = {(leaf.version_id, leaf.number): leaf.text for leaf in leaves}
    return {hit.key: found for hit in hits if (found := _found(reader, hit, shown.get(hit.thing), leaves))}


def _found(reader, hit, document, leaves):
    version = document and document.current
    if version is None:
        return None
    board = reader.seats[hit.board].board
    url, about = reverse("document", args=[board.slug, document.pk]), f"Version {version.number}, {board.title}"
    if not hit.place:
        return Found(
            "Document", "doc", document.title, url, " ".join(filter(None, (document.summary, version.body))), about
        )
    text, about = leaves.get((version.pk, hit.place), ""), f"Page {hit.place} of {version.pages}, {about}"
    return Found("Document", "doc", document.title, f"{url}#page-{hit.place}", text, about)


searchable(Source("document", "documents", Document, _file, _all, _drawn))
