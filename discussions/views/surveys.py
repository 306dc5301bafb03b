"""The surveys of a board, and what came of one of them."""

from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from advisory.rights import can
from boards.decorators import member_required
from discussions.commands.surveys_out import take_survey
from discussions.surveys.reading import rows_for
from discussions.surveys.showing import results_page
from discussions.views.answering import survey_of
from discussions.views.exports import file_of


@require_safe
@member_required
def surveys(request):
    """What waits for the viewer first, then everything else they may see."""
    context = {"rows": rows_for(request.member), "may_run": can(request.member, "survey.run", request.board)}
    return render(request, "discussions/surveys/list.html", {"nav": "surveys", **context})


@require_safe
@member_required
def results(request, number):
    """What a survey came to, whole or by groups; before it has closed how many took part, and nothing else."""
    found = survey_of(request, number)
    context = results_page(found, request.member, request.GET.get("by", ""))
    return render(request, "discussions/surveys/results.html", {"nav": "surveys", **context})


@require_POST
@member_required
def file(request, number):
    """A survey as a file."""
    found, typed = survey_of(request, number), request.POST
    sort, sheet = typed.get("format", "xlsx"), typed.get("sheet") or "Answers"
    content = take_survey(found, sort, by=request.member, sheet=sheet, stamp=typed.get("stamp"))
    return file_of(content, f"{request.board.slug}-survey-{number}", sort)
