"""What ends a recording: the chair, somebody who has not agreed, the end of the session, a full disk."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from advisory.events.record import record
from boards.live.recorders import recorder_of
from boards.models import Attendance, Consent, Recording, Session


def unwilling(session):
    """Everybody who is in and has not agreed to be recorded, in sound at least."""
    inside = session.attendances.filter(state=Attendance.State.ADMITTED, recording=Consent.Choice.NO)
    return list(inside.select_related("member__user"))


def heed(session, by):
    """End a recording that somebody who is in now has not agreed to, under the caller's lock."""
    if session.recordings.going().exists() and unwilling(session):
        end_going(session, Recording.End.CONSENT, by)


def unrecord(member, by):
    """Record somebody no more who takes their consent back while they are at a session, under the caller's lock."""
    there = member.attendances.filter(session__state__in=Session.RUNNING).exclude(recording=Consent.Choice.NO)
    for row in there.select_related("session__board"):
        row.recording = Consent.Choice.NO
        row.save(update_fields=["recording"])
        heed(row.session, by)


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
    """Have the media server keep nothing any more; where it does not answer, the worker asks again."""
    recorder = recorder_of(session)
    if recorder and recorder.is_on(session):
        recorder.switch(session, on=False)
