"""How a question is answered, on a page of its own for the team; and the image that is to be marked."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from advisory.http import file_answer
from advisory.pictures import WEBP
from advisory.refusals import Absent, Refusal
from advisory.rights import allow
from boards.decorators import member_required
from discussions.commands.designs import redesign_question
from discussions.forms.designs import DesignForm
from discussions.views.questions import page_of


@require_http_methods(["GET", "POST"])
@member_required
def design(request, number):
    """The options of a question; changed ones are a new version once somebody answered."""
    question = _typed(request, number)
    form = DesignForm(*([request.POST, request.FILES] if request.method == "POST" else []), question=question)
    if form.is_bound and form.is_valid():
        try:
            _redesigned(request, question, form)
            return redirect("question", request.board.slug, number)
        except Refusal as refusal:
            form.refuse(refusal)
    status = 422 if form.errors else 200
    return _drawn(request, question, form, status)


@require_safe
@member_required
def figure(request, number):
    """The image that people mark, for whoever sees the question."""
    question = page_of(request, number).question
    try:
        return file_answer(request, question.design["image"], WEBP, f"figure-{number}.webp")
    except (FileNotFoundError, KeyError, TypeError, ValueError) as missing:
        raise Absent from missing


def _typed(request, number):
    question = page_of(request, number).question
    allow(request.member, "question.design", question)
    if question.kind is None:
        raise Absent
    return question


def _redesigned(request, question, form):
    picture, stamp = getattr(form, "picture", None), request.POST.get("stamp")
    return redesign_question(question, form.cleaned_data["design"], by=request.member, stamp=stamp, picture=picture)


def _drawn(request, question, form, status):
    answered = question.responses.filter(design_version=question.design_version).count()
    context = {"nav": "discussion", "question": question, "form": form, "answered": answered}
    return render(request, "discussions/answering/design.html", context, status=status)
