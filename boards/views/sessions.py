"""The live sessions of a board: the list, one before it begins, and its schedule."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisory.events.models import Stream
from advisory.prepared import prepared
from advisory.refusals import Absent, Refusal
from advisory.rights import allow, can
from boards.blinding import blinds
from boards.commands.sessions import cancel_session, change_session, schedule_session
from boards.decorators import member_required
from boards.events import mine
from boards.forms.sessions import SessionForm
from boards.live.lending import lent
from boards.models import Attendance, Board, Session
from boards.sessions.calendar import entry_of
from boards.sessions.reading import WAYS, elsewhere, listed, minutes_in, span
from boards.sessions.room import Room, room_context
from boards.talking import written_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@member_required
def sessions(request):
    """What is to come, and what was."""
    coming, past = listed(request.board)
    zone = request.user.time_zone
    context = {
        "nav": "sessions", "may_schedule": can(request.member, "session.schedule", request.board),
        "coming": [(session, span(session, zone)) for session in coming],
        "past": [(session, span(session, zone)) for session in past],
    }  # fmt: skip
    return render(request, "boards/sessions/list.html", context)


@FORM
@member_required
def new(request):
    """Schedule one."""
    allow(request.member, "session.schedule", request.board)
    form = SessionForm(_typed(request), zone=request.user.time_zone)
    if form.is_bound and form.is_valid():
        try:
            made = schedule_session(request.board, **_given(request, form))
            return redirect("agenda", request.board.slug, made.pk)
        except Refusal as refusal:
            form.refuse(refusal)
    return _form(request, form, heading="New live session", back=reverse("sessions", args=[request.board.slug]))


@require_safe
@member_required
def session(request, session_id):
    """One session: the room for whoever was let in, the waiting room, or when it is and what is on the agenda."""
    found = session_of(request, session_id)
    room = Room(found, request.member)
    if found.runs and room.mine and can(request.member, "session.attend", found):
        if room.mine.is_in:
            drawn = render(request, "boards/sessions/room.html", _inside(room))
            return lent(drawn) if room.line else drawn
        if room.mine.state == Attendance.State.WAITING:
            return render(request, "boards/sessions/waiting.html", _beside(room))
    return render(request, "boards/sessions/detail.html", _beside(room))


def _inside(room):
    return {
        "nav": "sessions",
        "follow": followed(room.member, room.session.stream, room.session.board.stream),
        **room_context(room),
    }


def _beside(room):
    """What is known of a session by whoever is not in the room."""
    found, member, zone = room.session, room.member, room.member.user.time_zone
    return {
        "nav": "sessions", "session": found, "room": room, "agenda": room.agenda, "span": span(found, zone),
        "elsewhere": elsewhere(found, found.board.seats.seated().by_name(), zone),
        "planned": minutes_in(item for item, _ in room.agenda), "way": WAYS.get(found.provider, ""),
        "may_keep": can(member, "agenda.keep", found.board), "runs": can(member, "session.run", found.board),
        "retries": can(member, "recording.retry", found),
        "may_schedule": can(member, "session.schedule", found.board),
        "may_attend": can(member, "session.attend", found), "follow": followed(member, found.board.stream),
        "written": written_of(found, member) if found.state == Session.State.ENDED else None,
    }  # fmt: skip


def followed(member, *streams):
    """Where a page goes on from: the streams that it follows with their heads as it was drawn."""
    mine_too = {name: name for name in streams} | {f"{member.board.stream}.mine": mine(member)}
    heads = dict(Stream.objects.filter(name__in=mine_too.values()).values_list("name", "head"))
    return " ".join(f"{wire}:{heads.get(name, 0)}" for wire, name in mine_too.items())


@FORM
@member_required
def edit(request, session_id):
    """Change when or how the board meets."""
    found = session_of(request, session_id)
    allow(request.member, "session.schedule", request.board)
    form = SessionForm(_typed(request), zone=request.user.time_zone, session=found)
    if form.is_bound and form.is_valid():
        try:
            change_session(found, **_given(request, form))
            return redirect("session", request.board.slug, found.pk)
        except Refusal as refusal:
            form.refuse(refusal)
    back = reverse("session", args=[request.board.slug, found.pk])
    return _form(request, form, heading="Change this live session", back=back, session=found)


@require_safe
@member_required
def calendar(request, session_id):
    """The session as an entry for one's calendar."""
    found = session_of(request, session_id)
    answer = HttpResponse(entry_of(found), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{request.board.slug}-session-{found.number}.ics"'
    return answer


@require_POST
@member_required
def cancellation(request, session_id):
    """Call it off."""
    found = session_of(request, session_id)
    cancel_session(found, by=request.member, stamp=request.POST.get("stamp"))
    return redirect("session", request.board.slug, found.pk)


def session_of(request, session_id):
    """A session of this board; one of another board is not there."""
    found = _known.first(board=request.board.pk, key=session_id)
    if found is None:
        raise Absent
    found.board = request.board
    return found


@prepared(board=Board._meta.pk, key=Session._meta.pk)
def _known(board, key):
    return Session.objects.filter(board=board, pk=key).select_related("presenter__user")


def _typed(request):
    return request.POST if request.method == "POST" else None


def _given(request, form):
    return form.cleaned_data | {"by": request.member, "stamp": request.POST.get("stamp")}


def _form(request, form, **more):
    context = {"nav": "sessions", "form": form, "blinded": blinds(request.board), **more}
    return render(request, "boards/sessions/form.html", context, status=422 if form.errors else 200)
