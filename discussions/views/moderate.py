"""The moderator's console: how the discussion goes, who needs a word, and what waits for a decision."""

from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from advisory.refusals import Absent, Busy
from advisory.rights import allow, can
from boards.decorators import member_required, seat_of
from discussions.commands.undoing import undo_act
from discussions.console import Console, place_of
from discussions.deciding import DONE, decide
from discussions.models import Act, Post
from discussions.queue import queue_of

TRIES = 5


@require_safe
@member_required
def moderate(request):
    """The console as it stands now."""
    allow(request.member, "board.steer", request.board)
    return render(request, "discussions/moderate/detail.html", _steady(request) | _said(request))


@require_POST
@member_required
def deciding(request, post_id):
    """Settle one item of the queue; the next one is up."""
    allow(request.member, "board.steer", request.board)
    post, typed, after = _found(request, post_id), request.POST, _following(request.member, post_id)
    act = decide(post, typed.get("decision"), by=request.member, words=typed.get("words", ""), stamp=typed.get("stamp"))
    told = {"done": typed["decision"], "act": act.pk if act else "", "next": after}
    return redirect(f"{place_of(request.board)}?{urlencode({name: one for name, one in told.items() if one})}#queue")


@require_POST
@member_required
def undoing(request, act_id):
    """Take back what was decided a moment ago."""
    allow(request.member, "board.steer", request.board)
    act = get_object_or_404(Act.objects.select_related(*Act.together), pk=act_id, board=request.board)
    undo_act(act, by=request.member, stamp=request.POST.get("stamp"))
    if request.POST.get("back") == "log":
        return redirect("log", request.board.slug)
    after = f"&next={act.post_id}" if act.post_id else ""
    return redirect(f"{place_of(request.board)}?done=undone{after}#queue")


def _steady(request):
    """What the console shows, read while nobody's rights on the board moved."""
    for _ in range(TRIES):
        console = Console(request.member, request.GET.get("view"))
        context = console.context()
        if console.steady:
            return context
        request.member = seat_of(request.user, request.board.slug)
        request.board = request.member.board
    raise Busy


def _said(request):
    """What was done a moment ago, how to take it back, and which item is up next."""
    act = request.GET.get("act", "")
    mine = Act.objects.undoable().filter(board=request.board, by=request.member)
    undo = next((one for one in mine if str(one.pk) == act), None) if act else None
    return {"said": DONE.get(request.GET.get("done")), "undo": undo, "up": request.GET.get("next", "")}


def _following(member, post_id):
    """The item that comes up once this one is settled: the one after it, else the one before."""
    items = [item.post.pk for item in queue_of(member)]
    if post_id not in items or len(items) == 1:
        return ""
    at = items.index(post_id)
    return items[at + 1] if at + 1 < len(items) else items[at - 1]


def _found(request, post_id):
    """A post of the caller's own board that they may read, or 404."""
    found = get_object_or_404(Post.objects.select_related(*Post.together), pk=post_id, question__board=request.board)
    if not can(request.member, "post.see", found):
        raise Absent
    return found
