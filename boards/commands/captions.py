"""What is said in a live session is written down once all who are present have agreed, and put right by the desk."""

import secrets

from django.db import transaction

from advisory.events.record import committed, lock, record
from advisory.refusals import Conflict
from advisory.rights import SYSTEM, allow
from advisory.text import checked_for
from boards.commands.lobby import require_running
from boards.commands.recorded import end_captioning, require_agreed
from boards.commands.stamps import require_current
from boards.live.captioners import absent
from boards.models import Board, Caption, Captioning, CaptionVersion, Consent, Recording
from boards.models.captions import LONGEST


@transaction.atomic
def begin_captions(session, *, by, stamp=None):
    """Write down what is said from now on, once everybody who is present has agreed."""
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "captions.begin", session)
    require_running(session)
    words = absent(session)
    if words:
        raise Conflict("no_captions", words)
    require_agreed(session, by)
    going = session.captionings.filter(ended_at=None).first()
    if going is None:
        going = Captioning.objects.create(session=session, begun_by=by)
        record("captions.begun", going, by=by, session=session.number)
    return going


@transaction.atomic
def end_captions(session, end=Recording.End.CHAIR, *, by, stamp=None):
    """Write down nothing more of what is said."""
    by, session = lock(session.board, by, session)
    require_current(by, stamp) if by is not SYSTEM else None
    allow(by, "captions.end", session)
    end_captioning(session, end, by)


@transaction.atomic
def write_caption(captioning, speaker, words, spoken, *, by):
    """Write down what somebody said, `spoken` from when until when; what nobody agreed to keep is let go."""
    by, captioning, speaker = lock(captioning.board, by, captioning, speaker)
    allow(by, "caption.write", captioning.session)
    words, (begun, ended) = " ".join(words.split())[:LONGEST], spoken
    came = captioning.session.attendances.filter(member=speaker).exclude(recording=Consent.Choice.NO).first()
    within = begun >= captioning.begun_at and (captioning.ended_at is None or ended <= captioning.ended_at)
    if not (words and came and within):
        return None
    made = Caption(session=captioning.session, speaker=speaker, advised=came.advised, begun_at=begun, ended_at=ended)
    made.save(force_insert=True)
    _say(made, words, None)
    record("caption.written", made, by=by, **_facts(made))
    return made


@transaction.atomic
def correct_caption(caption, words, *, by, version, stamp=None):
    """Put a line right, or take it out by leaving nothing of it; what stood there before is kept."""
    by, caption = lock(caption.board, by, caption)
    require_current(by, stamp)
    allow(by, "caption.correct", caption.session)
    if caption.board.state == Board.State.ARCHIVED:
        raise Conflict("archived", "This board is archived. Nothing was changed.")
    words = checked_for(CaptionVersion, {"words": " ".join(words.split())})["words"]
    if words == caption.current.words:
        return
    if version != caption.version:
        raise Conflict("stale", "This line was changed meanwhile. It stands above as it is now; yours is below.")
    caption.version += 1
    _say(caption, words, by)
    record("caption.corrected", caption, by=by, **_facts(caption))


def _say(caption, words, by):
    given = {"number": caption.version, "words": words, "salt": secrets.token_hex(16), "by": by}
    caption.current = CaptionVersion.objects.create(caption=caption, **given)
    caption.save(update_fields=["version", "current"])


def _facts(caption):
    now = caption.current
    sealed = committed(now.salt, now.words)
    return {"session": caption.session.number, "version": now.number, "words": sealed, "shown": sealed}
