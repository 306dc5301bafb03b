"""The points that a question should cover are added, and ticked once somebody has spoken to them."""

import secrets

from django.db import transaction
from django.utils import timezone

from advisory.events.record import committed, lock, record
from advisory.rights import allow
from advisory.text import checked
from boards.commands.stamps import require_current
from discussions.commands.questions import require_alive
from discussions.commands.writing import require_free
from discussions.models import GuideNote

LONGEST = 200


@transaction.atomic
def add_guide_note(question, text, *, by, stamp=None):
    """Add a point that a question should cover, once while it is not ticked; the team alone reads it."""
    by, question = lock(question.board, by, question)
    require_current(by, stamp)
    require_free(by)
    allow(by, "guide.note", question)
    require_alive(question.board)
    text = " ".join(checked(text, "text", longest=LONGEST).split())
    standing = question.guide_notes.filter(text=text, ticked_at=None).first()
    if standing:
        return standing
    note = GuideNote.objects.create(question=question, text=text, salt=secrets.token_hex(16), added_by=by)
    seal = committed(note.salt, text)
    record("guidance.added", note, by=by, number=question.number, version=1, words=seal, shown=seal)
    return note


@transaction.atomic
def tick_guide_note(note, *, by, on, stamp=None):
    """Tick a point as covered, or take the tick back; asking twice changes nothing."""
    by, note = lock(note.board, by, note)
    require_current(by, stamp)
    allow(by, "guide.tick", note)
    require_alive(note.board)
    if bool(note.ticked_at) == on:
        return
    note.ticked_at, note.ticked_by = (timezone.now(), by) if on else (None, None)
    note.save(update_fields=["ticked_at", "ticked_by"])
    record("guidance.ticked" if on else "guidance.unticked", note, by=by, number=note.question.number)
