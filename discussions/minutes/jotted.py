"""What the team noted while a session went on, for whoever writes its minutes to take over, one by one.

Notes are the back room's: nothing of them is in the minutes before a moderator has chosen it, read it in the section
and saved that. A note beside a post that not all readers of the minutes may read is not offered.
"""

from discussions.backroom import notes_of
from discussions.minutes.compiling import open_to_readers
from discussions.minutes.quoting import quoted


def jotted(session, member):
    """The notes written from its opening to its end, oldest first: [(id, words)]."""
    notes = [note for note in notes_of(member) if _within(note, session) and not note.removed_at]
    kept = [note for note in notes if note.post is None or open_to_readers(note.post)]
    return [(str(note.pk), quoted(note.current.html)) for note in kept]


def _within(note, session):
    return session.opened_at is not None and session.opened_at <= note.created_at <= session.ended_at
