"""The library: what members may read on a board, and where staff publish it."""

from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisory.refusals import Absent, Conflict, Invalid, Refusal
from advisory.rights import allow, can
from boards.decorators import member_required, signed_in
from boards.models import Board
from resources.annotating import notes_page
from resources.commands.documents import open_document, publish_document
from resources.commands.following import note_visit
from resources.commands.readings import keep_place, mark_document_read
from resources.filming import film
from resources.forms.documents import DocumentForm
from resources.listing import ORDERS, Listing
from resources.marked import handed_out
from resources.models import Collection, Document, Reading, Shelf, Version
from resources.news import news_of
from resources.places import places
from resources.prereads import prereads
from resources.reading import Reader, last_met, numbered, readings
from resources.receipts import receipts
from resources.served import READER
from resources.topics import notes_of, topics_of


@require_safe
@member_required
def library(request):
    """The documents of one board, narrowed and in the order that was asked for."""
    member = request.member
    listing = Listing(_on(request.board, Document.objects.visible_to(member)), request.GET, board=request.board)
    steers = can(member, "document.publish", request.board)
    context = {**_listed(listing, {request.board}, member=member), "may_publish": steers}
    context["to_read"] = prereads(member)
    made = Collection.objects if steers else Collection.objects.visible_to(member)
    context["collections"] = made.filter(board=request.board)
    return render(request, "resources/documents/list.html", context)


@require_safe
@signed_in
def all_documents(request):
    """The documents of all boards on which I sit."""
    person, documents = request.user, Document.objects.of(request.user)
    news = news_of(person, note_visit(by=person) if request.method == "GET" else None)
    boards = set(Board.objects.of(person).order_by())
    context = _listed(Listing(documents, request.GET, news=news), boards, member__user=person)
    context |= {"collections": Collection.objects.of(person), "topics": topics_of(person, documents)}
    return render(request, "resources/documents/list.html", context | {"notes": notes_of(person)})


@require_safe
@member_required
def document(request, document_id):
    """One document: its words, its pages, or the way to it; seeing what it says is opening it."""
    found = find_document(request, document_id)
    shown, met = _shown(request, found), readings(found, request.member)
    mine = met.get(shown.pk) or Reading(version=shown, member=request.member)
    reader = Reader(shown, request.GET, mine.place)
    if request.method == "GET" and shown == found.current and (reader.count or not shown.file):
        _opened_at(found, mine, reader)
    context = {"nav": "library", "document": found, "version": shown, "reader": reader, "reading": mine}
    context |= _standing(request.member, found, met) | _content(request.board, shown, reader)
    if not reader.whole:
        context |= notes_page(request, found, shown, reader.number if reader.count else 0)
    return render(request, "resources/documents/detail.html", context | {"last": last_met(shown, met)})


@require_safe
@member_required
def document_file(request, document_id):
    """A PDF or a range of it, asked for anew each time; a read from its first byte is an opening."""
    found = find_document(request, document_id)
    shown = found.current or found.versions.all()[0]
    try:
        answer = handed_out(request, shown)
    except (FileNotFoundError, ValueError) as missing:
        raise Absent from missing
    if request.method == "GET" and shown == found.current and _reads(answer, found, request.member):
        open_document(found, by=request.member)
    answer["Content-Security-Policy"] = READER
    return answer


@require_POST
@member_required
def document_reading(request, document_id):
    """Mark the version that one looked at as read."""
    found, sent = find_document(request, document_id), request.POST
    try:
        mark_document_read(found, by=request.member, version=sent.get("version"), stamp=sent.get("stamp"))
    except Conflict as refusal:
        messages.error(request, refusal.message)
    return redirect("document", request.board.slug, found.pk)


@require_POST
@member_required
def document_place(request, document_id):
    """Keep where somebody stopped, so that they go on there on whichever device."""
    found, number = find_document(request, document_id), request.POST.get("version", "")
    place = request.POST.get("place", "")
    place = int(place) if place.isascii() and place.isdecimal() and len(place) < 9 else -1
    if found.current and str(found.current.number) == number:
        keep_place(found, by=request.member, version=found.current.number, place=place)
    return HttpResponse(status=204)


@require_http_methods(["GET", "POST"])
@member_required
def document_new(request):
    """Publish a document; when it cannot be, the form comes back with what was typed."""
    allow(request.member, "document.publish", request.board)
    form, status = DocumentForm(*_sent(request), board=request.board), 200
    if form.is_bound:
        try:
            return redirect("document", request.board.slug, _published(request, form).pk)
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    return render(request, "resources/documents/form.html", {"nav": "library", "form": form}, status=status)


def find_document(request, document_id):
    """A document that stands in the library of the caller's board and that they may read, or 404."""
    shown = _on(request.board, Document.objects.visible_to(request.member))
    versions = Version.objects.select_related("published_by__user", "uploaded_by__user")
    about = shown.filter(pk=document_id).select_related("board", "kind")
    found = about.prefetch_related(Prefetch("versions", versions), "shelves").first()
    if found is None:
        raise Absent
    found.in_force = [one for one in found.versions.all() if one.state == Version.State.PUBLISHED]
    return found


def _shown(request, document):
    """The version in force; another by its number, for whoever reads it while it is on its way."""
    number = request.GET.get("version", "")
    asked = next((one for one in document.versions.all() if str(one.number) == number), None)
    if asked and can(request.member, "review.read", asked):
        return asked
    return document.current or document.versions.all()[0]


def _content(board, shown, reader):
    """What a version shows beside its pages, and whether anything of it may be taken out."""
    found, kept = shown.document, shown.file and not (reader.film and shown.document.watermarked)
    told = {"html": numbered(shown.html), "may_take": bool(shown.html or reader.count or kept)}
    told["beside"] = _beside(board, found)
    return told | ({"film": film(board.slug, found, shown)} if reader.film else {})


def _standing(member, document, met):
    """The versions that somebody may know of, and whether they may steer the document."""
    steers = member.board == document.board and can(member, "document.publish", document)
    known = [one for one in document.versions.all() if steers or one.published_at]
    for one in known:
        over = one.reason == Version.SUPERSEDED and (steers or one.pk in met)
        one.compared = bool(document.current) and (over or (steers and one.is_open))
    under_way = next((one for one in known if one.is_open), None)
    told = {"versions": known, "may_publish": steers, "open": under_way, "receipts": receipts(member, document)}
    if document.current:
        takes = [shelf.minutes for shelf in document.shelves.all() if shelf.board_id == member.board_id]
        told["takes"] = max(takes, default=0) or document.current.minutes
    return told


def _listed(listing, boards, **who):
    """What the list shows: documents with how somebody stands to each, and the board in whose library they find it."""
    found = listing.rows(**who)
    for document in found:
        document.place = document.place_among(boards)
    return {"nav": "library", "documents": found, "listing": listing, "orders": ORDERS.items()}


def _on(board, documents):
    """What stands in the library of one board."""
    return documents.filter(Exists(Shelf.objects.filter(document=OuterRef("pk"), board=board)))


def _beside(board, document):
    """The questions of a board beside which a document stands: [(number, title)]."""
    numbers = {one.question_number for one in document.shelves.all() if one.board_id == board.pk} - {None}
    return [(number, title) for number, title in places(board) if number in numbers] if numbers else []


def _opened_at(document, reading, reader):
    """Note that a page was opened, and where: the desk is told once an hour, the place is its reader's own."""
    if not reading.told_lately:
        open_document(document, by=reading.member)
    if reader.count > 1 and reader.number != reading.place:
        keep_place(document, by=reading.member, version=reading.version.number, place=reader.number)


def _reads(answer, document, member):
    """Whether an answer opens the document: it holds the first byte, or any byte for one who never opened it."""
    begins = answer.status_code == 200 or answer.get("Content-Range", "").startswith("bytes 0-")
    return begins or (answer.status_code == 206 and not _opened(document, member))


def _opened(document, member):
    return document.current is not None and document.current.readings.filter(member=member).exists()


def _sent(request):
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _published(request, form):
    if request.member.stale(request.POST.get("stamp")):
        raise Conflict("changed_policy", "Your seat has changed since this page opened. Look it over, then publish.")
    if not form.is_valid():
        raise Invalid
    return publish_document(request.board, by=request.member, **form.details())
