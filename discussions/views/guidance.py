"""The points that a question should cover: added on its page, ticked there and on the console."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from boards.decorators import member_required
from discussions.commands.guidance import add_guide_note, tick_guide_note
from discussions.console import place_of
from discussions.models import GuideNote
from discussions.views.questions import page_of, show


@require_POST
@member_required
def guidance(request, number):
    """Add a point; when that cannot be, the page comes back with the words in it."""
    question = page_of(request, number).question
    try:
        add_guide_note(question, request.POST.get("text"), by=request.member, stamp=request.POST.get("stamp"))
    except (Conflict, Invalid) as refusal:
        return show(request, number, status=refusal.status, note_error=refusal.fields.get("text", refusal.message))
    return redirect(f"{reverse('question', args=[request.board.slug, number])}#covering")


@require_POST
@member_required
def ticking(request, note_id):
    """Tick a point, or take the tick back."""
    allow(request.member, "guide.tick", request.board)
    found = GuideNote.objects.select_related(*GuideNote.together)
    note = get_object_or_404(found, pk=note_id, question__board=request.board)
    tick_guide_note(note, by=request.member, on=request.POST.get("on") == "1", stamp=request.POST.get("stamp"))
    if request.POST.get("next") == "moderate":
        return redirect(f"{place_of(request.board)}#covered")
    return redirect(f"{reverse('question', args=[request.board.slug, note.question.number])}#covering")
