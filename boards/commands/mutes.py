"""Microphones in a live session are closed by the desk, one or all, and may be opened again."""

from django.db import transaction

from advisory.events.record import lock, record, record_all
from advisory.rights import allow, can
from boards.commands.lobby import require_faces, require_running
from boards.commands.stamps import require_current
from boards.models import Mute


@transaction.atomic
def mute_member(session, member, *, by, stamp=None):
    """Close somebody's microphone; it stays closed until the desk lifts it."""
    by, session, member = lock(session.board, by, session, member)
    require_current(by, stamp)
    allow(by, "line.mute", member)
    require_running(session)
    require_faces(session)
    _, made = Mute.objects.get_or_create(session=session, member=member)
    if made:
        record("session.muted", session, by=by, session=session.number, member=str(member.pk))


@transaction.atomic
def mute_everybody(session, *, by, stamp=None):
    """Close the microphones of all who may speak and are not of the desk, those too who come later."""
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "line.mute")
    require_running(session)
    require_faces(session)
    muted = set(session.mutes.values_list("member", flat=True))
    open_now = [seat for seat in session.board.seats.seated() if _speaks(by, seat) and seat.pk not in muted]
    Mute.objects.bulk_create([Mute(session=session, member=seat) for seat in open_now])
    told = [{"session": session.number, "member": str(seat.pk)} for seat in open_now]
    if told:
        record_all("session.muted", [session] * len(told), by=by, facts=told)


@transaction.atomic
def lift_mute(session, member, *, by, stamp=None):
    """Let somebody speak again; they open their microphone themselves."""
    by, session, member = lock(session.board, by, session, member)
    require_current(by, stamp)
    allow(by, "line.mute", member)
    require_faces(session)
    if session.mutes.filter(member=member).delete()[0]:
        record("session.unmuted", session, by=by, session=session.number, member=str(member.pk))


def _speaks(by, seat):
    return can(seat, "line.send") and can(by, "line.mute", seat)
