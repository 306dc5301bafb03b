"""The recording of a live session is begun and ended from its room."""

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from advisory.rights import allow
from boards.commands.recordings import begin_recording, end_recording
from boards.decorators import member_required
from boards.views.sessions import session_of


@require_POST
@member_required
def recordings(request, session_id):
    """Begin one."""
    found = session_of(request, session_id)
    begin_recording(found, by=request.member, stamp=request.POST.get("stamp"))
    return redirect("session", request.board.slug, found.pk)


@require_POST
@member_required
def ending(request, session_id):
    """End the one that goes on."""
    found = session_of(request, session_id)
    allow(request.member, "recording.end", found)
    for going in found.recordings.going():
        end_recording(going, by=request.member, stamp=request.POST.get("stamp"))
    return redirect("session", request.board.slug, found.pk)
