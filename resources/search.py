"""Documents, their pages and the notes on them, as those whom they are meant for find them: what is in force."""

from hashlib import sha256

from django.urls import reverse

from advisory.search.filing import index, index_all
from advisory.search.sources import Filed, Found, Source, searchable
from resources.anchors import part
from resources.models import Annotation, Document, Leaf, Shelf
from resources.models.codes import narrow
from resources.telling import face, hidden, shown

WHOLE = 0  # stands where a page would have its number


def meant_for(seats, boards):
    """The names of the audiences of documents, and of notes on them, to which seats on some boards belong."""
    found = Shelf.objects.filter(document__in=Document.objects.filter(narrow()), board__in=boards).order_by()
    asked = found.values_list("board", "document__roles", "document__countries").distinct()
    papers = [(seats[board], Document(roles=roles, countries=countries)) for board, roles, countries in asked]
    names = [(seat, _audience(seat.board, paper)) for seat, paper in papers if paper.meant_for(seat)]
    noted = [(seat, name) for seat, name in [*((seat, seat.board.stream) for seat in seats.values()), *names]]
    among = [f"{name}.notes" for seat, name in noted if seat.reads_raw]
    staff = [_staff(seat.board) for seat in seats.values() if seat.reads_raw and seat.is_staff_seat]
    return [name for _, name in names] + among + staff


def index_document(document):
    """Let a document and the notes on it be found by those who may read it now."""
    index(document)
    notes = list(document.annotations.drawn())
    for note in notes:
        note.document = document
    index_all(notes)


def _audience(board, document):
    """The name for whoever on a board a document is meant for: everybody, or those of some roles and countries."""
    if document.for_everybody:
        return board.stream
    whom = " ".join([*sorted(document.roles), "/", *sorted(document.countries)])
    return f"{board.stream}.for.{sha256(whom.encode()).hexdigest()[:16]}"


def _staff(board):
    """The name for whoever reads notes on documents that are not in force."""
    return f"{board.stream}.notes.staff"


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


def _file_note(note):
    """What was shared, for those who may read its document now; what was not, for its writer."""
    if note.removed_at or not note.current or not note.current.body:
        return
    document, audience = note.document, ""
    if note.shared_at and (note.reply_to is None or note.reply_to.shared_at):
        audience = f"{_audience(note.board, document)}.notes" if document.current else _staff(note.board)
    told = {"owner": note.member_id, "role": note.role, "place": note.leaf}
    yield Filed((note.current.body,), note.board.pk, audience, note.shared_at or note.created_at, **told)


def _all():
    return Document.objects.select_related("board")


def _drawn(reader, hits):
    seats = [reader.seats[board] for board in {hit.board for hit in hits}]
    shown = Document.objects.filter(pk__in={hit.thing for hit in hits}).seen_from(seats).listed().in_bulk()
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
    url, about = _page(board, document), f"Version {version.number}, {board.title}"
    if not hit.place:
        return Found(
            "Document", "doc", document.title, url, " ".join(filter(None, (document.summary, version.body))), about
        )
    text, about = leaves.get((version.pk, hit.place), ""), f"Page {hit.place} of {version.pages}, {about}"
    return Found("Document", "doc", document.title, f"{url}?page={hit.place}", text, about, paged=True)


def _draw_notes(reader, hits):
    notes = Annotation.objects.drawn().filter(pk__in={hit.thing for hit in hits}, removed_at=None)
    notes = {note.pk: note for note in notes if note.board.pk in reader.seats}
    seats = [reader.seats[note.board.pk] for note in notes.values()]
    about = Document.objects.filter(pk__in={note.document_id for note in notes.values()}).seen_from(seats)
    read = set(about.values_list("pk", flat=True))
    return {hit.key: _note(reader, notes[hit.thing]) for hit in hits if _reads_note(reader, notes.get(hit.thing), read)}


def _reads_note(reader, note, read):
    seat = note and reader.seats[note.board.pk]
    return bool(note) and seat.reads_raw and note.document_id in read and _open_to(seat, note)


def _open_to(seat, note):
    """Whether a note is shared or one's own, and what it answers too."""
    above = note.reply_to or note
    return all(one.shared_at or one.member_id == seat.pk for one in (note, above))


def _note(reader, note):
    document, seat = note.document, reader.seats[note.board.pk]
    mine, writer = note.member_id == seat.pk, face(note, seat.gaze) | {"blind": hidden(note, seat.gaze)}
    name, day = "You" if mine else writer["name"], shown(note, note.shared_at or note.created_at).partition(",")[0]
    label = "note" if note.shared_at else "private note"
    url = f"{_page(note.board, document)}{f'?page={note.leaf}' if note.leaf else ''}#note-{note.reply_to_id or note.pk}"
    quote = part(note.selector, "TextQuoteSelector").get("exact", "")
    where = [f"page {note.leaf}"] if note.leaf else []
    about = ", ".join([name, *where, day, document.title if quote else note.board.title])
    title = f"On “{quote}”" if quote else document.title
    return Found(
        f"Your {label}" if mine else "Note", "pen" if mine else "chat", title, url, note.current.body, about,
        mine, None if mine else writer,
    )  # fmt: skip


def _page(board, document):
    return reverse("document", args=[board.slug, document.pk])


searchable(
    Source("document", "documents", Document, _file, _all, _drawn),
    Source("note", "notes", Annotation, _file_note, Annotation.objects.drawn, _draw_notes),
)
