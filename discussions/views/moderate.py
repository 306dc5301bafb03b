"""The moderator's console: how the discussion goes, who needs a word, and what waits for a decision."""

from urllib.parse import urlencode
from uuid import UUID

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from advisory.refusals import Absent, Busy
from advisory.rights import allow
from boards.decorators import member_required, seat_of
from discussions.console import Console, place_of
from discussions.deciding import DONE, decide, undo_all
from discussions.models import Act
from discussions.queue import queue_of
from discussions.views.threads import found_post, version_of

MOST, TRIES = 20, 5


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
    post, typed, after = found_post(request, post_id), request.POST, _following(request.member, post_id)
    sent = {"words": typed.get("words", ""), "version": version_of(typed), "stamp": typed.get("stamp")}
    chosen = typed.get("decision")
    acts = decide(post, chosen, by=request.member, **sent)
    return _back(request, chosen, after, acts)


@require_POST
@member_required
def undoing(request):
    """Take back what was decided a moment ago."""
    allow(request.member, "board.steer", request.board)
    acts = _acts(request, request.POST.getlist("act"))
    if not acts:
        raise Absent
    undo_all(acts, by=request.member, stamp=request.POST.get("stamp"))
    if request.POST.get("back") == "log":
        return redirect("log", request.board.slug)
    return _back(request, "undone", str(acts[0].post_id or ""))


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
    undo = _acts(request, request.GET.getlist("act"), Act.objects.undoable().filter(by=request.member))
    return {"said": DONE.get(request.GET.get("done")), "undo": undo, "up": request.GET.get("next", "")}


def _acts(request, keys, among=Act.objects):
    """Acts of the caller's own board by their ids, the oldest first."""
    wanted = [key for key in map(_id, keys[:MOST]) if key]
    found = among.filter(board=request.board, pk__in=wanted).select_related(*Act.together).order_by("at")
    return list(found) if wanted else []


def _back(request, done, after, acts=()):
    told = [("done", done), *(("act", act.pk) for act in acts), ("next", after)]
    return redirect(f"{place_of(request.board)}?{urlencode([pair for pair in told if pair[1]])}#queue")


def _following(member, post_id):
    """The item that comes up once this one is settled: the one after it, else the one before."""
    items = [item.post.pk for item in queue_of(member, timezone.now())]
    if post_id not in items or len(items) == 1:
        return ""
    at = items.index(post_id)
    return items[at + 1] if at + 1 < len(items) else items[at - 1]


def _id(text):
    try:
        return UUID(text)
    except ValueError:
        return None
