"""Moderators lock a thread: it reads on, and takes no more replies."""

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.rights import allow
from boards.commands.stamps import require_current
from discussions.commands.acts import log_act
from discussions.commands.posts import tell_alone, touch
from discussions.models import Post


@transaction.atomic
def lock_thread(post, *, by, reason="", stamp=None):
    """Take no more replies in the thread of a post."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    allow(by, "post.moderate", post)
    if post.thread.locked_at:
        return None
    turn_key(post, by=by, at=timezone.now())
    return log_act("locked", by=by, post=post, reason=reason)


@transaction.atomic
def unlock_thread(post, *, by, reason="", stamp=None):
    """Take replies in the thread of a post again."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    allow(by, "post.moderate", post)
    if not post.thread.locked_at:
        return None
    turn_key(post, by=by, at=None)
    return log_act("unlocked", by=by, post=post, reason=reason)


def turn_key(post, *, by, at):
    """Lock a thread as of a time, or unlock it, under the caller's lock; its answer says so."""
    post.thread.locked_at = at
    post.thread.save(update_fields=["locked_at"])
    answer = Post.objects.select_related(*Post.together).get(thread=post.thread_id, reply_to=None)
    touch(answer)
    if not answer.out_of_sight:
        record("post.locked" if at else "post.unlocked", answer, by=by)
        tell_alone(answer, by=by)
