"""The moderation log: every act of moderation is written down, whoever does it."""

from advisory.refusals import Conflict
from discussions.models import Act


def log_act(verb, *, by, post=None, member=None, reason="", **facts):
    """Write an act into the moderation log, under the caller's lock; facts are ids and small things, never words.

    `post` or `member` is what it is about; an act of the product itself, as a hold by screening, has nobody as `by`.
    """
    board = post.board if post else member.board
    return Act.objects.create(
        board=board, verb=verb, post=post, member=member, by=by if by.user_id else None, reason=reason, facts=facts
    )


def require_standing_words(post):
    """Refuse to act on a post whose words were removed."""
    if post.removed_at:
        raise Conflict("removed", "This post was removed already.")


def require_standing(post):
    """Refuse to act on a post that was removed or is out of sight."""
    require_standing_words(post)
    if post.out_of_sight:
        raise Conflict("held", "This post is held. Release it first.")
