"""What the team asked of an advisor is answered as soon as others than the desk may read their reply to it."""

from advisory.events.record import record
from discussions.models import Clarification, Post


def note_answered(post):
    """Tell the team that an advisor answered what they asked, under the caller's lock; nothing while nobody saw it."""
    if post.out_of_sight:
        return
    waiting = Clarification.objects.filter(post__thread=post.thread_id, member=post.author_id, settled_at=None)
    waiting = list(waiting.select_related("post__question__board"))
    over = above(post) if waiting else ()
    for asked in (asked for asked in waiting if asked.post_id in over):
        asked.settled_at, asked.answer = post.published_at, post
        asked.save(update_fields=["settled_at", "answer"])
        record("clarification.answered", asked.post, by=post.author)


def ask_again_without(post, *, by):
    """Let what a removed post answered wait again, under the caller's lock."""
    for asked in Clarification.objects.filter(answer=post).select_related("post__question__board"):
        asked.settled_at = asked.answer = None
        asked.save(update_fields=["settled_at", "answer"])
        record("clarification.asked", asked.post, by=by)


def above(post):
    """What a reply is a reply to, up to the answer that its thread began with."""
    parents = dict(Post.objects.filter(thread=post.thread_id).values_list("pk", "reply_to"))
    above, place = set(), post.pk
    while place := parents.get(place):
        above.add(place)
    return above
