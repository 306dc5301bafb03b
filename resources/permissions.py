"""Who may do what with a board's documents."""

from advisory.rights import SYSTEM, grant
from boards.blinding import aliases
from boards.models import Role
from resources.models import Document, Version

C, M, A, O, S = Role.CHAIR, Role.MODERATOR, Role.ADVISOR, Role.OBSERVER, Role.SPONSOR  # noqa: E741
SYS = SYSTEM.role


def _reads(member, document):
    return Document.objects.visible_to(member).filter(pk=document.pk).exists()


def _here(member, document):
    return member.board_id == document.board_id


def may_review(seat):
    """Whether a seat may be asked to review: whoever does not advise the board, and may sign in."""
    return bool(seat.role) and not seat.advises


def _notes(member, document):
    """Notes stay on the document's own board, with those who read what was written there."""
    return member.board_id == document.board_id and member.reads_raw and _reads(member, document)


def _annotates(member, document):
    return document.annotated and document.current is not None and _notes(member, document)


def _reads_annotation(member, note):
    whole = (note, note.reply_to) if note.reply_to_id else (note,)
    return all(_is_shown(member, one) for one in whole) and _notes(member, note.document)


def _is_shown(member, note):
    """Whether a note is shared, one's own, or held and one's to decide on."""
    held = note.held_at is not None and member.moderates
    return note.member_id == member.pk or note.shared_at is not None or held


def _own_annotation(member, note):
    return note.member_id == member.pk and _notes(member, note.document)


def _strikes(member, note):
    return (note.shared_at is not None or note.held_at is not None) and _notes(member, note.document)


def _resolves(member, note):
    return (member.is_staff_seat or note.member_id == member.pk) and _notes(member, note.document)


def _own(member, review):
    return review.reviewer_id == member.pk and may_review(member)


def _on_review(member, version):
    """The team of the board, and whoever is asked to review this version."""
    if member.board_id != version.document.board_id:
        return False
    asked = version.reviews.standing().filter(reviewer=member).exists() and version.state == Version.State.IN_REVIEW
    return member.is_staff_seat or asked


def _sent_it(member, upload):
    return member.user_id is None or upload.by_id == member.pk


def _presents(member, session):
    """The desk, and whoever it lets present; where names are kept from each other the desk alone."""
    given = session.presenter_id == member.pk and session.attendances.filter(member=member, state="admitted").exists()
    return member.moderates or (given and not aliases(session))


def _reads_version(member, version):
    """In force by its readers, superseded by those who met it before, on its way by those who review it."""
    if _on_review(member, version):
        return True
    met = version.reason == Version.SUPERSEDED and version.readings.filter(member=member).exists()
    return (met or version.state == Version.State.PUBLISHED) and _reads(member, version.document)


grant({
    "receipt.see":      ({C, M, S}, _here, "See who has opened and read a document, by the names that one may know"),
    "document.publish": ({C, M, S}, None, "Add a document to the board's library and publish it"),
    "document.expire":  ({SYS}, None, "Hide a document whose last day is over"),
    "library.approvals": ({C, S}, None, "Say who has to approve what the library publishes"),
    "library.collections": ({C, M, S}, None, "Put documents of the board's library together as collections"),
    "library.vocabulary": ({C, M, S}, None, "Maintain the words by which documents are described"),
    "review.read":      ({C, M, S, O}, _on_review, "Read a version that is in review, and how its review stands"),
    "review.remark":    ({C, M, S, O}, _on_review, "Raise, answer and settle points about a version in review"),
    "review.sign":      ({C, M, S, O}, _own, "Decide by signature on a version that one is asked to review"),
    "upload.end":       ({C, M, S, SYS}, _sent_it, "Take back a file that one is sending, or say what became of it"),
    "version.draw":     ({SYS}, None, "Draw the pages of a version and say what was found in its file"),
    "annotation.write": ({C, M, S, A}, _annotates, "Write notes on a document, and react to those of others"),
    "annotation.read": ({C, M, S, A, O}, _reads_annotation, "Read the notes that are shared on a document"),
    "annotation.edit": ({C, M, S, A}, _own_annotation, "Share, change and take back one's own note"),
    "annotation.strike": ({C, M}, _strikes, "Hold somebody's note on a document, let it back, or take it away"),
    "annotation.resolve": ({C, M, S, A}, _resolves, "Settle a note on a document: one's own, or as the team any"),
    "annotation.take": ({C, M, S, A, O}, _notes, "Take a document out with the notes that one may read"),
    "version.read":     ({C, M, S, A, O}, _reads_version, "See the pages of a version one reads, reviews or has read"),
    "deck.turn":        ({C, M, S, A}, _presents, "Show a document in a live session, and turn its pages for all"),
    "document.read":    ({C, M, S, A, O}, _reads, "Open a document whose readers one is among"),
})  # fmt: skip
