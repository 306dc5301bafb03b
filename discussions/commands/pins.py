"""Moderators pin a post, so that everybody finds it first."""

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.rights import allow
from boards.commands.stamps import require_current
from discussions.commands.acts import log_act, require_standing
from discussions.commands.posts import tell_alone, touch


@transaction.atomic
def pin_post(post, *, by, reason="", stamp=None):
    """Name a post above all answers; where it stands among them stays as it is."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    allow(by, "post.moderate", post)
    if post.pinned_at:
        return None
    require_standing(post)
    put_pin(post, by=by)
    return log_act("pinned", by=by, post=post, reason=reason)


@transaction.atomic
def unpin_post(post, *, by, reason="", stamp=None):
    """Take a pin away."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    allow(by, "post.moderate", post)
    if not post.pinned_at:
        return None
    take_pin(post, by=by)
    return log_act("unpinned", by=by, post=post, reason=reason)


def put_pin(post, *, by):
    """Pin a post, under the caller's lock."""
    post.pinned_at = timezone.now()
    touch(post, "pinned_at")
    if not post.out_of_sight:
        record("post.pinned", post, by=by)
        tell_alone(post, by=by)


def take_pin(post, *, by):
    """Unpin a post, under the caller's lock."""
    post.pinned_at = None
    touch(post, "pinned_at")
    if not post.out_of_sight:
        record("post.unpinned", post, by=by)
        tell_alone(post, by=by)
