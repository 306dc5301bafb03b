"""Moderators lock a thread: it reads on, and takes no more replies."""

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.refusals import Conflict
from advisory.rights import allow
from boards.commands.stamps import require_current
from discussions.commands.acts import log_act
from discussions.commands.posts import tell_alone, touch
from discussions.models import Act, Post, Thread


@transaction.atomic
def lock_thread(post, *, by, reason="", stamp=None):
    """Take no more replies in the thread of a post."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    allow(by, "post.moderate", post)
    if post.thread.locked_at:
        return None
    turn_key(post.thread, by=by, at=timezone.now())
    return log_act("locked", by=by, post=post, reason=reason, thread=str(post.thread_id))


@transaction.atomic
def unlock_thread(post, *, by, reason="", stamp=None):
    """Take replies in the thread of a post again."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    allow(by, "post.moderate", post)
    if not post.thread.locked_at:
        return None
    turn_key(post.thread, by=by, at=None)
    return log_act("unlocked", by=by, post=post, reason=reason, thread=str(post.thread_id))


def turn_back(act, by):
    """Lock or unlock the thread of an act as it was before, wherever the act's post stands now."""
    thread = Thread.objects.filter(pk=act.facts["thread"]).first()
    if thread is None:
        raise Conflict("moved", "This thread has become part of another one meanwhile.")
    turn_key(thread, by=by, at=timezone.now() if act.verb == Act.Verb.UNLOCKED else None)


def turn_key(thread, *, by, at):
    """Lock a thread as of a time, or unlock it, under the caller's lock; its answer says so."""
    thread.locked_at = at
    thread.save(update_fields=["locked_at"])
    answer = Post.objects.select_related(*Post.together).get(thread=thread.pk, reply_to=None)
    touch(answer)
    if not answer.out_of_sight:
        record("post.locked" if at else "post.unlocked", answer, by=by)
        tell_alone(answer, by=by)
