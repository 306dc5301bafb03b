"""A moderator says whether what screening noticed is one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from advisory.refusals import Conflict
from boards.decorators import member_required
from discussions.commands.findings import settle_finding
from discussions.models import Case, Finding


@require_POST
@member_required
def verdict(request, finding_id):
    """Decide on a finding; where another moderator has just decided otherwise, the page says so."""
    found = get_object_or_404(
        Finding.objects.select_related(*Finding.together), pk=finding_id, post__question__board=request.board
    )
    try:
        settle_finding(found, request.POST.get("verdict"), by=request.member, stamp=request.POST.get("stamp"))
    except Conflict as late:
        messages.warning(request, late.message)
    return redirect(_onward(found, request.POST.get("verdict")))


def _onward(found, verdict):
    """To the safety case that was opened, or back to the post."""
    if found.about_safety and verdict == Finding.Verdict.UPHELD:
        case = Case.objects.unsettled().filter(post=found.post_id).first()
        if case:
            return reverse("case", args=[found.post.board.slug, case.reference])
    page = reverse("question", args=[found.post.board.slug, found.post.question.number])
    return f"{page}#post-{found.post_id}"
