"""Members flag posts for the moderators, who answer each flagger."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.refusals import Absent, Conflict, Invalid, TooMany
from advisory.rights import SYSTEM, allow, can
from advisory.text import checked
from boards.commands.stamps import require_current
from discussions.commands.acts import log_act
from discussions.commands.opening import begin_case, resume_case
from discussions.models import Case, Flag


@transaction.atomic
def flag_post(post, *, by, reason, note="", stamp=None):
    """Tell the moderators that something is wrong with a post; a member's open flag on a post stands once."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    if not can(by, "post.see", post):
        raise Absent
    allow(by, "post.flag", post)
    reason, note = _checked(reason, note)
    standing = post.flags.filter(by=by, resolved_at=None).first()
    if standing:
        return _same(standing, reason, note)
    if post.removed_at:
        raise Conflict("removed", "This post was removed already.")
    _require_patience(by)
    flag = Flag.objects.create(post=post, by=by, number=post.question.number, reason=reason, note=note)
    record("flag.raised", flag, by=by)
    record("flag.received", flag, by=by)
    if flag.reason == Flag.Reason.SAFETY:
        begin_case(post, by=SYSTEM, noticed=Case.Noticed.FLAG)
    return flag


@transaction.atomic
def answer_flag(flag, *, by, answer, stamp=None):
    """Tell whoever flagged a post what was done about it; the flag is settled."""
    by, flag = lock(flag.board, by, flag)
    require_current(by, stamp)
    allow(by, "flag.answer", flag)
    answer = checked(answer, "answer", longest=400)
    if flag.resolved_at:
        if (flag.resolved_by_id, flag.answer) == (by.pk, answer):
            return None
        who = "You" if flag.resolved_by_id == by.pk else flag.resolved_by.user.name
        raise Conflict("resolved", f"{who} answered this flag already. Your answer was not sent; you can copy it.")
    flag.resolved_at, flag.resolved_by, flag.answer = timezone.now(), by, answer
    flag.save(update_fields=["resolved_at", "resolved_by", "answer"])
    record("flag.settled", flag, by=by)
    record("flag.answered", flag, by=by)
    return log_act("answered", by=by, post=flag.post, reason=answer, flag=str(flag.pk), ground=flag.reason)


def reopen_flag(act, by):
    """Take the answer to a flag back: it waits again, unless its member has flagged the post anew."""
    flag = Flag.objects.select_related(*Flag.together).get(pk=act.facts["flag"])
    if flag.post.flags.filter(by=flag.by, resolved_at=None).exists():
        raise Conflict("flagged", "The member has flagged this post again meanwhile.")
    flag.resolved_at, flag.resolved_by, flag.answer = None, None, ""
    flag.save(update_fields=["resolved_at", "resolved_by", "answer"])
    record("flag.raised", flag, by=by)
    record("flag.received", flag, by=by)
    if flag.reason == Flag.Reason.SAFETY:
        _resume_case(flag.post, by)


def _resume_case(post, by):
    """A flag for safety waits with a case whose clock runs: the last one that was taken for no event."""
    cases = Case.objects.filter(post=post).select_related(*Case.together)
    ended = cases.filter(state=Case.State.NO_EVENT).order_by("-settled_at").first()
    if ended and not cases.unsettled().exists():
        resume_case(ended, by=by)


def _checked(reason, note):
    if reason not in Flag.Reason.values:
        raise Invalid(fields={"reason": "Choose what is wrong with the post."})
    note = str(note or "")
    return reason, checked(note, "note", longest=400) if note.strip() else ""


def _same(standing, reason, note):
    if (standing.reason, standing.note) == (reason, note):
        return standing
    message = "The moderators have your flag on this post already. They answer you here; then you can flag it again."
    raise Conflict("flagged", message)


def _require_patience(by):
    since = timezone.now() - timedelta(hours=1)
    if Flag.objects.filter(by__user=by.user_id, at__gt=since).count() >= settings.LIMIT_FLAGS:
        raise TooMany(message="That is a lot of flags in an hour. Write to a moderator, or flag the rest later.")
