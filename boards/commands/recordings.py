"""A session is recorded once all who are present have agreed; what was recorded is put together by the worker."""

from django.db import transaction

from advisory.events.record import lock, record
from advisory.refusals import Conflict
from advisory.rights import SYSTEM, allow
from boards.commands.lobby import require_running
from boards.commands.recorded import end_going, hush, note_allowed, require_agreed
from boards.commands.stamps import require_current
from boards.live.recorders import absent, recorder_of
from boards.models import Board, Recording

SILENT = "The media server does not answer, so nothing is recorded. Try again in a minute."


def begin_recording(session, *, by, stamp=None):
    """Record from now on, once everybody who is present has agreed; nothing goes on record that did not begin."""
    going = _begin(session, by=by, stamp=stamp)
    if not recorder_of(session).switch(session, on=True):
        end_recording(going, Recording.End.LOST, by=SYSTEM)
        raise Conflict("no_server", SILENT)
    if not Recording.objects.going().filter(pk=going.pk).exists():
        hush(session)
    return going


@transaction.atomic
def end_recording(recording, end=Recording.End.CHAIR, *, by, stamp=None):
    """End a recording; what was recorded until then is put together."""
    by, recording = lock(recording.board, by, recording)
    require_current(by, stamp) if by is not SYSTEM else None
    allow(by, "recording.end", recording.session)
    if recording.state == Recording.State.GOING:
        end_going(recording.session, end, by)


@transaction.atomic
def retry_recording(recording, *, by, stamp=None):
    """Have tracks of which no film could be made be put together once more."""
    by, recording = lock(recording.board, by, recording)
    require_current(by, stamp)
    allow(by, "recording.retry", recording.session)
    if recording.board.state == Board.State.ARCHIVED:
        raise Conflict("closed", "This board is archived now. Nothing was changed.")
    if recording.state != Recording.State.BROKEN:
        raise Conflict("not_broken", f"{recording.get_state_display()}. Nothing was changed.")
    recording.state, recording.done = Recording.State.ENDED, 0
    recording.save(update_fields=["state", "done"])
    record("recording.retried", recording, by=by, session=recording.session.number)


@transaction.atomic
def note_progress(recording, done, *, by, trouble=""):
    """Say how far a recording is put together, or what it waits for."""
    by, recording = lock(recording.board, by, recording)
    allow(by, "recording.compose", recording.session)
    recording.done, recording.trouble = done, trouble
    recording.save(update_fields=["done", "trouble"])


@transaction.atomic
def settle_recording(recording, state, *, by, **film):
    """Say what became of a recording: a draft in the library, nothing at all, or tracks that make no film.

    A film has a `document`, `film_from` is when it begins, and `trouble` says what is missing in it.
    """
    by, recording = lock(recording.board, by, recording)
    allow(by, "recording.compose", recording.session)
    if recording.state != Recording.State.ENDED:
        return
    told = {"state": state, "done": 100, "trouble": ""} | film
    for name, value in told.items():
        setattr(recording, name, value)
    recording.save(update_fields=list(told))
    record("recording.settled", recording, by=by, session=recording.session.number, state=str(state))


@transaction.atomic
def _begin(session, *, by, stamp):
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "recording.begin", session)
    require_running(session)
    words = absent(session)
    if words:
        raise Conflict("no_recording", words)
    require_agreed(session, by)
    going = session.recordings.going().first()
    if going is None:
        going = Recording.objects.create(session=session, begun_by=by)
        note_allowed(going)
        record("recording.begun", going, by=by, session=session.number)
    return going
