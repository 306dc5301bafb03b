"""The moment at which answers kept from peers are opened to them: whatever is held then was never there for them."""

from advisory.search.filing import index_all, unindex
from discussions.models import Post, ReadMark


def open_to_peers(question):
    """Number anew, from 1, what peers may read from now on, under the caller's lock; the rest waits for its release.

    A held answer takes the replies to it along, so that no gap and no reply tells peers that something is hidden.
    """
    posts = list(question.posts.exclude(order=None).select_related("current").order_by("order"))
    hidden = {post.thread_id for post in posts if post.is_answer and post.held_at}
    shown = [post for post in posts if not post.held_at and post.thread_id not in hidden]
    marks = _marks(question, shown)
    question.posts.update(order=None)
    for place, post in enumerate(shown, start=1):
        post.order, post.question = place, question
        post.changes += 1
    Post.objects.bulk_update(shown, ["order", "changes"], batch_size=500)
    unindex(*(post for post in posts if post not in shown))
    index_all(shown)
    ReadMark.objects.bulk_update(marks, ["order"], batch_size=500)
    question.last_order = len(shown)
    question.save(update_fields=["last_order"])


def _marks(question, shown):
    """Everybody's read marks, moved to where the last post they had seen stands now."""
    marks = list(question.read_marks.all())
    for mark in marks:
        mark.order = sum(1 for post in shown if post.order <= mark.order)
    return marks
