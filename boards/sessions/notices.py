"""What people hear of live sessions: one is planned, another time, called off, begins tomorrow, begins now."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils import timezone

from advisory.events.models import Event
from advisory.notifications.models import Notification
from advisory.notifications.notices import EVENT, Attached, Due, Heard, Notice, Told, notices
from advisory.rights import can
from advisory.zones import day_in, hour_in
from boards.blinding import blinds
from boards.models import Membership, Session
from boards.sessions.calendar import entry_of

DAY, SOON = timedelta(hours=24), timedelta(minutes=15)


def invited(event, session):
    """Everybody who may come, but whoever planned it."""
    return [Heard(seat.user_id) for seat in _guests(session) if seat.user_id != event.actor_id]


def not_yet_invited(now):
    """Whoever may come to a session ahead and was not told: they joined or agreed to the texts after it was planned."""
    waiting = list(_untold(now))
    sessions = Session.objects.select_related("board").in_bulk({seat.meets for seat in waiting})
    for seat in waiting:
        session = sessions[seat.meets]
        if can(seat, "session.attend", session):
            yield Due(seat.user_id, session.log_id, "session", session.pk)


def beginning(now):
    """Everybody who may come, a day before it begins and a quarter of an hour before; each is told once."""
    coming = Session.objects.standing().filter(starts_at__gt=now, starts_at__lte=now + DAY)
    for session in coming.select_related("board"):
        stage = _stage(session, now)
        for seat in _guests(session) if stage else ():
            yield Due(seat.user_id, session.log_id, "session", session.pk, f"{stage}.{_time(session)}")


def of_plans(person, pairs):
    """Sessions that are to come."""
    return _of_sessions(person, pairs, "Live session")


def of_changes(person, pairs):
    """Sessions as they have changed, or that were called off."""
    return _of_sessions(person, pairs, "A live session has changed")


def of_beginnings(person, pairs):
    """Sessions that begin at the time that was told."""
    timely = [(row, one) for row, one in pairs if row.key.endswith(_time(one)) and one.stands]
    return _of_sessions(person, timely, "It begins soon", attaches=False)


def _stage(session, now):
    if session.starts_at - now <= SOON:
        return "soon"
    return "day" if session.scheduled_at < session.starts_at - DAY else ""


def _time(session):
    return f"{session.starts_at:%Y%m%d%H%M}"


def _guests(session):
    seats = _seats().filter(board=session.board)
    return [seat for seat in seats if can(seat, "session.attend", session)]


def _seats():
    taken = Membership.objects.seated().agreed().filter(user__is_active=True)
    return taken.select_related("board", "user")


def _untold(now):
    """Seats with a session ahead, `meets`, of which they were not told and that they did not plan, by one query."""
    ahead = Session.objects.standing().filter(starts_at__gt=now)
    met = _seats().filter(board__sessions__in=ahead).annotate(meets=F("board__sessions"))
    here = Event.objects.filter(log=OuterRef("board__log"), subject_id=OuterRef("meets"))
    planned = here.filter(kind="session.scheduled", actor=OuterRef("user"))
    heard = Notification.objects.filter(subject_id=OuterRef("meets"), person=OuterRef("user"))
    told = heard.filter(notice__in=("session", "session_changed"))
    return met.exclude(Exists(told)).exclude(Exists(planned))


def _of_sessions(person, pairs, said, *, attaches=True):
    found = Membership.objects.seated().filter(user=person).select_related("board", "user")
    seats, told = {seat.board_id: seat for seat in found if seat.role}, {}
    for row, session in pairs:
        seat = seats.get(session.board_id)
        if seat and can(seat, "session.attend", session):
            told[row.pk] = _told(session, person, said, attaches=attaches)
    return told


def _told(session, person, said, *, attaches):
    off, board = session.state == Session.State.CANCELLED, session.board
    when = f"{day_in(session.starts_at, person.time_zone)}, {hour_in(session.starts_at, person.time_zone)}"
    said = "A live session was called off" if off else said
    named = board.letters_quote and not blinds(board)
    file = Attached("session.ics", entry_of(session, named=named), "text/calendar")
    return Told(
        f"{said}: {session.title}, {when}", reverse("session", args=[board.slug, session.pk]),
        quiet=f"{said}, {when}.", quote=named, where=board.title,
        done=not off and (not session.stands or session.ends_at < timezone.now()), attached=(file,) if attaches else (),
    )  # fmt: skip


notices(
    Notice("session", "Live sessions", of_plans, on=("session.scheduled",), hears=invited,
           due=not_yet_invited, fades=("session.changed", "session.cancelled"),
           hint="With an entry for your calendar", icon="live"),
    Notice("session_changed", "Changes of live sessions", of_changes, on=("session.changed", "session.cancelled"),
           hears=invited, once=EVENT, hint="Another time, or called off", icon="live"),
    Notice("session_due", "A live session that begins", of_beginnings, due=beginning,
           fades=("session.changed", "session.cancelled"), hint="A day before, and a quarter of an hour", icon="clock"),
)  # fmt: skip
