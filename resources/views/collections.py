"""Collections of documents, and the topics that somebody follows."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisory.refusals import Absent, Conflict, Invalid
from advisory.rights import allow, can
from boards.decorators import member_required, seats_of, signed_in
from boards.models import Board
from resources.commands.collections import change_collection, gather_documents, remove_collection
from resources.commands.following import follow_topic
from resources.forms.collections import CollectionForm
from resources.listing import collected
from resources.models import Collection, Document, Term
from resources.views.versions import STALE


@require_POST
@signed_in
def topic(request, term_id):
    """Follow a topic, or no more."""
    term, on = get_object_or_404(Term, pk=term_id), request.POST.get("on") == "1"
    follow_topic(term, by=request.user, on=on)
    messages.success(request, f"You follow {term.word}." if on else f"You follow {term.word} no more.")
    return redirect("all-documents")


@require_safe
@signed_in
def collection(request, collection_id):
    """A collection in its order, of which everybody sees what they may read."""
    found = Collection.objects.of(request.user).filter(pk=collection_id).first()
    if found is None:
        raise Absent
    shown = collected(found, request.user)
    boards = set(Board.objects.of(request.user).order_by())
    for document in shown:
        document.place = document.place_among(boards)
    seat = next((seat for seat in seats_of(request.user) if seat.board == found.board), None)
    context = {"nav": "library", "collection": found, "documents": shown}
    context["may_change"] = seat is not None and can(seat, "library.collections", found.board)
    return render(request, "resources/collections/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def collection_new(request):
    """Put documents together; when it cannot be, the form comes back with what was typed."""
    return _answer(request, None, lambda details: gather_documents(request.board, **details))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def collection_edit(request, collection_id):
    """Change what is in a collection, and how it is called."""
    found = _collection(request, collection_id)
    return _answer(request, found, lambda details: change_collection(found, **details))


@require_POST
@member_required
def removal(request, collection_id):
    """Give a collection up."""
    found = _collection(request, collection_id)
    remove_collection(found, by=request.member, stamp=request.POST.get("stamp"))
    messages.success(request, "The collection is gone; its documents are where they were.")
    return redirect("library", request.board.slug)


def _collection(request, collection_id):
    allow(request.member, "library.collections", request.board)
    return get_object_or_404(Collection.objects.select_related("board"), board=request.board, pk=collection_id)


def _answer(request, collection, command):
    allow(request.member, "library.collections", request.board)
    documents = Document.objects.visible_to(request.member).filter(shelves__board=request.board).distinct()
    sent = request.POST if request.method == "POST" else None
    form, status = CollectionForm(sent, documents=documents.order_by("title", "pk"), collection=collection), 200
    if form.is_bound:
        try:
            command(_details(request, form))
            messages.success(request, "Kept.")
            return redirect("library", request.board.slug)
        except (Invalid, Conflict) as refusal:
            form.refuse(refusal)
            status = refusal.status
    context = {"nav": "library", "form": form, "collection": collection}
    return render(request, "resources/collections/form.html", context, status=status)


def _details(request, form):
    if request.member.stale(request.POST.get("stamp")):
        raise Conflict("changed_policy", STALE)
    if not form.is_valid():
        raise Invalid
    return form.details() | {"by": request.member, "stamp": request.POST.get("stamp")}
