"""The texts of a board: read and agreed to before anything else, withdrawn later, and renewed by its team."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from advisory.refusals import Absent, Conflict, Invalid
from advisory.rights import allow, can
from boards.commands.consents import give_consents, publish_policies, withdraw_consent
from boards.decorators import member_required, signed_in, taken_seat
from boards.forms.consents import ConsentForm, TextsForm, default_texts
from boards.models import Consent, Membership, Policy

GIVE = ["GET", "HEAD", "POST"]


@require_http_methods(GIVE)
@signed_in
def consent(request, slug):
    """What there is to agree to, and what was agreed to; from here one goes on to where one was going."""
    seat = taken_seat(request.user, slug)
    form = ConsentForm(request.POST if request.method == "POST" else None, policies=_open_texts(seat))
    if not (form.is_bound and form.is_valid()):
        return _shown(request, seat, form)
    try:
        give_consents(seat, form.answers(), by=request.user)
    except (Conflict, Invalid) as refusal:
        return _shown(request, seat, ConsentForm(None, policies=_open_texts(seat)), note=refusal.message)
    return redirect(_onward(request, slug))


@require_http_methods(GIVE)
@signed_in
def withdrawal(request, slug, kind):
    """Say what withdrawing does, and withdraw."""
    seat = taken_seat(request.user, slug)
    found = _given(seat).filter(policy__kind=kind).last()
    if found is None:
        raise Absent
    if request.method == "POST":
        withdraw_consent(seat, kind, by=request.user)
        return redirect("home" if found.policy.required else "consents")
    return render(request, "boards/consents/withdrawal.html", {"room": seat.board, "consent": found})


@require_safe
@signed_in
def consents(request):
    """Everything somebody agreed to, board by board."""
    seats = Membership.objects.seated().filter(user=request.user).select_related("board", "user")
    rows = [{"seat": seat, "given": _given(seat)} for seat in seats.order_by("board__title")]
    context = {"nav": "account", "rows": [row for row in rows if row["given"] or row["seat"].must_agree]}
    return render(request, "boards/consents/list.html", context)


@require_http_methods(GIVE)
@member_required
def texts(request):
    """What members are asked to agree to; a text that differs from the one that stands is a new version."""
    allow(request.member, "policy.publish", request.board)
    current = Policy.objects.current(request.board)
    begun = {kind: policy.body for kind, policy in current.items()} or default_texts()
    form = TextsForm(request.POST if request.method == "POST" else None, initial=begun)
    if form.is_bound and form.is_valid():
        publish_policies(request.board, form.texts(), by=request.member)
        return redirect("people", request.board.slug)
    context = {"nav": "people", "form": form, "current": current}
    return render(request, "boards/consents/form.html", context, status=422 if form.is_bound else 200)


def _shown(request, seat, form, note=""):
    status = 422 if form.is_bound else 409 if note else 200
    context = {
        "room": seat.board, "form": form, "note": note, "given": _given(seat), "asked": seat.must_agree,
        "next": request.GET.get("next", ""), "may_publish": can(seat, "policy.publish", seat.board),
    }  # fmt: skip
    return render(request, "boards/consents/detail.html", context, status=status)


def _given(seat):
    return Consent.objects.on(seat.board).filter(person=seat.user)


def _open_texts(seat):
    given = set(_given(seat).values_list("policy", flat=True))
    return [policy for policy in Policy.objects.current(seat.board).values() if policy.pk not in given]


def _onward(request, slug):
    """Where somebody was going on this very board, else its first page."""
    asked, board = request.GET.get("next", ""), f"/boards/{slug}/"
    return asked if asked.startswith(board) and "\\" not in asked else board
