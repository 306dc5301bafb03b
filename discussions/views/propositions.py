"""Statements to vote on, without script: proposed, settled, voted on; each leads back to the question."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from advisory.refusals import Absent, Conflict, Invalid, TooMany
from boards.decorators import member_required
from discussions.commands.cases import take_up
from discussions.commands.propositions import (
    accept_proposition,
    propose,
    reject_proposition,
    take_stance,
    withdraw_proposition,
)
from discussions.models import Proposition
from discussions.propositions.results import SIDES
from discussions.views.questions import page_of, show

VERDICTS = {"accept": accept_proposition, "reject": reject_proposition, "withdraw": withdraw_proposition}


@require_POST
@member_required
def statements(request, number):
    """Propose a statement; when that cannot be, the page comes back with its words."""
    question, typed = page_of(request, number).question, request.POST
    try:
        propose(question, typed.get("text", ""), by=request.member, stamp=typed.get("stamp"))
    except (Conflict, Invalid, TooMany) as refusal:
        return show(request, number, answering=refusal, status=refusal.status)
    return _back(request, number)


@require_POST
@member_required
def stances(request, number):
    """Agree, disagree or pass on one statement."""
    question, typed = page_of(request, number).question, request.POST
    found = Proposition.objects.select_related(*Proposition.together)
    asked = typed.get("statement", "")
    one = get_object_or_404(found, question=question, number=int(asked) if asked.isdecimal() and len(asked) < 5 else 0)
    try:
        take_stance(one, SIDES.get(typed.get("stance")), by=request.member, stamp=typed.get("stamp"))
    except (Conflict, Invalid) as refusal:
        return show(request, number, answering=refusal, status=refusal.status)
    return _back(request, number)


@require_POST
@member_required
def settling(request, number, statement_id):
    """Put a proposed statement to the board, turn it down, take it out again, or open a safety case for it."""
    question = page_of(request, number).question
    found = Proposition.objects.select_related(*Proposition.together)
    one = get_object_or_404(found, pk=statement_id, question=question)
    stamp, verdict = request.POST.get("stamp"), request.POST.get("verdict")
    if verdict == "case":
        return redirect("case", request.board.slug, take_up(one, by=request.member, stamp=stamp).reference)
    if verdict not in VERDICTS:
        raise Absent
    done = VERDICTS[verdict](one, by=request.member, stamp=stamp)
    return _back(request, number, done)


def _back(request, number, act=None):
    done = f"?done={act.pk}" if act else ""
    return redirect(f"{reverse('question', args=[request.board.slug, number])}{done}#answering")
