"""People without a seat who are asked in a survey: invited by address, their links sent again or withdrawn."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from advisory.refusals import Absent, Refusal
from advisory.rights import allow
from boards.decorators import member_required
from discussions.commands.survey_invitations import (
    invite_to_survey,
    resend_survey_invitation,
    revoke_survey_invitation,
)
from discussions.forms.surveys import InvitesForm
from discussions.models import Survey
from discussions.surveys.inviting import links_of
from discussions.views.answering import survey_of

DEEDS = {"resend": resend_survey_invitation, "revoke": revoke_survey_invitation}


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def people(request, number):
    """Every link that was given out, and how it stands; more addresses are invited here."""
    found = _run(request, number)
    form = InvitesForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            invite_to_survey(found, form.lines(), by=request.member, stamp=request.POST.get("stamp"))
            return redirect("survey-people", request.board.slug, number)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(request, found, form, status=422 if form.is_bound else 200)


@require_POST
@member_required
def link(request, number, link_id):
    """Send a link again, or withdraw it."""
    found, deed = _run(request, number), DEEDS.get(request.POST.get("do"))
    if deed is None:
        raise Absent
    one = get_object_or_404(found.invitations.select_related("survey__board"), pk=link_id)
    try:
        deed(one, by=request.member, stamp=request.POST.get("stamp"))
    except Refusal as refusal:
        return _page(request, found, InvitesForm(), told=refusal.message, status=refusal.status)
    return redirect("survey-people", request.board.slug, number)


def _run(request, number):
    allow(request.member, "survey.run", request.board)
    return survey_of(request, number)


def _page(request, found, form, *, told="", status=200):
    context = {"nav": "surveys", "survey": found, "form": form, "told": told, "links": links_of(found)}
    context |= {"may_invite": found.state != Survey.State.CLOSED}
    return render(request, "discussions/surveys/people.html", context, status=status)
