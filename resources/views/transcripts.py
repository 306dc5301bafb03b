"""The transcript of a live session: read, put right line by line, and taken along as a file."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from advisory.refusals import Absent, Conflict, Invalid
from advisory.rights import allow, can
from boards.commands.captions import correct_caption
from boards.decorators import member_required
from boards.models import Attendance, Board, Caption
from boards.sessions.transcript import said_by, transcript_of
from boards.views.sessions import followed, session_of
from resources.forms.transcripts import CaptionForm
from resources.transcripts import Transcript, as_captions, as_text

FORM = require_http_methods(["GET", "HEAD", "POST"])
SORTS = {"vtt": "text/vtt", "txt": "text/plain"}


@require_safe
@member_required
def transcript(request, session_id):
    """All of it."""
    found = session_of(request, session_id)
    allow(request.member, "transcript.read", found)
    corrects = can(request.member, "caption.correct", found) and found.board.state != Board.State.ARCHIVED
    follow = followed(request.member, *_live(found, request.member))  # before the lines: none falls between
    lines = Transcript(found, request.member).lines()
    context = {"nav": "sessions", "session": found, "lines": lines, "corrects": corrects, "follow": follow}
    return render(request, "resources/transcripts/detail.html", context)


@require_safe
@member_required
def file(request, session_id, sort):
    """All of it as a file."""
    found = session_of(request, session_id)
    allow(request.member, "transcript.read", found)
    said = [one for one in transcript_of(found, request.member.gaze) if one.words]
    began = found.begun_at or found.opened_at
    text = as_captions(said, began) if sort == "vtt" else as_text(said)
    answer = HttpResponse(text, content_type=f"{SORTS[sort]}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{request.board.slug}-session-{found.number}.{sort}"'
    return answer


@FORM
@member_required
def line(request, session_id, caption_id):
    """One line with what stood there before; sent, it is put right."""
    found = _line(request, session_id, caption_id)
    allow(request.member, "caption.correct", found.session)
    form, status = CaptionForm(request.POST or None, initial={"words": found.current.words}), 200
    if form.is_bound and form.is_valid():
        try:
            correct_caption(found, by=request.member, stamp=request.POST.get("stamp"), **form.cleaned_data)
            return redirect("transcript", request.board.slug, found.session_id)
        except (Invalid, Conflict) as refusal:
            form.refuse(refusal)
            found, status = _line(request, session_id, caption_id), refusal.status
    return _form(request, found, form, 422 if form.errors and status == 200 else status)


def _live(session, member):
    """The stream in which lines come, for whoever may follow it: the team, and who is in the session now."""
    inside = session.attendances.filter(member=member, state=Attendance.State.ADMITTED)
    return [session.stream] if member.is_staff_seat or inside.exists() else []


def _line(request, session_id, caption_id):
    session = session_of(request, session_id)
    found = Caption.objects.filter(session=session, pk=caption_id).select_related(*Caption.together).first()
    if found is None:
        raise Absent
    found.session = session
    return found


def _form(request, found, form, status):
    said = said_by(found, request.member.gaze)
    earlier = list(found.versions.exclude(pk=found.current_id).select_related("by__user"))
    context = {"nav": "sessions", "session": found.session, "said": said, "form": form, "earlier": earlier}
    return render(request, "resources/transcripts/form.html", context, status=status)
