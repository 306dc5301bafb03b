"""What the desk does with the line of a live session: microphones closed and opened again, and who shows a screen."""

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from advisory.refusals import Absent
from boards.commands.mutes import lift_mute, mute_everybody, mute_member
from boards.commands.presenting import let_present, spotlight_member
from boards.decorators import member_required
from boards.views.sessions import session_of


@require_POST
@member_required
def mutes(request, session_id):
    """Close one microphone, or all."""
    found = session_of(request, session_id)
    if request.POST.get("everybody"):
        mute_everybody(found, **_given(request))
    else:
        mute_member(found, _member(request, request.POST.get("member")), **_given(request))
    return _back(found)


@require_POST
@member_required
def unmuting(request, session_id, member_id):
    """Let somebody speak again."""
    found = session_of(request, session_id)
    lift_mute(found, _member(request, member_id), **_given(request))
    return _back(found)


@require_POST
@member_required
def presenter(request, session_id):
    """Say who shows their screen, or that nobody does."""
    found, asked = session_of(request, session_id), request.POST.get("member")
    let_present(found, _member(request, asked) if asked else None, **_given(request))
    return _back(found)


@require_POST
@member_required
def spotlight(request, session_id):
    """Say who is large for everybody, or that nobody is."""
    found, asked = session_of(request, session_id), request.POST.get("member")
    spotlight_member(found, _member(request, asked) if asked else None, **_given(request))
    return _back(found)


def _member(request, key):
    """Somebody who sits on the board now."""
    found = next((one for one in request.board.seats.seated().by_name() if str(one.pk) == str(key)), None)
    if found is None:
        raise Absent
    found.board = request.board
    return found


def _given(request):
    return {"by": request.member, "stamp": request.POST.get("stamp")}


def _back(session):
    return redirect("session", session.board.slug, session.pk)
