"""What the team asked of an advisor is answered as soon as others than the desk may read what they replied."""

from advisory.events.record import record
from discussions.models import Clarification


def note_answered(post):
    """Tell the team that an advisor answered what they asked, under the caller's lock; nothing while nobody saw it."""
    if post.out_of_sight:
        return
    waiting = Clarification.objects.filter(post__thread=post.thread_id, member=post.author_id, settled_at=None)
    for asked in waiting.filter(post__order__lt=post.order).select_related("post__question__board"):
        asked.settled_at, asked.answer = post.published_at, post
        asked.save(update_fields=["settled_at", "answer"])
        record("clarification.answered", asked.post, by=post.author)
