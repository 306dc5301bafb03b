"""What a notification says of moderation: a wish for a held post, a flag at the desk, the answer to one."""

from django.urls import reverse

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
    question = flag.post.question
    url = reverse(page, args=[flag.board.slug, flag.post_id if page == "flagging" else question.number])
    text = f"{text}, Question {question.number}"
    return hearer.said(flag.board, text=text, quiet="There is news of a flag.", url=url, excerpt=excerpt, at=flag.at)
