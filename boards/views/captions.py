"""Captions of a live session are begun and ended from its room."""

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from boards.commands.captions import begin_captions, end_captions
from boards.decorators import member_required
from boards.views.sessions import session_of


@require_POST
@member_required
def captions(request, session_id):
    """Have what is said written down."""
    found = session_of(request, session_id)
    begin_captions(found, by=request.member, stamp=request.POST.get("stamp"))
    return redirect("session", request.board.slug, found.pk)


@require_POST
@member_required
def ending(request, session_id):
    """Have nothing more of it written down."""
    found = session_of(request, session_id)
    end_captions(found, by=request.member, stamp=request.POST.get("stamp"))
    return redirect("session", request.board.slug, found.pk)
