"""The moderation log: every act of moderation is written down, whoever does it."""

from advisory.refusals import Conflict
from advisory.text import checked
from boards.models import Board
from discussions.models import Act

CASES = {"case_opened", "case_kept", "case_ended", "case_resumed"}
PROTECTS = {  # people; on an archived board too
    "held", "removed", "redacted", "withdrawn", "withheld", "answered", "judged", "note_held", "note_struck", *CASES,
}  # fmt: skip


def log_act(verb, *, by, post=None, member=None, reason="", **facts):
    """Write an act into the moderation log, under the caller's lock; facts are ids and small things, never words.

    `post` or `member` is what it is about, if that may be told; an act of the product itself has nobody as `by`.
    """
    board = (post or member or by).board
    if board.state == Board.State.ARCHIVED and verb not in PROTECTS:
        raise Conflict("closed", "This board is archived now. Nothing was changed.")
    reason = checked_reason(reason)
    return Act.objects.create(
        board=board, verb=verb, post=post, member=member, by=by if by.user_id else None, reason=reason, facts=facts
    )


def checked_reason(reason):
    """A reason for the moderation log as it is kept; nothing where none was given."""
    return checked(reason, "reason", longest=400) if reason.strip() else ""


def require_read(post, version):
    """Refuse to act on other words than those that were read; nobody has to say which they read."""
    if version not in {None, post.edition}:
        raise Conflict("stale_version", "Its author has changed this post since. Read it again, then decide.")


def require_standing_words(post):
    """Refuse to act on a post whose words were removed."""
    if post.removed_at:
        raise Conflict("removed", "This post was removed already.")


def require_standing(post):
    """Refuse to act on a post that was removed or is out of sight."""
    require_standing_words(post)
    if post.out_of_sight:
        raise Conflict("held", "This post is held. Release it first.")
