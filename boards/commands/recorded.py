"""What is kept of what people say, as sound or in words, needs everybody's consent, and ends with it."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from advisory.events.readers import NAMES
from advisory.events.record import record
from advisory.refusals import Conflict
from boards.live.recorders import recorder_of
from boards.models import Allowance, Attendance, Consent, Recording, Session


def unwilling(session):
    """Everybody who is in and has not agreed to be recorded, in sound at least."""
    inside = session.attendances.filter(state=Attendance.State.ADMITTED, recording=Consent.Choice.NO)
    return list(inside.select_related("member__user"))


def require_agreed(session, by):
    """Refuse to keep anything while somebody is here who has not agreed; who they are learns whoever reads names."""
    rows = unwilling(session)
    if not rows:
        return
    count = f"{len(rows)} {'person' if len(rows) == 1 else 'people'} here {'has' if len(rows) == 1 else 'have'}"
    who = ", ".join(sorted(row.member.user.name for row in rows)) if by.gaze == NAMES else ""
    told = f"{count} not agreed to a recording{f': {who}' if who else ''}. Nothing is recorded."
    raise Conflict("no_recording", told)


def heed(session, by):
    """Keep what everybody who is in now allows, and end what they have not agreed to, under the caller's lock."""
    going = session.recordings.going().first()
    if going:
        note_allowed(going)
    kept = going or session.captionings.filter(ended_at=None).exists()
    if kept and unwilling(session):
        end_all(session, Recording.End.CONSENT, by)


def note_allowed(going):
    """Keep the least that each who is in allowed while a recording goes on, under the caller's lock."""
    before = dict(going.allowances.values_list("member", "choice"))
    inside = going.session.attendances.filter(state=Attendance.State.ADMITTED).values_list("member", "recording")
    least = [
        Allowance(recording=going, member_id=seat, choice=min(now, before.get(seat, now), key=Consent.RECORDED.index))
        for seat, now in inside
    ]
    unique = {"unique_fields": ["recording", "member"], "update_fields": ["choice"]}
    Allowance.objects.bulk_create(least, update_conflicts=True, **unique)


def unrecord(member, by):
    """Record somebody no more who takes their consent back, under the caller's lock; no film to come has them."""
    member.allowances.filter(recording__state__in=Recording.UNMADE).update(choice=Consent.Choice.NO)
    there = member.attendances.filter(session__state__in=Session.RUNNING).exclude(recording=Consent.Choice.NO)
    for row in there.select_related("session__board"):
        row.recording = Consent.Choice.NO
        row.save(update_fields=["recording"])
        heed(row.session, by)


def end_all(session, end, by):
    """End the recording and the captions that go on, if they do, under the caller's lock."""
    end_going(session, end, by)
    end_captioning(session, end, by)


def end_captioning(session, end, by):
    """End the captions that go on, if they do, under the caller's lock: nothing that is said from now on is kept."""
    for going in session.captionings.filter(ended_at=None):
        going.end, going.ended_at = end, timezone.now()
        going.save(update_fields=["end", "ended_at"])
        record("captions.ended", going, by=by, session=session.number, end=str(end))


def end_going(session, end, by):
    """End the recording that goes on, if one does, under the caller's lock; the media server hears of it at once.

    Whoever comes in hears back after that: nothing of theirs is recorded.
    """
    for going in session.recordings.going():
        going.state, going.end, going.ended_at = Recording.State.ENDED, end, timezone.now()
        going.save(update_fields=["state", "end", "ended_at"])
        record("recording.ended", going, by=by, session=session.number, end=str(end))
        transaction.on_commit(partial(hush, session), robust=True)


def hush(session):
    """Have the media server keep nothing any more; False when it does not answer, and then the worker asks again."""
    recorder = recorder_of(session)
    return recorder is None or recorder.switch(session, on=False)
