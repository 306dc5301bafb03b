"""The room of a live session: its parts, drawn anew for whoever is in, the agenda gone through, hands."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from advisory.refusals import Absent
from advisory.rights import allow, can
from boards.commands.agenda import extend_item, next_item
from boards.commands.attendance import note_presence
from boards.commands.hands import call_on, lower_hand, raise_hand
from boards.decorators import member_required
from boards.models import AgendaItem, Hand
from boards.sessions.room import Room, room_context
from boards.views.sessions import session_of


@require_safe
@member_required
def parts(request, session_id):
    """What changes in the room, for the page that fetches it anew."""
    found = session_of(request, session_id)
    room = Room(found, request.member)
    inside = room.mine and room.mine.is_in and can(request.member, "session.attend", found)
    if not (found.runs and inside):
        raise Absent
    return render(request, "boards/sessions/_parts.html", room_context(room))


@require_POST
@member_required
def presence(request, session_id):
    """A sign of life of whoever is in or waits; the answer is the room as it is now, or the way to the waiting room."""
    found = session_of(request, session_id)
    here = note_presence(found, by=request.member, spoken=_seconds(request.POST.get("spoken", "")))
    if here is None:
        raise Absent
    if not here.is_in:
        return _back(found)
    return render(request, "boards/sessions/_parts.html", room_context(Room(found, request.member)))


@require_POST
@member_required
def turning(request, session_id):
    """Go on to the next point."""
    found = session_of(request, session_id)
    next_item(found, by=request.member, stamp=request.POST.get("stamp"), after=request.POST.get("after"))
    return _back(found)


@require_POST
@member_required
def extension(request, session_id, item_id):
    """Two more minutes for the open point."""
    found = session_of(request, session_id)
    allow(request.member, "agenda.run", request.board)
    extend_item(_thing(AgendaItem, found, item_id), by=request.member, stamp=request.POST.get("stamp"))
    return _back(found)


@require_POST
@member_required
def hands(request, session_id):
    """Raise one's hand."""
    found = session_of(request, session_id)
    raise_hand(found, by=request.member, stamp=request.POST.get("stamp"))
    return _back(found)


@require_POST
@member_required
def calling(request, session_id, hand_id):
    """Call on somebody."""
    found = session_of(request, session_id)
    allow(request.member, "hand.call", request.board)
    call_on(_thing(Hand, found, hand_id), by=request.member, stamp=request.POST.get("stamp"))
    return _back(found)


@require_POST
@member_required
def lowering(request, session_id, hand_id):
    """Lower a hand."""
    found = session_of(request, session_id)
    lower_hand(_thing(Hand, found, hand_id), by=request.member, stamp=request.POST.get("stamp"))
    return _back(found)


def _thing(model, session, key):
    found = model.objects.filter(session=session, pk=key).select_related(*model.together).first()
    if found is None:
        raise Absent
    return found


def _seconds(given):
    return int(given) if given.isdecimal() and len(given) < 5 else 0


def _back(session):
    return redirect("session", session.board.slug, session.pk)
