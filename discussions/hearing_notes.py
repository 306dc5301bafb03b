"""Who hears of notes on documents, and what it says to them: answers to theirs, and their names in others'."""

from django.urls import reverse

from advisory.notifications.notices import Heard
from advisory.rights import can
from boards.blinding import blinds
from boards.models import Membership
from discussions.hearsay import Hearer
from discussions.mentions import mentioned
from resources.telling import face, rounded


def answerers_of_note(event, note):
    """Whoever wrote the note that is answered, or answered it before."""
    if not note.reply_to_id:
        return []
    above = note.reply_to
    told = {above.member_id, *above.replies.exclude(shared_at=None).values_list("member_id", flat=True)}
    return _readers(note, told)


def named_in_note(event, note):
    """Who is mentioned in a note, unless they hear of it as an answer."""
    if "@" not in note.current.body:
        return []
    told = {heard.user_id for heard in answerers_of_note(event, note)}
    names = {seat.pk: _called(seat) for seat in _seats(note.board)}
    return [heard for heard in _readers(note, mentioned(note.current.body, names)) if heard.user_id not in told]


def of_annotations(said, quiet):
    """How to tell of notes in one way: only those that stand, and that the person may read now."""

    def tells(person, pairs):
        hearer = Hearer(person)
        seen = {row.pk: (note, hearer.seats.get(note.board.pk)) for row, note in pairs}
        return {
            key: _told(hearer, seat, note, (said, quiet))
            for key, (note, seat) in seen.items()
            if seat and note.shared_at and not note.removed_at and can(seat, "annotation.read", note)
        }

    return tells


def _told(hearer, seat, note, words):
    document, (said, quiet) = note.document, words
    page = f"?page={note.leaf}" if note.leaf else ""
    url = f"{reverse('document', args=[note.board.slug, document.pk])}{page}#note-{note.reply_to_id or note.pk}"
    text = said.format(who=face(note, seat.gaze)["name"], document=document.title)
    return hearer.said(
        note.board, text=text, quiet=quiet, url=url, at=note.shared_at, day=rounded(note, note.shared_at)
    )


def _readers(note, seats):
    found = [seat for seat in _seats(note.board) if seat.pk in seats and seat.pk != note.member_id]
    return [Heard(seat.user_id) for seat in found if can(seat, "annotation.read", note)]


def _seats(board):
    return Membership.objects.seated().filter(board=board, user__is_active=True).select_related("board", "user")


def _called(seat):
    """How a member may be named beside a document: by alias where peers know no more, else by name."""
    hidden = blinds(seat.board) and seat.advises and not (seat.patient_expert and seat.named)
    return [seat.alias_name] if hidden else [seat.user.name, seat.user.own_name]
