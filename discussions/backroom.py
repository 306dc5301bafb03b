"""The back room as one member may read it: notes beside posts and for the whole board, once for each way of seeing."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from advisory.events.readers import ALIASES, VEILED
from advisory.rights import can
from discussions import asked
from discussions.drawing import marked
from discussions.models import Note
from discussions.models.notes import read_by_observers
from discussions.telling import called, date_of, face, moment, rounded

MOST = 100


def noted(note, gaze):
    """A note that is new to a page of the back room, or takes the place of its earlier self."""
    home = f"notes-{note.post.question.number}" if note.post else "notes"
    return render_to_string("discussions/notes/_note.html", {"note": _seen(note, gaze)}), f"beforeend:#{home}"


def drawn_notes(member, notes):
    """Notes as HTML for one reader, their own marked."""
    return mark_safe(marked("".join(noted(note, member.gaze)[0] for note in notes), member, ()))


def notes_of(member):
    """The notes of a member's board that they may read now, oldest first; asked of those alone who write there."""
    return _read_by(member, Note.objects.drawn().filter(board=member.board))


def panel(member, question, posts):
    """What stands beside the posts of one question, and beside which of them this member may write; else nothing."""
    if not can(member, "note.write", member.board):
        return None
    notes = _read_by(member, asked.notes(board=member.board_id, question=question.pk))
    places = [post for post in posts if _takes_notes(member, post)]
    return {
        "html": drawn_notes(member, notes),
        "places": [(post.pk, _called(post, member.gaze), not read_by_observers(post)) for post in places],
    }


def place_of(post, member):
    """A post in a few words, as one member knows it: whose it is, and what it is."""
    return _called(post, member.gaze)


def veiled(board):
    """Whether somebody who reads the back room knows answers without names only, on some question or on every one."""
    kept = {VEILED, ALIASES} if board.questions.filter(blinded=True).exists() else {VEILED}
    here = [seat for seat in board.seats.seated().select_related("board") if not seat.sits_to_answer]
    return any(seat.reads_raw and seat.gaze in kept for seat in here)


def _read_by(member, notes):
    return [note for note in notes if can(member, "note.read", note)]


def _takes_notes(member, post):
    return post.is_answer and not post.hidden_from(member) and can(member, "note.write", post)


def _called(post, gaze):
    name, known = called(post, gaze), face(post, gaze)["name"]
    whose = name if name == known else f"{name} ({known})"
    return f"{'answer' if post.is_answer else 'reply'} by {whose}"


def _seen(note, gaze):
    board, post = note.board, note.post
    day = bool(post) and rounded(post, note.created_at)
    return {
        "id": note.pk,
        "author": note.author_id,
        "name": note.author.user.name,
        "html": mark_safe(note.current.html),
        "at": moment(note.created_at, day=day),
        "shown": date_of(note.created_at, day=day),
        "edited": bool(note.edited_at),
        "removed": bool(note.removed_at),
        "desk": note.at_the_desk,
        "post": post and post.pk,
        "beside": _called(post, gaze) if post else "",
        "page": reverse("question", args=[board.slug, post.question.number]) if post else "",
        "change": reverse("note", args=[board.slug, note.pk]),
    }
