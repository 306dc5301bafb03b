"""Who is there in a live session: they come in, give signs of life, leave, or are gone without a word."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from advisory.events.readers import board_of
from advisory.events.record import lock, record
from advisory.rights import allow, can
from boards.models import Attendance, Session, Stay
from boards.models.attendance import FADES

HERE = (Attendance.State.WAITING, Attendance.State.ADMITTED)
UNHEARD = timedelta(seconds=30)  # after which a page that should have said that it is there has not


@transaction.atomic
def note_absence(attendance, *, by):
    """Somebody who went without a word has left; they come back as whoever left does."""
    by, attendance = lock(attendance.board, by, attendance)
    allow(by, "attendance.end")
    if Attendance.objects.silent(timezone.now()).filter(pk=attendance.pk).exists():
        depart(attendance, by=by, at=attendance.seen_at)


def note_presence(session, *, by, spoken=0):
    """Keep that somebody waits or is in now, how long they have been in and spoken: theirs alone, so no event.

    What is given back is their attendance, or nothing where they are neither.
    """
    found = session.attendances.filter(member=by, state__in=HERE).first()
    if found is None or not session.runs or not can(by, "session.attend", session):
        return None
    if found.is_in:
        heard = found.is_on_line and can(by, "line.send", session)
        _live(found, spoken if heard else 0)
    else:
        Attendance.objects.filter(pk=found.pk).update(seen_at=timezone.now())
    return found


def note_lines(lines):
    """Keep who is on the lines of sessions now, {line: ids of seats}; whose page is silent lives by that."""
    now = timezone.now()
    for line, seats in lines.items():
        number = int(line.rpartition(".s")[2])
        here = Attendance.objects.inside(board_of(line), number).filter(member__in=seats)
        here.update(line_at=now)
        for found in here.filter(seen_at__lt=now - UNHEARD):
            _live(found)


def step_in(attendance):
    """From now on they are in."""
    now = timezone.now()
    attendance.state, attendance.seen_at, attendance.line_at = Attendance.State.ADMITTED, now, now
    attendance.admitted_at, attendance.turned_out = attendance.admitted_at or now, False
    attendance.save()
    Stay.objects.create(attendance=attendance, came_at=now)


def step_out(attendance, state, at=None):
    """They are out, since now or since a moment before, and their hand is down."""
    now, declined = timezone.now(), Attendance.State.DECLINED
    attendance.turned_out = attendance.turned_out or state == declined
    attendance.state = declined if attendance.turned_out else state
    attendance.save(update_fields=["state", "turned_out"])
    attendance.stays.filter(left_at=None).update(left_at=at or now)
    attendance.session.hands.filter(member=attendance.member_id, lowered_at=None).update(lowered_at=now)


def depart(attendance, *, by, at=None):
    """They leave the room or the waiting room, under the caller's lock."""
    was_in = attendance.is_in
    step_out(attendance, Attendance.State.LEFT, at)
    if was_in:
        record("attendance.gone" if attendance.member.observes else "attendance.left", attendance, by=by)
    else:
        record("attendance.asked", attendance, by=by, left=True)


def part_from(seats, *, by):
    """Seats that may not come to live sessions now are out of those that go on, under the caller's lock.

    Whoever goes by an alias there falls silent instead: an alias that went with a name would tell whose it was.
    """
    here = Attendance.objects.filter(state__in=HERE, session__state__in=Session.RUNNING)
    for row in here.filter(member__in=seats).select_related(*Attendance.together):
        aliased = row.session.aliased and row.advised
        if not aliased and not can(row.member, "session.attend", row.session):
            depart(row, by=by)


def end_stays(session, now):
    """The session is over: whoever was in leaves with it, and whoever had been silent left before."""
    open_ones = list(Stay.objects.filter(attendance__session=session, left_at=None).select_related("attendance"))
    for stay in open_ones:
        seen = stay.attendance.seen_at
        stay.left_at = now if seen > now - FADES else max(seen, stay.came_at)
    Stay.objects.bulk_update(open_ones, ["left_at"])


def _live(found, spoken=0):
    """A sign of life, counted once, however many come in one moment; nobody spoke for longer than they were there."""
    now, seen = timezone.now(), found.seen_at
    silence = now - (seen or now)
    more = round(silence.total_seconds()) if silence <= FADES else 0
    counted = {"seconds": F("seconds") + more, "spoken": F("spoken") + min(more, spoken)}
    Attendance.objects.filter(pk=found.pk, seen_at=seen).update(seen_at=now, **counted)
