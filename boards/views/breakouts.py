"""Breakout rooms: prepared by plain forms; opened, visited and closed from the room."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from advisory.refusals import Absent, Refusal
from advisory.rights import allow
from boards.commands.breakouts import (
    add_breakout,
    change_breakout,
    close_breakouts,
    open_breakouts,
    remove_breakout,
    visit_breakout,
)
from boards.decorators import member_required
from boards.forms.breakouts import BreakoutForm
from boards.sessions.apart import smalls_of
from boards.sessions.room import Room
from boards.views.sessions import session_of

FORM = require_http_methods(["GET", "HEAD", "POST"])
ACTS = {"opening": open_breakouts, "closing": close_breakouts}


@FORM
@member_required
def breakouts(request, session_id):
    """All that are prepared, and one more."""
    found = session_of(request, session_id)
    allow(request.member, "breakout.keep", request.board)
    form = BreakoutForm(request.POST if request.method == "POST" else None, member=request.member)
    return _kept(request, form, found, lambda given: add_breakout(found, given.pop("name"), **given))


@FORM
@member_required
def breakout(request, session_id, breakout_id):
    """Change one."""
    allow(request.member, "breakout.keep", request.board)
    found = _breakout(request, session_id, breakout_id)
    form = BreakoutForm(request.POST if request.method == "POST" else None, member=request.member, breakout=found)
    return _kept(request, form, found.session, lambda given: change_breakout(found, **given), changed=found)


@require_POST
@member_required
def removal(request, session_id, breakout_id):
    """Take one away."""
    allow(request.member, "breakout.keep", request.board)
    found = _breakout(request, session_id, breakout_id)
    remove_breakout(found, **_given(request))
    return redirect("breakouts", request.board.slug, session_id)


@require_POST
@member_required
def running(request, session_id, act):
    """Open the rooms, or call everybody back."""
    ACTS[act](session_of(request, session_id), **_given(request))
    return redirect("session", request.board.slug, session_id)


@require_POST
@member_required
def visit(request, session_id, breakout_id=None):
    """Go to a room, or back to the main one."""
    found = session_of(request, session_id)
    allow(request.member, "breakout.run", request.board)
    to = _breakout(request, session_id, breakout_id) if breakout_id else None
    visit_breakout(found, to, **_given(request))
    return redirect("session", request.board.slug, session_id)


def _kept(request, form, session, keep, changed=None):
    if form.is_bound and form.is_valid():
        try:
            keep(form.cleaned_data | _given(request))
            return redirect("breakouts", request.board.slug, session.pk)
        except Refusal as refusal:
            form.refuse(refusal)
    rooms = [] if changed else smalls_of(Room(session, request.member))
    context = {"nav": "sessions", "session": session, "form": form, "rooms": rooms, "changed": changed}
    return render(request, "boards/sessions/breakouts.html", context, status=422 if form.errors else 200)


def _breakout(request, session_id, breakout_id):
    session = session_of(request, session_id)
    found = session.breakouts.filter(pk=breakout_id).first()
    if found is None:
        raise Absent
    found.session = session
    return found


def _given(request):
    return {"by": request.member, "stamp": request.POST.get("stamp")}
