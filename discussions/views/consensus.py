"""Consensus as a panel meets it: the studies of a board, a round to rate, what the panel said."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from advisory.refusals import Absent, Refusal
from advisory.rights import can
from boards.decorators import member_required
from discussions.commands.ratings import OUTSIDE, rate
from discussions.consensus.pages import StudyPage, round_now, studies_for
from discussions.models import Study
from discussions.noticing import marked_in
from discussions.views.returning import back_to


@require_safe
@member_required
def consensus(request):
    """The studies of a board; where there is one, its page."""
    found, may_run = studies_for(request.member), can(request.member, "study.run", request.board)
    if len(found) == 1 and not may_run:
        return redirect("study", request.board.slug, found[0].number)
    lines = [{"study": study, "round": round_now(study)} for study in found]
    return render(
        request, "discussions/consensus/list.html", {"nav": "consensus", "studies": lines, "may_run": may_run}
    )


@require_safe
@member_required
def study(request, number):
    """One study: the newest round that has opened."""
    found = study_of(request, number)
    return _shown(request, found, round_now(found))


@require_safe
@member_required
def a_round(request, number, round_number):
    """One round of a study, open or over."""
    found = study_of(request, number)
    return _shown(request, found, round_of(found, round_number))


@require_POST
@member_required
def ratings(request, number, round_number):
    """Keep what was rated; what cannot be kept comes back with everything that was typed."""
    found = study_of(request, number)
    round_ = round_of(found, round_number)
    given = _given(request.POST, round_)
    try:
        rate(round_, given, by=request.member, stamp=request.POST.get("stamp"))
    except Refusal as refusal:
        return _shown(request, found, round_of(found, round_number), refusal=refusal)
    _say_noticed(request, given)
    return back_to(request, reverse("round", args=[request.board.slug, number, round_number]))


def _say_noticed(request, given):
    """Tell whoever commented what may be better left out; without the words, which no cookie is to hold."""
    for number, answer in given.items():
        found = {one["label"].lower() for one in marked_in(request.board, answer["comment"])}
        if found:
            words = f"Noticed in your comment on statement {number}: {', '.join(sorted(found))}."
            messages.info(request, f"{words} You can leave it as it is, or change it.")


def study_of(request, number):
    """A study of the caller's board that they may see, or 404."""
    found = Study.objects.select_related("board").filter(board=request.board, number=number).first()
    if found is None or not can(request.member, "study.see", found):
        raise Absent
    found.board = request.board
    return found


def round_of(found, number):
    """A round of a study, or 404."""
    round_ = found.rounds.filter(number=number).first()
    if round_ is None:
        raise Absent
    round_.study = found
    return round_


def _shown(request, found, round_, refusal=None):
    context = StudyPage(request.member, found, round_).context()
    if refusal:
        _typed_again(context["lines"], request.POST, refusal)
        context["refusal"] = refusal
    status = refusal.status if refusal else 200
    return render(request, "discussions/consensus/round.html", context, status=status)


def _given(typed, round_):
    """What a form says of each statement: a number, outside one's field, or nothing where it was left alone."""
    numbers = round_.items.values_list("version__statement__number", flat=True)
    given = {number: _answer(typed, number) for number in numbers}
    return {number: answer for number, answer in given.items() if answer["value"] is not None or answer["comment"]}


def _answer(typed, number):
    value = OUTSIDE if typed.get(f"o{number}") else typed.get(f"s{number}")
    value = int(value) if value and len(value) < 4 and value.isascii() and value.isdigit() else value
    return {"value": value, "comment": typed.get(f"c{number}", "").strip()}


def _typed_again(lines, typed, refusal):
    for line in lines:
        answer = _answer(typed, line.number)
        line.value = answer["value"] if isinstance(answer["value"], int) else line.value
        line.comment = answer["comment"] or line.comment
        line.error = refusal.fields.get(f"s{line.number}") or refusal.fields.get(f"c{line.number}", "")
