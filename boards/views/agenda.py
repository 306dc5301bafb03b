"""The agenda of a live session is written by plain forms; what is refused comes back as it was typed."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from advisory.refusals import Absent, Refusal
from advisory.rights import allow
from boards.blinding import aliases
from boards.commands.agenda import add_item, change_item, move_item, remove_item
from boards.decorators import member_required
from boards.forms.agenda import ItemForm
from boards.models import AgendaItem
from boards.sessions.reading import agenda_of, minutes_in
from boards.views.sessions import session_of

FORM = require_http_methods(["GET", "HEAD", "POST"])
STEPS = {"up": -1, "down": 1}


@FORM
@member_required
def agenda(request, session_id):
    """All points in order, and one more."""
    found = session_of(request, session_id)
    allow(request.member, "agenda.keep", request.board)
    form = ItemForm(request.POST if request.method == "POST" else None, member=request.member)
    if form.is_bound and form.is_valid():
        try:
            add_item(found, form.cleaned_data.pop("title"), **_given(request, form))
            return _back(found)
        except Refusal as refusal:
            form.refuse(refusal)
    rows = agenda_of(found, request.member)
    context = {"nav": "sessions", "session": found, "form": form, "agenda": rows, "blinded": aliases(found)}
    context |= {"planned": minutes_in(item for item, _ in rows)}
    return render(request, "boards/sessions/agenda.html", context, status=422 if form.errors else 200)


@FORM
@member_required
def item(request, session_id, item_id):
    """Change one point."""
    found = _item(request, session_id, item_id)
    allow(request.member, "agenda.keep", request.board)
    form = ItemForm(request.POST if request.method == "POST" else None, member=request.member, item=found)
    if form.is_bound and form.is_valid():
        try:
            change_item(found, **_given(request, form))
            return _back(found.session)
        except Refusal as refusal:
            form.refuse(refusal)
    back = reverse("agenda", args=[request.board.slug, found.session_id])
    context = {"nav": "sessions", "session": found.session, "form": form, "heading": "Change this point", "back": back}
    return render(request, "boards/sessions/form.html", context, status=422 if form.errors else 200)


@require_POST
@member_required
def removal(request, session_id, item_id):
    """Take one out."""
    found = _item(request, session_id, item_id)
    remove_item(found, by=request.member, stamp=request.POST.get("stamp"))
    return _back(found.session)


@require_POST
@member_required
def move(request, session_id, item_id):
    """Put one a place up or down."""
    found = _item(request, session_id, item_id)
    step = STEPS.get(request.POST.get("step"))
    if step is None:
        raise Absent
    move_item(found, step, by=request.member, stamp=request.POST.get("stamp"))
    return _back(found.session)


def _item(request, session_id, item_id):
    found = AgendaItem.objects.filter(session=session_of(request, session_id), pk=item_id).first()
    if found is None:
        raise Absent
    found.session = session_of(request, session_id)
    return found


def _given(request, form):
    return form.cleaned_data | {"by": request.member, "stamp": request.POST.get("stamp")}


def _back(session):
    return redirect("agenda", session.board.slug, session.pk)
