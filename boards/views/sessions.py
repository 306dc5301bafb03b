"""The live sessions of a board: the list, one before it begins, and its schedule."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisory.refusals import Absent, Refusal
from advisory.rights import allow, can
from boards.blinding import blinds
from boards.commands.sessions import cancel_session, change_session, schedule_session
from boards.decorators import member_required
from boards.forms.sessions import SessionForm
from boards.models import Session
from boards.sessions.reading import WAYS, agenda_of, elsewhere, listed, minutes_in, span

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@member_required
def sessions(request):
    """What is to come, and what was."""
    coming, past = listed(request.board)
    zone = request.user.time_zone
    context = {
        "nav": "sessions", "may_schedule": can(request.member, "session.schedule", request.board),
        "coming": [(session, span(session, zone)) for session in coming],
        "past": [(session, span(session, zone)) for session in past],
    }  # fmt: skip
    return render(request, "boards/sessions/list.html", context)


@FORM
@member_required
def new(request):
    """Schedule one."""
    allow(request.member, "session.schedule", request.board)
    form = SessionForm(_typed(request), zone=request.user.time_zone)
    if form.is_bound and form.is_valid():
        try:
            made = schedule_session(request.board, **_given(request, form))
            return redirect("agenda", request.board.slug, made.pk)
        except Refusal as refusal:
            form.refuse(refusal)
    return _form(request, form, heading="New live session", back=reverse("sessions", args=[request.board.slug]))


@require_safe
@member_required
def session(request, session_id):
    """One session: when it is, what is on the agenda, how people meet."""
    found = session_of(request, session_id)
    agenda = agenda_of(found, request.member)
    context = {
        "nav": "sessions", "session": found, "agenda": agenda, "span": span(found, request.user.time_zone),
        "elsewhere": elsewhere(found, request.board.seats.seated().by_name(), request.user.time_zone),
        "planned": minutes_in(item for item, _ in agenda), "way": WAYS.get(found.provider, ""),
        "blinded": blinds(request.board), "may_keep": can(request.member, "agenda.keep", request.board),
        "may_schedule": can(request.member, "session.schedule", request.board),
    }  # fmt: skip
    return render(request, "boards/sessions/detail.html", context)


@FORM
@member_required
def edit(request, session_id):
    """Change when or how the board meets."""
    found = session_of(request, session_id)
    allow(request.member, "session.schedule", request.board)
    form = SessionForm(_typed(request), zone=request.user.time_zone, session=found)
    if form.is_bound and form.is_valid():
        try:
            change_session(found, **_given(request, form))
            return redirect("session", request.board.slug, found.pk)
        except Refusal as refusal:
            form.refuse(refusal)
    back = reverse("session", args=[request.board.slug, found.pk])
    return _form(request, form, heading="Change this live session", back=back, session=found)


@require_POST
@member_required
def cancellation(request, session_id):
    """Call it off."""
    found = session_of(request, session_id)
    cancel_session(found, by=request.member, stamp=request.POST.get("stamp"))
    return redirect("session", request.board.slug, found.pk)


def session_of(request, session_id):
    """A session of this board; one of another board is not there."""
    found = Session.objects.filter(board=request.board, pk=session_id).select_related("presenter__user").first()
    if found is None:
        raise Absent
    found.board = request.board
    return found


def _typed(request):
    return request.POST if request.method == "POST" else None


def _given(request, form):
    return form.cleaned_data | {"by": request.member, "stamp": request.POST.get("stamp")}


def _form(request, form, **more):
    context = {"nav": "sessions", "form": form, "blinded": blinds(request.board), **more}
    return render(request, "boards/sessions/form.html", context, status=422 if form.errors else 200)
