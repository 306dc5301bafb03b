"""The recording of a live session is begun and ended from its room; one that makes no film is tried once more."""

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from advisory.refusals import Absent
from advisory.rights import allow
from boards.commands.recordings import begin_recording, end_recording, retry_recording
from boards.decorators import member_required
from boards.models import Recording
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


@require_POST
@member_required
def retry(request, session_id, recording_id):
    """Have one be put together once more."""
    found = session_of(request, session_id)
    allow(request.member, "recording.retry", found)
    broken = Recording.objects.filter(session=found, pk=recording_id).select_related(*Recording.together).first()
    if broken is None:
        raise Absent
    retry_recording(broken, by=request.member, stamp=request.POST.get("stamp"))
    return redirect("session", request.board.slug, found.pk)
