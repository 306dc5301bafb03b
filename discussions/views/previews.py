"""A question as an advisor sees it, for chair and moderators: the same page, from which nothing can be sent."""

from copy import copy

from django.http import QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from advisory.refusals import Absent, Busy
from advisory.rights import allow
from boards.decorators import member_required
from discussions.standins import StandInPage, stand_in


@require_safe
@member_required
def preview(request, number):
    """The page of an advisor who has answered, or has not yet."""
    allow(request.member, "question.preview", request.board)
    page = StandInPage(stand_in(request.member), number, gate_open=request.GET.get("gate") == "open")
    if page.question is None:
        raise Absent
    context = page.context()
    if not page.steady:
        raise Busy
    theirs = _theirs(request, page.member)
    context |= {"composer": page.composer(theirs), "user": page.member.user, "gate": request.GET.get("gate") == "open"}
    return render(theirs, "discussions/questions/preview.html", context)


def _theirs(request, seat):
    """The request as it would have come from that advisor."""
    theirs = copy(request)
    theirs.user, theirs.member, theirs.GET = seat.user, seat, QueryDict()
    return theirs
