"""Answers to questions with a form, sent without script; the page's script only makes the form easier."""

from uuid import UUID, uuid4

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from advisory.refusals import Absent, Refusal
from boards.decorators import member_required
from discussions.commands.responses import give_response
from discussions.forms.responses import sent
from discussions.views.page import is_id
from discussions.views.questions import page_of, show


@require_POST
@member_required
def response(request, number):
    """Answer a question with its form; when that cannot be, the page comes back with what was typed."""
    question, typed = page_of(request, number).question, request.POST
    if question.kind is None:
        raise Absent
    key = typed.get("client_id")
    given = {"client_id": UUID(key) if is_id(key) else uuid4(), "stamp": typed.get("stamp")}
    try:
        give_response(question, by=request.member, value=sent(question, typed), **given)
    except Refusal as refusal:
        return show(request, number, answering=refusal, status=refusal.status)
    return redirect(f"{reverse('question', args=[request.board.slug, number])}#answering")
