"""Notes are written in the back room, changed and taken back by whoever wrote them."""

import secrets

from django.db import transaction
from django.utils import timezone

from advisory.events.record import committed, lock, record
from advisory.refusals import Absent, Conflict
from advisory.rights import allow, can
from advisory.text import checked, drawn
from boards.commands.stamps import require_current
from boards.models import Board
from discussions.commands.opening import keys_of, watch_words
from discussions.commands.writing import require_free, require_latest, require_patience
from discussions.models import Note, NoteVersion
from discussions.models.notes import read_by_observers


@transaction.atomic
def write_note(place, body, *, by, client_id, stamp=None):
    """Write a note once, however often it is sent: beside a post, or to the whole back room of a board."""
    post = None if isinstance(place, Board) else place
    by, place = lock(post.board if post else place, by, place)
    board, post = (place, None) if post is None else (place.board, place)
    if post and not can(by, "post.see", post):
        raise Absent
    earlier = Note.objects.drawn().filter(author=by, client_id=client_id).first()
    if earlier:
        return _replayed(earlier, post, body)
    require_current(by, stamp)
    require_free(by)
    allow(by, "note.write", place)
    _require_running(board)
    body = checked(body)
    require_patience(by)
    room = Note.Room.BACKROOM if read_by_observers(post) else Note.Room.DESK
    note = Note.objects.create(board=board, post=post, author=by, role=by.role, room=room, client_id=client_id)
    _version(note, body)
    record("note.written", note, by=by, **_facts(note))
    watch_words(body, by=note.author, keys=keys_of(note, note.version))
    return note


@transaction.atomic
def edit_note(note, body, *, by, version, stamp=None):
    """Change one's own note; an older version stays in the log's keeping."""
    by, note = lock(note.board, by, note)
    require_current(by, stamp)
    require_free(by)
    allow(by, "note.edit", note)
    _require_running(note.board)
    body = checked(body)
    if note.removed_at:
        raise Conflict("removed", "You removed this note; it cannot be changed any more.")
    if body == note.current.body:
        return note
    require_latest(note, version)
    require_patience(by)
    note.version += 1
    note.edited_at = timezone.now()
    _version(note, body)
    record("note.edited", note, by=by, **_facts(note))
    watch_words(body, by=note.author, keys=keys_of(note, note.version))
    return note


@transaction.atomic
def remove_note(note, *, by, stamp=None):
    """Take one's own note back."""
    by, note = lock(note.board, by, note)
    require_current(by, stamp)
    allow(by, "note.remove", note)
    _require_running(note.board)
    if not note.removed_at:
        note.removed_at = timezone.now()
        note.save(update_fields=["removed_at"])
        record("note.removed", note, by=by)


def _require_running(board):
    if board.state == Board.State.ARCHIVED:
        raise Conflict("closed", "This board is archived now; its back room can be read, and nothing can be added.")


def _replayed(earlier, post, body):
    first = earlier.versions.get(number=1).body
    if (earlier.post_id, first) != (post and post.pk, checked(body)):
        raise Conflict("client_id_reused", "This note was sent before with other words. It is kept; send it again.")
    return earlier


def _version(note, body):
    note.current = NoteVersion.objects.create(
        note=note, number=note.version, body=body, html=drawn(body), salt=secrets.token_hex(16)
    )
    note.save(update_fields=["current", "version", "edited_at"])


def _facts(note):
    """What an event tells of a note's words: which version they are, and what commits to them."""
    now = note.current
    return {
        "version": now.number, "words": committed(now.salt, now.body), "shown": committed(now.salt, now.html),
    }  # fmt: skip
