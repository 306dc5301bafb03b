"""Let a member only read for a time, and write again, whether they have written anything or not."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from advisory.refusals import Absent, Refusal
from advisory.rights import allow
from boards.decorators import member_required
from discussions.commands.restrictions import free_member, restrict_member
from discussions.forms.restrictions import RestrictionForm


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def restriction(request, member_id):
    """Say until when a member only reads, and why."""
    found = _bindable(request, member_id)
    form = RestrictionForm(request.POST if request.method == "POST" else None, zone=request.user.time_zone)
    if form.is_bound and form.is_valid():
        try:
            restrict_member(found, by=request.member, stamp=request.POST.get("stamp"), **form.cleaned_data)
            return _told(request, f"{found.user.name} can read, and writes again when that time has come.")
        except Refusal as refusal:
            form.refuse(refusal)
    status = 422 if form.is_bound else 200
    context = {"nav": "people", "seat": found, "form": form}
    return render(request, "discussions/acts/restriction.html", context, status=status)


@require_POST
@member_required
def freeing(request, member_id):
    """Let a member write again before that time."""
    found = _bindable(request, member_id)
    free_member(found, by=request.member, stamp=request.POST.get("stamp"))
    return _told(request, f"{found.user.name} may write again.")


def _bindable(request, member_id):
    found = request.board.seats.seated().filter(pk=member_id).select_related("user").first()
    if found is None:
        raise Absent
    found.board = request.board
    allow(request.member, "member.restrict", found)
    return found


def _told(request, words):
    messages.success(request, words)
    return redirect("people", request.board.slug)
