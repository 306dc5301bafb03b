"""The safety desk: cases and their clocks, assessed, passed on and settled; and the form by which anybody reports."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisory.prepared import prepared
from advisory.refusals import Absent, Conflict, Invalid
from advisory.rights import allow, can
from advisory.templatetags.ui import complaints
from boards.commands.safety import set_safety_desk
from boards.decorators import member_required, seats_of, signed_in
from boards.models import Board
from discussions.casework import Told, rule_of, told_cases
from discussions.commands.cases import assess_case, open_case, report_event
from discussions.commands.handovers import dismiss_case, hand_over_case, note_receipt, reopen_case, unmask_reporter
from discussions.forms.cases import (
    AssessmentForm,
    DeskForm,
    DismissalForm,
    HandOverForm,
    ReceiptForm,
    ReportForm,
    UnmaskingForm,
)
from discussions.models import Case
from discussions.reconciling import ends_for
from discussions.views.threads import found_post

FORMS = ["GET", "HEAD", "POST"]


@require_safe
@member_required
def cases(request):
    """Every case of the board with its clock, and what may have been forgotten."""
    allow(request.member, "case.read", request.board)
    told, loose = told_cases(request.board, request.member), ends_for(request.member)
    context = {
        "nav": "cases", "cases": told, "rule": rule_of(request.board),
        "open": sorted((one for one in told if one.case.is_open), key=lambda one: one.case.due_at),
        "rest": [one for one in told if not one.case.is_open],
        "waiting": any(one.case.is_unsettled for one in told), "undecided": any(end.waits for end in loose),
        "may_set": can(request.member, "safety.set", request.board), "loose": loose,
    }  # fmt: skip
    return render(request, "discussions/cases/list.html", context)


@require_safe
@member_required
def case(request, reference):
    """One case: clock, criteria, words, assessment and hand-over."""
    return _shown(request, _case(request, reference))


@require_POST
@member_required
def opening(request, post_id):
    """Open a case for a post."""
    found = open_case(found_post(request, post_id), by=request.member, stamp=request.POST.get("stamp"))
    return redirect("case", request.board.slug, found.reference)


@require_POST
@member_required
def assessment(request, reference):
    """Keep what the team makes of a case."""
    found, form = _case(request, reference), AssessmentForm(request.POST)
    version = request.POST.get("version", "")
    version = int(version) if version.isdecimal() and len(version) < 10 else None
    return _tried(
        request, found, {"assessment": form},
        lambda given: assess_case(found, form.made(), version=version, **given), "The assessment is saved.",
    )  # fmt: skip


@require_POST
@member_required
def handover(request, reference):
    """Note to whom a case was passed on."""
    found, form = _case(request, reference), HandOverForm(request.POST, zone=request.user.time_zone)
    told = "The hand-over is noted."
    return _tried(
        request, found, {"handover": form}, lambda given: hand_over_case(found, form.cleaned_data, **given), told
    )


@require_POST
@member_required
def receipt(request, reference):
    """Note the receipt, which closes the case."""
    found, form = _case(request, reference), ReceiptForm(request.POST)
    told = f"{found.reference} is closed."
    return _tried(
        request,
        found,
        {"receipt": form},
        lambda given: note_receipt(found, form.cleaned_data["receipt"], **given),
        told,
    )


@require_POST
@member_required
def dismissal(request, reference):
    """Say that it is no adverse event."""
    found, form = _case(request, reference), DismissalForm(request.POST)
    told = f"{found.reference} is noted as not an event."
    return _tried(
        request, found, {"dismissal": form},
        lambda given: dismiss_case(found, form.cleaned_data["dismissal"], **given), told,
    )  # fmt: skip


@require_POST
@member_required
def reopening(request, reference):
    """Open a case again that was taken for no event."""
    found = _case(request, reference)
    return _tried(request, found, {}, lambda given: reopen_case(found, **given), f"{found.reference} is open again.")


@require_POST
@member_required
def unmasking(request, reference):
    """Name the reporter to whoever answers for safety."""
    found, form = _case(request, reference), UnmaskingForm(request.POST)
    told = "You see the name now. That you asked is recorded."
    return _tried(
        request, found, {"unmasking": form},
        lambda given: unmask_reporter(found, form.cleaned_data["unmasking"], **given), told,
    )  # fmt: skip


@require_http_methods(FORMS)
@member_required
def report(request):
    """The form by which any member tells the safety desk of something."""
    form = ReportForm(request.POST if request.method == "POST" else None, initial={"client_id": uuid4()})
    if form.is_bound and form.is_valid():
        kept, stamp = form.cleaned_data, request.POST.get("stamp")
        report_event(request.board, kept["report"], by=request.member, client_id=kept["client_id"], stamp=stamp)
        messages.success(request, "Your report is with the board’s safety desk. They may come back to you.")
        return redirect("board", request.board.slug)
    context = {"nav": "report", "form": form}
    return render(request, "discussions/cases/report.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORMS)
@member_required
def desk(request):
    """By when cases are passed on, and to whom."""
    allow(request.member, "safety.set", request.board)
    form = DeskForm(request.POST) if request.method == "POST" else DeskForm.begun(request.board)
    if form.is_bound and form.is_valid():
        set_safety_desk(request.board, by=request.member, stamp=request.POST.get("stamp"), **form.cleaned_data)
        messages.success(request, "The safety desk is set. Clocks that run already stay as they are.")
        return redirect("people", request.board.slug)
    context = {"nav": "cases", "form": form}
    return render(request, "discussions/cases/desk.html", context, status=422 if form.is_bound else 200)


@require_safe
@signed_in
def boards(request):
    """On which board something is reported: the one, or a choice."""
    seats = [seat for seat in seats_of(request.user) if seat.role]
    if len(seats) == 1:
        return redirect("report", seats[0].board.slug)
    return render(request, "discussions/cases/boards.html", {"nav": "report", "seats": seats})


def _case(request, reference):
    allow(request.member, "case.read", request.board)
    found = _known.first(board=request.board.pk, reference=reference)
    if found is None:
        raise Absent
    return found


@prepared(board=Board._meta.pk, reference=Case._meta.get_field("reference"))
def _known(board, reference):
    return Case.objects.drawn().filter(board=board, reference=reference)


def _tried(request, found, forms, act, told):
    """Do what a form asks; when that cannot be, the page comes back with what was typed."""
    form = next(iter(forms.values()), None)
    try:
        if form is not None and not form.is_valid():
            raise Invalid
        act({"by": request.member, "stamp": request.POST.get("stamp")})
    except (Conflict, Invalid) as refusal:
        if form is None:
            messages.error(request, refusal.message)
            return redirect("case", request.board.slug, found.reference)
        form.refuse(refusal)
        return _shown(request, _case(request, found.reference), status=refusal.status, **forms)
    messages.success(request, told)
    return redirect("case", request.board.slug, found.reference)


def _shown(request, found, status=200, **forms):
    told, zone = Told(found, request.member), request.user.time_zone
    others = request.board.cases.exclude(pk=found.pk).drawn()[:6]
    context = {
        "nav": "cases", "case": found, "told": told, "rule": rule_of(request.board),
        "earlier": [Told(one, request.member) for one in others],
        "assessment": AssessmentForm.begun(found.current),
        "handover": HandOverForm(zone=zone, initial={"to": request.board.safety_contact}),
        "receipt": ReceiptForm(), "dismissal": DismissalForm(), "unmasking": UnmaskingForm(),
        "may_unmask": can(request.member, "case.unmask", found) and not told.knows,
        "found": complaints(*forms.values()),
    }  # fmt: skip
    return render(request, "discussions/cases/detail.html", context | forms, status=status)
