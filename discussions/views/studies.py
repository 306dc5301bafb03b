"""How the team runs a consensus study: begin one, and everything that is done with it on one page."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisory.refusals import Absent, Refusal
from advisory.rights import allow, can
from boards.decorators import member_required
from discussions.commands.cases import take_up
from discussions.commands.ratings import withhold_comment
from discussions.commands.studies import create_study
from discussions.commands.studies_out import take_study
from discussions.consensus.pages import progress_of, round_now
from discussions.consensus.results import comment_of
from discussions.forms.studies import STEPS, ProtocolForm
from discussions.views.consensus import study_of
from discussions.views.exports import file_of
from discussions.views.returning import back_to

SHEETS = ("Ratings", "Results", "Comments", "Statements", "Groups", "Who took part", "Protocol", "Methods")


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def new_study(request):
    """Begin a study."""
    allow(request.member, "study.run", request.board)
    form = ProtocolForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            stamp = request.POST.get("stamp")
            made = create_study(request.board, by=request.member, stamp=stamp, **form.cleaned_data)
            return redirect("study-setup", request.board.slug, made.number)
        except Refusal as refusal:
            form.refuse(refusal)
    context = {"nav": "consensus", "form": form}
    return render(request, "discussions/consensus/new.html", context, status=422 if form.is_bound else 200)


@require_safe
@member_required
def setup(request, number):
    """Everything that can be done with a study now."""
    return _page(request, _run(request, number))


@require_POST
@member_required
def step(request, number, step):
    """Do one of them."""
    found, kind = _run(request, number), STEPS.get(step)
    if kind is None:
        raise Absent
    form = kind(request.POST, study=found, zone=request.user.time_zone)
    try:
        if form.is_valid():
            form.give(request.member, request.POST.get("stamp"))
            return back_to(request, reverse("study-setup", args=[request.board.slug, number]))
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, _run(request, number), form, status=refusal.status)
    return _page(request, found, form, status=422)


@require_POST
@member_required
def comment(request, number, handle):
    """Keep a comment back from the panel, give it after all, or open a safety case for it."""
    found, stamp = study_of(request, number), request.POST.get("stamp")
    rating = comment_of(found, handle)
    if request.POST.get("on") == "case":
        return redirect("case", request.board.slug, take_up(rating, by=request.member, stamp=stamp).reference)
    on = request.POST.get("on") == "1"
    withhold_comment(rating, by=request.member, on=on, stamp=stamp)
    return redirect("round", request.board.slug, number, rating.item.round.number)


@require_POST
@member_required
def taking(request, number):
    """The study as a file."""
    found, typed = study_of(request, number), request.POST
    sort, sheet = typed.get("format", "xlsx"), typed.get("sheet") or "Ratings"
    content = take_study(found, sort, by=request.member, sheet=sheet, stamp=typed.get("stamp"))
    return file_of(content, f"{request.board.slug}-consensus-{number}", sort)


def _run(request, number):
    found = study_of(request, number)
    allow(request.member, "study.run", request.board)
    return found


def _page(request, found, tried=None, *, status=200):
    """The page of a study, with the one form that needs mending as it was typed."""
    zone = request.user.time_zone
    forms = [kind(study=found, zone=zone) for kind in STEPS.values()]
    forms = [tried if tried and tried.step == form.step else form for form in forms]
    round_ = found.rounds.last()
    context = {
        "nav": "consensus", "study": found, "round": round_, "shown": round_now(found),
        "steps": {form.step: form for form in forms if form.offered or form is tried}, "tried": tried,
        "statements": found.statements.select_related("current", "question"),
        "progress": progress_of(found, round_, request.member), "may_take": can(request.member, "study.take", found),
        "sheets": SHEETS, "amendments": found.amendments.select_related("by__user"),
    }  # fmt: skip
    return render(request, "discussions/consensus/setup.html", context, status=status)
