"""The wall, the switches and a seat handed over: set on the page of people, and told there to everybody."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from advisory.refusals import Conflict
from advisory.rights import allow
from boards.commands.successions import hand_over
from boards.commands.walls import set_sight, set_wall, switch_board
from boards.decorators import member_required
from boards.forms.walls import SeatForm, SuccessionForm, SwitchesForm, WallForm
from boards.views.people import _done, _member
from boards.views.reading import own_switches
from boards.waiting import waiting_on

UNKNOWN = "Choose one of the three."


@require_POST
@member_required
def wall(request):
    """Say what the medical team reads."""
    form = WallForm(request.POST)
    sight = request.POST.get("sight") if form.is_valid() else ""
    told = "What the medical team reads is set. Everybody on the board can read it here."
    return _done(request, lambda: set_wall(request.board, sight, **_from(request)), told)


@require_POST
@member_required
def sight(request, member_id):
    """Say what one seat of the medical team reads."""
    found, form = _member(request, member_id), SeatForm(request.POST)
    if not form.is_valid():
        messages.error(request, UNKNOWN)
        return redirect("people", request.board.slug)
    chosen = form.cleaned_data["sight"]
    told = f"What {found.user.name} reads is set. Everybody on the board can read it here."
    return _done(request, lambda: set_sight(found, chosen, **_from(request)), told)


@require_POST
@member_required
def switches(request):
    """Say what moderators, and perhaps the chair, see and may do."""
    allow(request.member, "moderator.switch", request.board)
    form = SwitchesForm(request.POST, board=request.board, own=own_switches(request.member))
    form.is_valid()
    told = "What the moderators see and may do is set."
    return _done(request, lambda: switch_board(request.board, form.switches(), **_from(request)), told)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def succession(request, member_id):
    """Hand a seat at the desk over: what waits there, who takes it, and what becomes of whoever had it."""
    found = _member(request, member_id)
    allow(request.member, "member.hand_over", found)
    heirs = [seat for seat in request.board.seats.seated().by_name() if seat.succeeds(found)]
    form = SuccessionForm(request.POST if request.method == "POST" else None, heirs=heirs)
    if not (form.is_bound and form.is_valid()):
        return _shown(request, found, form)
    heir, after = next(seat for seat in heirs if str(seat.pk) == form.cleaned_data["heir"]), form.cleaned_data["after"]
    try:
        hand_over(found, heir, by=request.member, after=after, stamp=request.POST.get("stamp"))
    except Conflict as refusal:
        return _shown(request, found, form, refusal)
    messages.success(request, f"{heir.user.name} has the seat now.")
    return _onward(request, found, after)


def _from(request):
    """Who asks, and from which page."""
    return {"by": request.member, "stamp": request.POST.get("stamp")}


def _shown(request, found, form, refusal=None):
    context = {"nav": "people", "seat": found, "form": form, "waiting": waiting_on(request.board), "refusal": refusal}
    status = refusal.status if refusal else 422 if form.is_bound else 200
    return render(request, "boards/people/succession.html", context, status=status)


def _onward(request, found, after):
    """The people of the board, unless one has just left it."""
    gone = found.pk == request.member.pk and after == "leave"
    return redirect("home") if gone else redirect("people", request.board.slug)
