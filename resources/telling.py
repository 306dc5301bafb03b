"""What a note tells in plain facts, as one way of seeing may know it: for frames, pages, API and papers."""

from datetime import UTC, timedelta

from django.utils import timezone

from advisory.events.readers import NAMES, VEILED
from boards.blinding import blinds
from boards.models import Role
from boards.veils import veil

EXACT_FOR = timedelta(hours=24)


def hidden(note, gaze):
    """Whether a note's writer goes without their name: on a board with a blinded question, and behind the wall."""
    seat = note.member
    advisor = note.role == Role.ADVISOR and not (seat.patient_expert and seat.named)
    return gaze != NAMES and advisor and (gaze == VEILED or blinds(note.board))


def mask(note):
    """Who a writer is to whoever may not know: id, name and initials."""
    seat = note.member
    if blinds(note.board):
        return str(seat.alias_id), seat.alias_name, f"A{seat.alias}"
    return veil(seat)


def face(note, gaze):
    """The writer as one way of seeing may know them: id, name, initials and role."""
    if hidden(note, gaze):
        key, name, initials = mask(note)
        return {"id": key, "name": name, "initials": initials, "role": str(Role.ADVISOR)}
    user = note.member.user
    return {"id": str(note.member_id), "name": user.name, "initials": user.initials, "role": str(note.role)}


def rounded(note, at):
    """Whether a moment of a note is told by its day alone: older than a day, on a board with a blinded question."""
    return timezone.now() - at > EXACT_FOR and blinds(note.board)


def moment(note, at):
    """A time as the world may read it: UTC to the second, or its date alone."""
    if at is None:
        return None
    at = at.astimezone(UTC)
    return at.date().isoformat() if rounded(note, at) else at.strftime("%Y-%m-%dT%H:%M:%SZ")


def shown(note, at):
    """A time as a note's head says it: "2 June, 09:14 UTC", or its day alone."""
    date = f"{at.day} {at:%B}" + ("" if at.year == timezone.now().year else f" {at.year}")
    return date if rounded(note, at) else f"{date}, {at:%H:%M} UTC"


def of_annotation(event, note, gaze):
    """Which note it is, what it answers, and how it stands; never words, and never a name that is hidden."""
    author = face(note, gaze)
    told = {"document": str(note.document_id), "reply_to": str(note.reply_to_id) if note.reply_to_id else None}
    counts = {"agree": note.agree, "insightful": note.insightful, "resolved": bool(note.resolved_at)}
    return told | counts | {"version": note.edition, "author": {name: author[name] for name in ("id", "name", "role")}}
