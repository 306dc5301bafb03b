"""Readers write notes beside a document, keep them to themselves or share them, answer, change and take them back."""

import secrets

from django.db import transaction
from django.utils import timezone

from advisory.events.record import committed, lock, record
from advisory.refusals import Absent, Conflict
from advisory.rights import allow, can
from advisory.search.filing import index
from advisory.text import checked, drawn
from boards.commands.stamps import require_current
from boards.models import Board
from resources.anchoring import Chosen, Words
from resources.commands.moderating import hold_unread
from resources.models import Annotation, AnnotationReaction, AnnotationVersion
from resources.words import require_patience, waits, watch


@transaction.atomic
def annotate(  # noqa: PLR0913 - what was said, at which place, by whom, and from which page
    document, body, *, by, client_id, at=None, reply_to=None, shared=False, stamp=None
):
    """Write a note at what a reader chose, or answer one, once however often it is sent; gives it, and if it is new."""
    by, document = lock(document.board, by, document)
    allow(by, "annotation.write", document)
    earlier = Annotation.objects.drawn().filter(member=by, client_id=client_id).first()
    if earlier:
        return _replayed(earlier, document, reply_to, body), False
    require_current(by, stamp)
    _require_open(document)
    body, above = checked(body), _above(document, by, reply_to)
    selector, leaf = ([], above.leaf) if above else Words(document.current).select(at or Chosen())
    require_patience(by)
    made = {"document": document, "version": document.current, "member": by, "role": by.role, "client_id": client_id}
    note = Annotation(**made, selector=selector, leaf=leaf, reply_to=above)
    note.save(force_insert=True)
    _say(note, body)
    record("annotation.drafted", note, by=by, **_facts(note))
    if shared or above:
        _share(note, by)
    return note, True


@transaction.atomic
def share_annotation(note, *, by, stamp=None):
    """Let all readers of the document have a note that its writer kept to themselves; asking twice changes nothing."""
    by, note = lock(note.board, by, note)
    require_current(by, stamp)
    _require_read(by, note)
    allow(by, "annotation.edit", note)
    _require_standing(note)
    if note.shared_at is None and note.held_at is None:
        require_patience(by)
        _share(note, by)


@transaction.atomic
def edit_annotation(note, body, *, by, version, stamp=None):
    """Change the words of one's own note; earlier ones stay in the log's keeping."""
    by, note = lock(note.board, by, note)
    require_current(by, stamp)
    _require_read(by, note)
    allow(by, "annotation.edit", note)
    _require_standing(note)
    body = checked(body)
    if body == note.current.body:
        return note
    if version != note.edition:
        message = "This note was changed elsewhere meanwhile. Both texts are here; choose what to keep."
        raise Conflict("stale_version", message, facts={"body": note.current.body, "version": note.edition})
    require_patience(by)
    note.edition, note.edited_at = note.edition + 1, timezone.now()
    _say(note, body)
    record("annotation.edited" if note.shared_at else "annotation.amended", note, by=by, **_facts(note))
    reason = waits(note, by) if note.shared_at else ""
    if reason:
        hold_unread(note, reason)
    _watch(note)
    return note


@transaction.atomic
def remove_annotation(note, *, by, stamp=None):
    """Take one's own note back; the answers to it stay."""
    by, note = lock(note.board, by, note)
    require_current(by, stamp)
    _require_read(by, note)
    allow(by, "annotation.edit", note)
    if note.removed_at:
        return
    note.removed_at, note.held_at = timezone.now(), None
    note.save(update_fields=["removed_at", "held_at"])
    index(note)
    record("annotation.removed" if note.shared_at else "annotation.dropped", note, by=by)


@transaction.atomic
def resolve_annotation(note, *, by, on, stamp=None):
    """Say that what a note asks is settled, or open it again; asking twice changes nothing."""
    by, note = lock(note.board, by, note)
    require_current(by, stamp)
    _require_read(by, note)
    allow(by, "annotation.resolve", note)
    _require_open(note.document)
    if bool(note.resolved_at) == on or note.reply_to_id or note.shared_at is None:
        return
    note.resolved_at, note.resolved_by = (timezone.now(), by) if on else (None, None)
    note.save(update_fields=["resolved_at", "resolved_by"])
    record("annotation.resolved" if on else "annotation.reopened", note, by=by)


@transaction.atomic
def react_to_annotation(note, kind, *, by, on, stamp=None):
    """Agree with a note or find it insightful, or take that back; asking twice changes nothing."""
    by, note = lock(note.board, by, note)
    require_current(by, stamp)
    _require_read(by, note)
    allow(by, "annotation.write", note.document)
    _require_open(note.document)
    if note.removed_at or note.shared_at is None or kind not in AnnotationReaction.Kind.values:
        raise Absent
    mine = AnnotationReaction.objects.filter(annotation=note, member=by, kind=kind)
    if mine.exists() == on:
        return
    if on:
        AnnotationReaction.objects.create(annotation=note, member=by, kind=kind)
    else:
        mine.delete()
    setattr(note, kind, note.reactions.filter(kind=kind).count())
    note.save(update_fields=[kind])
    record("annotation.reacted", note, by=by, reaction=str(kind), on=on)


def _require_open(document):
    if document.board.state not in {Board.State.DRAFT, Board.State.OPEN}:
        raise Conflict("closed", "This board is closed. Its notes can be read, and nothing can be added.")


def _require_read(by, note):
    if not can(by, "annotation.read", note):
        raise Absent


def _require_standing(note):
    _require_open(note.document)
    if note.removed_at:
        raise Conflict("removed", "This note was removed; it cannot be changed any more.")


def _above(document, by, reply_to):
    """The note that is answered; an answer to an answer stands below the note itself."""
    if reply_to is None:
        return None
    above = Annotation.objects.drawn().filter(document=document, pk=reply_to).first()
    if above is None or above.shared_at is None or not can(by, "annotation.read", above):
        raise Absent
    if above.removed_at:
        raise Conflict("removed", "The note you reply to was removed. Your text is kept; you can copy it.")
    return above.reply_to or above


def _replayed(earlier, document, reply_to, body):
    above = Annotation.objects.filter(document=document, pk=reply_to).first() if reply_to else None
    sent = document.pk, checked(body), above and (above.reply_to_id or above.pk), bool(reply_to)
    if sent != (earlier.document_id, earlier.versions.get(number=1).body, earlier.reply_to_id, above is not None):
        raise Conflict("client_id_reused", "This note was sent before with other words. It is kept; send it again.")
    return earlier


def _say(note, body):
    words = {"body": body, "html": drawn(body), "salt": secrets.token_hex(16)}
    note.current = AnnotationVersion.objects.create(annotation=note, number=note.edition, **words)
    note.save(update_fields=["current", "edition", "edited_at"])
    index(note)


def _share(note, by):
    reason = waits(note, by)
    if reason:
        hold_unread(note, reason)
    else:
        note.shared_at = timezone.now()
        note.save(update_fields=["shared_at"])
        index(note)
        record("annotation.shared", note, by=by, **_facts(note))
    _watch(note)


def _watch(note):
    if note.shared_at or note.held_at:
        watch(note.current.body, by=note.member, thing=note, version=note.edition)


def _facts(note):
    """What an event tells of a note's words: which they are, and what commits to them."""
    now = note.current
    return {"version": now.number, "words": committed(now.salt, now.body), "shown": committed(now.salt, now.html)}
