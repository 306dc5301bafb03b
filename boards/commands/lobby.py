"""People come to a live session, wait, are let in or not, and leave; it is opened, begun, locked and ended."""

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.refusals import Conflict
from advisory.rights import allow
from advisory.text import checked_for
from boards.blinding import blinds
from boards.commands.attendance import HERE, depart, end_stays, step_in, step_out
from boards.commands.moments import not_now, said_to
from boards.commands.recorded import end_all, heed
from boards.commands.stamps import require_current
from boards.models import AgendaItem, Attendance, Board, Consent, Recording, Session


@transaction.atomic
def open_session(session, *, by, stamp=None):
    """Let people come: the team straight in, advisors to the waiting room."""
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "session.run", session.board)
    _require_soon(session, by)
    session.aliased = blinds(session.board)
    _move(session, Session.State.SCHEDULED, Session.State.LOBBY, "opened_at", "aliased")
    record("session.opened", session, by=by, session=session.number)


@transaction.atomic
def begin_session(session, *, by, stamp=None):
    """Begin: the first point of the agenda opens."""
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "session.run", session.board)
    _move(session, Session.State.LOBBY, Session.State.LIVE, "begun_at")
    first = session.agenda.filter(state=AgendaItem.State.WAITING).first()
    if first:
        first.state, first.opened_at = AgendaItem.State.OPEN, timezone.now()
        first.save(update_fields=["state", "opened_at"])
    record("session.begun", session, by=by, session=session.number)


@transaction.atomic
def end_session(session, *, by, stamp=None):
    """End it for everybody: the open point closes, all hands are lowered, and the page says that it is over."""
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "session.run", session.board)
    if not session.runs:
        raise not_now(session)
    now = timezone.now()
    session.state, session.ended_at, session.locked, session.apart = Session.State.ENDED, now, False, False
    session.save(update_fields=["state", "ended_at", "locked", "apart"])
    session.agenda.filter(state=AgendaItem.State.OPEN).update(state=AgendaItem.State.CLOSED, closed_at=now)
    session.hands.filter(lowered_at=None).update(lowered_at=now)
    end_stays(session, now)
    end_all(session, Recording.End.SESSION, by)
    record("session.finished", session, by=by, session=session.number)


@transaction.atomic
def lock_session(session, *, by, on, stamp=None):
    """Let nobody else come in, or open the door again; who is in stays in."""
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "session.run", session.board)
    require_running(session)
    if session.locked != on:
        session.locked = on
        session.save(update_fields=["locked"])
        record("session.locked" if on else "session.unlocked", session, by=by, session=session.number)


@transaction.atomic
def join_session(session, *, by, recording=None, stamp=None):
    """Ask to come in: the team and observers, and whoever was let in before, go straight in; others wait.

    So does whoever was asked to leave, whatever their seat.
    """
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "session.attend", session)
    require_running(session)
    found = session.attendances.filter(member=by).first()
    found = found or Attendance(session=session, member=by, advised=by.is_advisors)
    found.recording = recording if recording in Consent.RECORDED else found.recording
    if found.is_in:
        found.save(update_fields=["recording"])
        heed(session, by)
        return found
    if found.is_locked_out:
        raise Conflict("locked", "The door is locked. Whoever runs the session can open it again.")
    return _wait(found, by) if found.waits else _let_in(found, by)


@transaction.atomic
def admit(attendance, *, by, stamp=None):
    """Let somebody in who waits, or was not let in before."""
    by, attendance = lock(attendance.board, by, attendance)
    require_current(by, stamp)
    allow(by, "session.admit", attendance.board)
    require_running(attendance.session)
    if attendance.state in (Attendance.State.WAITING, Attendance.State.DECLINED):
        _let_in(attendance, by)


@transaction.atomic
def admit_all(session, *, by, stamp=None):
    """Let everybody in who waits."""
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "session.admit", session.board)
    require_running(session)
    waiting = session.attendances.filter(state=Attendance.State.WAITING)
    for attendance in waiting.select_related(*Attendance.together):
        _let_in(attendance, by)


@transaction.atomic
def decline(attendance, *, by, stamp=None):
    """Do not let somebody in, or ask somebody to leave who is in; they can ask again while the door is open."""
    by, attendance = lock(attendance.board, by, attendance)
    require_current(by, stamp)
    allow(by, "session.admit", attendance.board)
    require_running(attendance.session)
    if attendance.member_id == by.pk:
        raise Conflict("own", "You cannot turn yourself out. Leave instead.")
    if attendance.state in HERE:
        was_in = attendance.is_in
        step_out(attendance, Attendance.State.DECLINED)
        record("attendance.declined", attendance, by=by)
        if was_in:
            record("attendance.gone" if attendance.member.observes else "attendance.left", attendance, by=by)


@transaction.atomic
def greet_waiting(session, words, *, by, stamp=None):
    """Write to everybody who waits; nothing takes the words away."""
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "session.admit", session.board)
    require_running(session)
    session.welcome = checked_for(Session, {"welcome": words.strip()})["welcome"]
    session.save(update_fields=["welcome"])
    waiting = session.attendances.filter(state=Attendance.State.WAITING)
    for attendance in waiting.select_related(*Attendance.together):
        record("attendance.greeted", attendance, by=by)


@transaction.atomic
def tell_room(session, words, *, by, stamp=None):
    """Write to everybody in the room, large above the stage; nothing takes the words away."""
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "session.tell", session.board)
    require_running(session)
    words = checked_for(Session, {"notice": words.strip()})["notice"]
    if words != session.notice:
        session.notice = words
        session.save(update_fields=["notice"])
        record("session.told", session, by=by, session=session.number)


@transaction.atomic
def leave_session(attendance, *, by, stamp=None):
    """Leave the room or the waiting room; who was let in may come back while the door is open."""
    by, attendance = lock(attendance.board, by, attendance)
    require_current(by, stamp)
    allow(by, "session.leave", attendance)
    if attendance.state in HERE:
        depart(attendance, by=by)


def require_running(session):
    """Refuse what can be done only while people can be in."""
    if not session.runs or session.board.state != Board.State.OPEN:
        raise not_now(session)


def require_faces(session):
    """Refuse what is about sound and picture where advisors go by aliases: whose seat it was would be told."""
    if session.aliased:
        raise Conflict("blinded", "This board keeps names from each other, so there is no sound and no picture.")


def _require_soon(session, by):
    """Refuse to open a session long before it begins, told in the time of whoever opens it."""
    if not session.may_open:
        begins = said_to(by, session.starts_at)
        words = f"It begins on {begins}; the waiting room opens at most two hours before. To meet now, change its time."
        raise Conflict("early", words)


def _move(session, before, after, stamp, *more):
    if session.state != before or session.board.state != Board.State.OPEN:
        raise not_now(session)
    session.state = after
    setattr(session, stamp, timezone.now())
    session.save(update_fields=["state", stamp, *more])


def _wait(attendance, by):
    again = attendance.state == Attendance.State.WAITING and not attendance._state.adding
    attendance.state, attendance.seen_at = Attendance.State.WAITING, timezone.now()
    attendance.save()
    if not again:
        record("attendance.asked", attendance, by=by)
    return attendance


def _let_in(attendance, by):
    step_in(attendance)
    heed(attendance.session, by)
    record("attendance.admitted", attendance, by=by)
    record("attendance.watched" if attendance.member.observes else "attendance.joined", attendance, by=by)
    return attendance
