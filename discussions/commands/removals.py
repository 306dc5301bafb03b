"""Moderators remove a post, and restore what a moderator removed; its author's own removal is theirs."""

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.refusals import Conflict
from advisory.rights import allow
from advisory.text import checked
from boards.commands.stamps import require_current
from discussions.commands.acts import log_act
from discussions.commands.answers import ask_again_without, note_answered
from discussions.commands.posts import tell_author, touch


@transaction.atomic
def strike_post(post, *, by, reason, stamp=None):
    """Remove somebody's post: its place and the replies stay, its words go; moderators keep the history."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    allow(by, "post.moderate", post)
    reason = checked(reason, "reason", longest=400)
    if post.removed_at:
        return None
    strike(post, by=by)
    return log_act("removed", by=by, post=post, reason=reason)


@transaction.atomic
def restore_post(post, *, by, reason="", stamp=None):
    """Bring back what a moderator removed."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    allow(by, "post.moderate", post)
    if not post.removed_at:
        return None
    bring_back(post, by=by)
    return log_act("restored", by=by, post=post, reason=reason)


def strike(post, *, by):
    """Remove a post, under the caller's lock."""
    if post.removed_at:
        raise Conflict("removed", "This post was removed already.")
    post.removed_at, post.removed_by = timezone.now(), by
    touch(post, "removed_at", "removed_by")
    ask_again_without(post, by=by)
    record("post.dropped" if post.out_of_sight else "post.removed", post, by=by, after_gate=False)
    tell_author(post, by=by)


def bring_back(post, *, by):
    """Restore a removed post, under the caller's lock."""
    if not post.removed_at:
        raise Conflict("restored", "This post is not removed any more.")
    if not (post.removed_by_id and post.current.salt):
        raise Conflict("removed", "Its author took these words back; they alone can post them again.")
    post.removed_at, post.removed_by = None, None
    touch(post, "removed_at", "removed_by")
    record("post.readmitted" if post.out_of_sight else "post.published", post, by=by, first=False)
    tell_author(post, by=by)
    note_answered(post)
