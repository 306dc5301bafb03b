"""Coming to a live session: what is asked before, waiting, being let in, leaving."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from advisory.refusals import Absent
from advisory.rights import allow
from boards.commands.lobby import (
    admit,
    admit_all,
    begin_session,
    decline,
    end_session,
    greet_waiting,
    join_session,
    leave_session,
    lock_session,
    open_session,
    tell_room,
)
from boards.decorators import member_required
from boards.live.lending import lent
from boards.models import Attendance, Consent, Policy
from boards.sessions.reading import WAYS, span
from boards.sessions.room import Room
from boards.views.sessions import session_of

DOOR = {"opening": open_session, "beginning": begin_session, "ending": end_session, "admission": admit_all}


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def prejoin(request, session_id):
    """What is asked before somebody comes in; sent, they wait or are in."""
    found = session_of(request, session_id)
    allow(request.member, "session.attend", found)
    if request.method == "POST":
        given = {"recording": request.POST.get("recording"), "stamp": request.POST.get("stamp")}
        join_session(found, by=request.member, **given)
        return _to(found)
    room = Room(found, request.member)
    if not found.runs or (room.mine and room.mine.is_in):
        return _to(found)
    context = {"nav": "sessions", "session": found, "room": room, "span": span(found, request.user.time_zone)}
    context |= {"way": WAYS[found.provider], "line": room.line} | _recording(request, room.mine)
    return lent(render(request, "boards/sessions/prejoin.html", context))


@require_POST
@member_required
def door(request, session_id, act):
    """Open the session, begin it, end it, or let everybody in who waits."""
    found = session_of(request, session_id)
    DOOR[act](found, by=request.member, stamp=request.POST.get("stamp"))
    return _to(found)


@require_POST
@member_required
def locking(request, session_id):
    """Let nobody else come in, or open the door again."""
    found = session_of(request, session_id)
    lock_session(found, by=request.member, on=request.POST.get("on") == "1", stamp=request.POST.get("stamp"))
    return _to(found)


@require_POST
@member_required
def greeting(request, session_id):
    """Write to those who wait."""
    found = session_of(request, session_id)
    greet_waiting(found, request.POST.get("words", ""), by=request.member, stamp=request.POST.get("stamp"))
    return _to(found)


@require_POST
@member_required
def telling(request, session_id):
    """Write to everybody in the room."""
    found = session_of(request, session_id)
    tell_room(found, request.POST.get("words", ""), by=request.member, stamp=request.POST.get("stamp"))
    return _to(found)


@require_POST
@member_required
def admission(request, session_id, attendance_id):
    """Let one in."""
    return _decided(request, session_id, attendance_id, admit)


@require_POST
@member_required
def declining(request, session_id, attendance_id):
    """Do not let one in, or ask one to leave."""
    return _decided(request, session_id, attendance_id, decline)


@require_POST
@member_required
def leaving(request, session_id):
    """Leave the room, or the waiting room."""
    found = session_of(request, session_id)
    mine = Room(found, request.member).mine
    if mine is None:
        raise Absent
    leave_session(mine, by=request.member, stamp=request.POST.get("stamp"))
    return _to(found)


def _decided(request, session_id, attendance_id, command):
    found = session_of(request, session_id)
    allow(request.member, "session.admit", request.board)
    row = Attendance.objects.filter(session=found, pk=attendance_id).select_related(*Attendance.together).first()
    if row is None:
        raise Absent
    command(row, by=request.member, stamp=request.POST.get("stamp"))
    return _to(found)


def _recording(request, mine):
    """What somebody said about being recorded, of this session or else of all, where the board asks for it."""
    policy = Policy.objects.current(request.board).get(Policy.Kind.RECORDING)
    if policy is None:
        return {"recording": None}
    given = Consent.objects.standing().filter(person=request.user, policy__board=request.board)
    last = given.filter(policy__kind=Policy.Kind.RECORDING).order_by("given_at").last()
    choices = [(choice.value, choice.label) for choice in Consent.RECORDED]
    if mine:
        return {"recording": choices, "recorded": mine.recording}
    return {"recording": choices, "recorded": last.choice if last else Consent.Choice.NO.value, "asked": last}


def _to(session):
    return redirect("session", session.board.slug, session.pk)
