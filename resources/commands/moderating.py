"""Moderators take notes out of sight and let them back, or away; each act stands in the log and can be taken back."""

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.refusals import Absent, Conflict
from advisory.rights import SYSTEM, allow, can
from advisory.search.filing import index
from advisory.text import checked
from boards.commands.stamps import require_current
from resources.words import logged

LONGEST_REASON = 400


@transaction.atomic
def hold_annotation(note, *, by, reason, stamp=None):
    """Take a note out of sight until a moderator lets it back; gives the act, or nothing where it was held."""
    by, note = lock(note.board, by, note)
    require_current(by, stamp)
    _require_theirs(note, by)
    allow(by, "annotation.strike", note)
    reason = checked(reason, "reason", LONGEST_REASON)
    if note.removed_at or note.held_at:
        return None
    conceal(note, reason, by)
    return logged("note_held", note, by=by, reason=reason)


@transaction.atomic
def release_annotation(note, *, by, stamp=None):
    """Let all readers have a note that was held; gives the act, or nothing where it was not held."""
    by, note = lock(note.board, by, note)
    require_current(by, stamp)
    _require_theirs(note, by)
    allow(by, "annotation.strike", note)
    if note.removed_at or not note.held_at:
        return None
    facts = {"was": note.held_for}
    reveal(note, by)
    return logged("note_let", note, by=by, **facts)


@transaction.atomic
def strike_annotation(note, *, by, reason="", stamp=None):
    """Take somebody's note away; the answers to it stay. Gives the act, or nothing where it was gone."""
    by, note = lock(note.board, by, note)
    require_current(by, stamp)
    _require_theirs(note, by)
    allow(by, "annotation.strike", note)
    if note.removed_at:
        return None
    note.removed_at, note.removed_by = timezone.now(), by
    note.save(update_fields=["removed_at", "removed_by"])
    _file(note)
    record("annotation.struck" if note.shared_at else "annotation.dropped", note, by=by)
    return logged("note_struck", note, by=by, reason=reason)


def conceal(note, reason, by):
    """Hold a note under the caller's lock; whoever could read it is told that it is gone, and no more."""
    seen = note.shared_at is not None
    note.shared_at, note.held_at, note.held_for = None, timezone.now(), reason
    note.save(update_fields=["shared_at", "held_at", "held_for"])
    _file(note)
    if seen:
        record("annotation.withdrawn", note, by=by)
    record("annotation.held", note, by=by)
    record("annotation.waits", note, by=by)


def reveal(note, by):
    """Let a held note be read, under the caller's lock."""
    note.shared_at, note.held_at, note.held_for = timezone.now(), None, ""
    note.save(update_fields=["shared_at", "held_at", "held_for"])
    _file(note)
    record("annotation.released", note, by=by)


def give_back(note, by):
    """Put a note that was taken away back where it stood, under the caller's lock."""
    note.removed_at, note.removed_by = None, None
    note.save(update_fields=["removed_at", "removed_by"])
    _file(note)
    record("annotation.restored" if note.shared_at else "annotation.held", note, by=by)
    if not note.shared_at:
        record("annotation.waits", note, by=by)


def hold_unread(note, reason):
    """Let a note wait until a moderator has read it, under the caller's lock: nobody did this but the product."""
    conceal(note, reason, SYSTEM)
    logged("note_held", note, by=SYSTEM, reason=reason)


def _require_theirs(note, by):
    """Refuse what cannot be read, and one's own words."""
    if not can(by, "annotation.read", note):
        raise Absent
    if note.member_id == by.pk:
        raise Conflict("own", "This note is your own. You can change it, or take it back.")


def _file(note):
    """File a note as it can be found now, and its answers with it."""
    for one in (note, *note.replies.drawn()):
        index(one)
