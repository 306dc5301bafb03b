"""What a notification says of moderation: a held post, a wish for it, a flag at the desk, its answer, a note."""

from django.urls import reverse

from advisory.rights import can
from discussions.hearsay import Hearer, page_of, short


def of_wishes(person, pairs):
    """Held posts that their author is asked to change."""
    hearer, found = Hearer(person), {}
    for row, post in pairs:
        seat = hearer.seats.get(post.board.pk)
        hold = post.holds.filter(lifted_at=None).exclude(wish="").first()
        if seat and seat.pk == post.author_id and hold and not post.removed_at:
            number, url = post.question.number, f"{page_of(post.question)}#post-{post.pk}"
            found[row.pk] = hearer.said(
                post.board, text=f"A moderator asks you to change your held post, Question {number}",
                quiet="You are asked to change something you wrote.", url=url, excerpt=short(hold.wish), at=None,
                done=bool(post.edited_at and post.edited_at > row.made_at),
            )  # fmt: skip
    return found


def of_held(person, pairs):
    """Posts that are out of sight at one's desk, without a word of them or of whoever wrote them."""
    hearer, found = Hearer(person), {}
    for row, post in pairs:
        seat = hearer.seats.get(post.board.pk)
        if seat and seat.moderates and not post.removed_at:
            url = f"{page_of(post.question)}#post-{post.pk}"
            found[row.pk] = hearer.said(
                post.board, text=f"A post is held, Question {post.question.number}",
                quiet="A post is held on a board of yours.", url=url, at=None, done=not post.held_at,
            )  # fmt: skip
    return found


def of_notes(person, pairs):
    """Notes of the back room that name this member, without a word of them."""
    hearer, found = Hearer(person), {}
    for row, note in pairs:
        seat = hearer.seats.get(note.board_id)
        if seat and not note.removed_at and can(seat, "note.read", note):
            page = page_of(note.post.question) if note.post else reverse("backroom", args=[note.board.slug])
            found[row.pk] = hearer.said(
                note.board, text="You are mentioned in the back room", quiet="You are mentioned in a note.",
                url=f"{page}#note-{note.pk}", at=note.created_at,
            )  # fmt: skip
    return found


def of_flags(person, pairs):
    """Flags that wait at one's desk, and the answers to one's own."""
    hearer, found = Hearer(person), {}
    for row, flag in pairs:
        seat = hearer.seats.get(flag.board.pk)
        own = seat and flag.by_id == seat.pk
        if own and flag.resolved_at:
            found[row.pk] = _flagged(hearer, flag, "The moderators answered your flag", "flagging", flag.answer)
        elif seat and seat.moderates and not flag.resolved_at:
            found[row.pk] = _flagged(hearer, flag, "A post was flagged", "question-desk", flag.get_reason_display())
    return found


def _flagged(hearer, flag, text, page, excerpt):
    now = flag.post.question.number
    url = reverse(page, args=[flag.board.slug, flag.post_id if page == "flagging" else now])
    text = f"{text}, Question {flag.number if page == 'flagging' else now}"
    return hearer.said(flag.board, text=text, quiet="There is news of a flag.", url=url, excerpt=excerpt, at=flag.at)
