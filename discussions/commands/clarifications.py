"""The team asks one advisor to clarify what they wrote, and follows it until there is an answer."""

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.refusals import Conflict
from advisory.rights import allow
from boards.commands.stamps import require_current
from discussions.commands.acts import checked_reason, log_act, require_standing
from discussions.commands.threads import create_post
from discussions.models import Clarification


@transaction.atomic
def ask_to_clarify(  # noqa: PLR0913 - what is asked about which post, by whom, and from which page
    post, *, by, body, client_id, reason="", stamp=None
):
    """Ask whoever wrote a post to clarify it: a reply of the team's that waits on their home for an answer."""
    by, post = lock(post.board, by, post)
    allow(by, "post.ask", post)
    reason = checked_reason(reason)
    if post.by_staff:
        raise Conflict("team", "The team wrote this post. Ask about what an advisor wrote.")
    said = {"body": body, "client_id": client_id, "reply_to": post.pk, "probe": True}
    asking, fresh = create_post(post.question, by=by, stamp=stamp, **said)
    if fresh:
        require_standing(post)
        Clarification.objects.create(post=asking, member=post.author)
        record("clarification.asked", asking, by=by)
        asking.acts.filter(verb="probed").update(verb="asked", member=post.author, reason=reason)
    return asking, fresh


@transaction.atomic
def settle_clarification(post, *, by, reason="", stamp=None):
    """Let a clarification rest without an answer; `post` is the one that asks."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    allow(by, "post.ask", post)
    asked = Clarification.objects.filter(post=post).first()
    if asked is None or asked.settled_at:
        return None
    asked.settled_at = timezone.now()
    asked.save(update_fields=["settled_at"])
    record("clarification.settled", post, by=by)
    return log_act("settled", by=by, post=post, member=asked.member, reason=reason)


def ask_again(act, by):
    """Let a clarification wait for its answer again."""
    asked = act.post.clarification
    if asked.answer_id:
        raise Conflict("answered", "It was answered meanwhile.")
    asked.settled_at = None
    asked.save(update_fields=["settled_at"])
    record("clarification.asked", act.post, by=by)
