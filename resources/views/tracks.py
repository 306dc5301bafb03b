"""Captions and chapters: set by the team, and read by the player."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from advisory.refusals import Absent, Conflict, Invalid
from boards.decorators import member_required
from resources.captions import LONGEST
from resources.commands.tracks import set_track
from resources.views.leaves import find_version

UNREADABLE = "This file is not text. Choose a WebVTT (.vtt) or SubRip (.srt) file."


@require_safe
@member_required
def track(request, document_id, number, sort, language):
    """One track, for whoever may see the recording."""
    found = find_version(request, document_id, number).tracks.filter(sort=sort, language=language).first()
    if found is None:
        raise Absent
    return HttpResponse(found.text, content_type="text/vtt; charset=utf-8")


@require_POST
@member_required
def tracks(request, document_id, number):
    """Set a track from a file or from typed words; what is wrong with it is told on the recording's page."""
    version, sent = find_version(request, document_id, number), request.POST
    try:
        text = _text(request)
        given = {"sort": sent.get("sort"), "language": sent.get("language"), "text": text}
        set_track(version, by=request.member, stamp=sent.get("stamp"), **given)
    except (Invalid, Conflict) as refusal:
        messages.error(request, next(iter(refusal.fields.values()), refusal.message))
    shown = "" if version == version.document.current else f"?version={number}"
    return redirect(f"{reverse('document', args=[request.board.slug, document_id])}{shown}#tracks")


def _text(request):
    file = request.FILES.get("file")
    if file is None:
        return request.POST.get("text", "")
    if file.size > LONGEST:
        raise Invalid(fields={"text": "This file is too long for captions."})
    try:
        return file.read().decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise Invalid(fields={"text": UNREADABLE}) from trouble
