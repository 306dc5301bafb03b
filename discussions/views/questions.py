"""The page of one question, and what moderators and advisors do with the question itself."""

from datetime import timedelta

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from advisory.refusals import Absent, Busy, Refusal
from advisory.rights import allow
from advisory.zones import moment_of, zone_of
from boards.decorators import member_required, seat_of
from discussions.commands.questions import close_question, extend_question, narrow_question, pass_question
from discussions.places import undoable
from discussions.views.page import QuestionPage
from discussions.views.returning import back_to
from discussions.visibility import Policy

TRIES = 5


@require_safe
@member_required
def question(request, number):
    """One question: behind its gate, open, or closed."""
    return show(request, number)


@require_POST
@member_required
def passing(request, number):
    """Pass a question as outside one's field."""
    page = page_of(request, number)
    pass_question(page.question, by=request.member, stamp=request.POST.get("stamp"))
    return redirect("question", request.board.slug, number)


@require_POST
@member_required
def extension(request, number):
    """Give everybody more time."""
    page = page_of(request, number)
    try:
        extend_question(page.question, _local(request), by=request.member, stamp=request.POST.get("stamp"))
    except Refusal as refusal:
        return show(request, number, status=refusal.status, due_error=refusal.fields.get("due", refusal.message))
    return back_to(request, reverse("question", args=[request.board.slug, number]))


@require_POST
@member_required
def closing(request, number):
    """Close a question to new answers."""
    close_question(page_of(request, number).question, by=request.member, stamp=request.POST.get("stamp"))
    return redirect("question", request.board.slug, number)


@require_POST
@member_required
def narrowing(request, number):
    """Close a question to more people, or to names; as closed as it is it stays."""
    question, chosen = page_of(request, number).question, request.POST
    allow(request.member, "question.narrow", question)
    closer = Policy(**{name: on or name in chosen for name, on in vars(question.policy).items()})
    if closer == question.policy:
        return show(request, number, status=422, closer_error="Choose what to add.")
    narrow_question(question, closer, by=request.member, stamp=chosen.get("stamp"))
    return redirect("question", request.board.slug, number)


def show(request, number, *, refusal=None, status=200, answering=None, **extra):
    """Draw the page, with whatever was typed when something could not be done; an error page where it has no place."""
    page, context = _steady(request, number)
    context |= extra | (page.answering(request.POST, answering) if answering else {})
    context["composer"] = composer = page.composer(request, refusal)
    if refusal and not (context["may_answer"] or composer["edit"] or composer["reply_to"]):
        raise refusal
    if answering and not context["response_form"]:
        raise answering
    context |= _done(request)
    context["due_value"] = request.POST.get("due") or _due_value(page.question.due_at, request.user)
    context["day_more"] = _due_value(_day_more(page.question), request.user)
    return render(request, "discussions/questions/detail.html", context, status=refusal.status if refusal else status)


def page_of(request, number):
    """The page of a question on the caller's own board, or 404."""
    page = QuestionPage(request.member, number)
    if page.question is None:
        raise Absent
    return page


def _steady(request, number):
    """The page and what it shows, read while nobody's rights on the board moved."""
    for _ in range(TRIES):
        page = page_of(request, number)
        page.statement = request.GET.get("statement")
        context = page.context(newest_first=request.GET.get("order") == "activity")
        if page.steady:
            return page, context
        request.member = seat_of(request.user, request.board.slug)
        request.board = request.member.board
    raise Busy


def _done(request):
    """The act of moderation that led back to this page, so that it can be undone there; what was flagged."""
    key = request.GET.get("done", "")
    return {"flagged": "flagged" in request.GET, "done": undoable(key, by=request.member) if key else None}


def _local(request):
    return moment_of(request.POST.get("due", ""), request.user.time_zone)


def _day_more(question):
    """The due time a day later, as far as the board is open then."""
    later = question.due_at and question.due_at + timedelta(days=1)
    ends = question.board.closes_at
    return None if not later or (ends and later > ends) or later <= timezone.now() else later


def _due_value(due_at, user):
    return f"{due_at.astimezone(zone_of(user.time_zone)):%Y-%m-%dT%H:%M}" if due_at else ""
