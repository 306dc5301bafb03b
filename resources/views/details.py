"""What a document is about and where it is shown, and how a library is set up."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisory.refusals import Conflict, Invalid
from advisory.rights import allow, can
from boards.decorators import member_required, seats_of
from resources.commands.approvals import set_approvals
from resources.commands.details import describe_document, place_document, shelve_document
from resources.commands.vocabulary import set_term
from resources.forms.details import ApprovalsForm, DetailsForm, PlaceForm, WordForm
from resources.models import Term
from resources.views.versions import STALE, _document


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def document_edit(request, document_id):
    """Say what a document is about and for whom."""
    found = _document(request, document_id)
    form = DetailsForm(request.POST if request.method == "POST" else None, document=found)
    act = _checked(request, form, lambda: describe_document(found, **form.details(), **_from(request)))
    return _answer(request, found, act, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def document_places(request, document_id):
    """Say where a document is shown."""
    found = _document(request, document_id)
    form = PlaceForm(request.POST if request.method == "POST" else None, document=found, others=_others(request))
    act = _checked(request, form, lambda: _place(request, found, form))
    return _answer(request, found, act, places=form)


@require_safe
@member_required
def setup(request):
    """Who approves what the library publishes, and by which words it is described."""
    return _setup(request)


@require_POST
@member_required
def approvals(request):
    """Set who approves."""
    form = ApprovalsForm(request.POST, board=request.board)
    act = _checked(request, form, lambda: set_approvals(request.board, form.approvals(), **_from(request)))
    refusal = act()
    return (
        _setup(request, refusal, approvals=form) if refusal else _back(request, "Set. It holds for what is sent now.")
    )


@require_POST
@member_required
def words(request):
    """Add a word to the vocabulary, or retire one."""
    form, on = WordForm(request.POST), request.POST.get("on") != "0"
    act = _checked(request, form, lambda: set_term(on=on, **form.cleaned_data, **_from(request)))
    refusal = act()
    return _setup(request, refusal, word=form) if refusal else _back(request, "The vocabulary has changed.")


def _setup(request, refusal=None, **forms):
    allow(request.member, "library.vocabulary", request.board)
    offered = [(facet, label, Term.objects.words(facet)) for facet, label in Term.Facet.choices]
    context = {
        "nav": "library", "offered": offered, "word": forms.get("word") or WordForm(),
        "approvals": (forms.get("approvals") or ApprovalsForm(board=request.board))
        if can(request.member, "library.approvals", request.board) else None,
    }  # fmt: skip
    return render(request, "resources/setup/page.html", context, status=refusal.status if refusal else 200)


def _answer(request, document, act, **forms):
    """Do it and go to the document; or its form again, with what was typed and what is wrong with it."""
    form = next(iter(forms.values()))
    refusal = act() if form.is_bound else None
    if form.is_bound and refusal is None:
        messages.success(request, "Kept.")
        return redirect("document", request.board.slug, document.pk)
    context = {"nav": "library", "document": document, "form": DetailsForm(None, document=document)}
    context |= {"places": PlaceForm(None, document=document, others=_others(request)), **forms}
    return render(request, "resources/documents/edit.html", context, status=refusal.status if refusal else 200)


def _checked(request, form, command):
    """The command behind a form, ready to be given; what it refuses stands in the form, and is handed back."""

    def act():
        try:
            if request.member.stale(request.POST.get("stamp")):
                raise Conflict("changed_policy", STALE)
            if not form.is_valid():
                raise Invalid
            command()
        except (Invalid, Conflict) as refusal:
            form.refuse(refusal)
            return refusal
        return None

    return act


def _place(request, document, form):
    given, chosen = form.cleaned_data, set(form.cleaned_data.get("boards", ()))
    beside = {"question_number": given["question"], "preread": given["preread"], "minutes": given["minutes"] or 0}
    for board in _others(request):
        shelve_document(document, board, by=request.member, on=str(board.pk) in chosen)
    place_document(document, **beside, **_from(request))


def _others(request):
    """The other boards on which the same person publishes."""
    seats = [seat for seat in seats_of(request.user) if seat.board != request.board]
    return [seat.board for seat in seats if can(seat, "document.publish", seat.board)]


def _back(request, told):
    messages.success(request, told)
    return redirect("library-setup", request.board.slug)


def _from(request):
    return {"by": request.member, "stamp": request.POST.get("stamp")}
