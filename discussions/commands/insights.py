"""The team marks what it learns from; advisors never hear of it."""

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.refusals import Conflict
from advisory.rights import allow
from advisory.text import checked
from boards.commands.stamps import require_current
from discussions.commands.acts import log_act, require_standing
from discussions.models import Insight


@transaction.atomic
def mark_insight(post, *, by, note, stamp=None):
    """Mark a post as an insight, with a note for the team; a mark that stands is replaced by another note."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    allow(by, "post.mark", post)
    note = checked(note, "note", longest=400)
    standing = post.insights.filter(ended_at=None).first()
    if standing and standing.note == note:
        return None
    require_standing(post)
    if standing:
        _end(standing, by=by)
    insight = Insight.objects.create(post=post, by=by, note=note)
    record("insight.marked", insight, by=by)
    facts = {"insight": str(insight.pk), "before": str(standing.pk) if standing else ""}
    return log_act("marked", by=by, post=post, reason=note, **facts)


@transaction.atomic
def unmark_insight(post, *, by, stamp=None):
    """Take the mark of an insight away."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    allow(by, "post.mark", post)
    standing = post.insights.filter(ended_at=None).first()
    if standing is None:
        return None
    _end(standing, by=by)
    return log_act("unmarked", by=by, post=post, reason=standing.note, insight=str(standing.pk))


def forget_mark(act, by):
    """Take the mark back that an act has set; the one that it replaced stands again."""
    insight = Insight.objects.select_related(*Insight.together).get(pk=act.facts["insight"])
    if insight.ended_at:
        raise Conflict("undone", "This mark was taken away or changed already.")
    _end(insight, by=by)
    if act.facts["before"]:
        _begin(Insight.objects.select_related(*Insight.together).get(pk=act.facts["before"]), by=by)


def mark_again(act, by):
    """Set the mark anew that an act has taken away."""
    insight = Insight.objects.select_related(*Insight.together).get(pk=act.facts["insight"])
    if insight.post.insights.filter(ended_at=None).exists():
        raise Conflict("undone", "This post was marked again already.")
    _begin(insight, by=by)


def _begin(insight, *, by):
    insight.ended_at = None
    insight.save(update_fields=["ended_at"])
    record("insight.marked", insight, by=by)


def _end(insight, *, by):
    insight.ended_at = timezone.now()
    insight.save(update_fields=["ended_at"])
    record("insight.unmarked", insight, by=by)
