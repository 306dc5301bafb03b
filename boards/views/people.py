"""Everyone on a board: members see who sits there, the team invites, changes roles and ends seats."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from advisory.refusals import Absent, Conflict, Refusal
from advisory.rights import allow, can
from boards.commands.invitations import invite_person, resend_invitation, revoke_invitation
from boards.commands.members import end_seat, move_member
from boards.commands.safety import entrust_member
from boards.decorators import member_required
from boards.forms.people import InviteForm, RoleForm
from boards.models import Role
from boards.roster import FEW, Roster
from boards.views.reading import walls_told

STALE = "Your seat has changed since this page opened. Look it over, then try again."


@require_safe
@member_required
def people(request):
    """The list, or one part of it."""
    return _listed(request, InviteForm())


@require_POST
@member_required
def invitations(request):
    """Invite somebody; when that cannot be, the form comes back with what was typed."""
    allow(request.member, "member.invite", request.board)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _listed(request, form, status=422)
    try:
        _require_current(request)
        invite_person(request.board, by=request.member, **form.cleaned_data)
    except Refusal as refusal:
        form.refuse(refusal)
        return _listed(request, form, status=refusal.status)
    return _said(request, f"An invitation is on its way to {form.cleaned_data['address']}.")


@require_POST
@member_required
def resending(request, invitation_id):
    """Send a link again."""
    found = _invitation(request, invitation_id)
    return _done(request, lambda: resend_invitation(found, by=request.member), "A new link is on its way.")


@require_POST
@member_required
def revocation(request, invitation_id):
    """Withdraw an invitation."""
    found = _invitation(request, invitation_id)
    return _done(request, lambda: revoke_invitation(found, by=request.member), "The invitation is withdrawn.")


@require_POST
@member_required
def role(request, member_id):
    """Give a member another role."""
    found, form = _member(request, member_id), RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["role"][0])
        return redirect("people", request.board.slug)
    chosen = Role(form.cleaned_data["role"])
    told = f"{found.user.name} is {chosen.label.lower()} now."
    return _done(request, lambda: move_member(found, chosen, by=request.member), told)


@require_POST
@member_required
def ending(request, member_id):
    """Take a member's seat away."""
    found = _member(request, member_id)
    told = f"{found.user.name} has no seat any more. What they wrote stays."
    return _done(request, lambda: end_seat(found, by=request.member), told)


@require_POST
@member_required
def entrusting(request, member_id):
    """Mark who of the team answers for safety, or take the mark away."""
    found, on = _member(request, member_id), request.POST.get("on") == "1"
    told = f"{found.user.name} {'answers' if on else 'no longer answers'} for safety on this board."
    return _done(request, lambda: entrust_member(found, by=request.member, on=on), told)


def _listed(request, form, status=200):
    manages = can(request.member, "member.invite", request.board)
    roster = Roster(request.board, manages=manages)
    shown = request.GET.get("show", "") if manages else ""
    rows = roster.rows(shown)
    few = rows if "all" in request.GET else rows[:FEW]
    context = {
        "nav": "people", "roster": roster, "rows": few, "more": len(rows) - len(few), "shown": shown,
        "form": form if manages else None, "roles": Role.choices, "manages": manages,
        **walls_told(request.member, roster),
        "addresses": ",".join(row.member.user.email for row in roster.members if row.member.user.email),
    }  # fmt: skip
    return render(request, "boards/people/list.html", context, status=status)


def _done(request, act, told):
    try:
        _require_current(request)
        act()
    except Conflict as refusal:
        messages.error(request, refusal.message)
        return redirect("people", request.board.slug)
    return _said(request, told)


def _said(request, told):
    messages.success(request, told)
    return redirect("people", request.board.slug)


def _require_current(request):
    if request.member.stale(request.POST.get("stamp")):
        raise Conflict("changed_policy", STALE)


def _invitation(request, invitation_id):
    allow(request.member, "member.invite", request.board)
    found = request.board.invitations.filter(pk=invitation_id).first()
    if found is None:
        raise Absent
    return found


def _member(request, member_id):
    found = request.board.seats.seated().select_related("user").filter(pk=member_id).first()
    if found is None:
        raise Absent
    return found
