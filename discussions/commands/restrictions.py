"""Moderators let a member read, but not write, for a time."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from advisory.text import checked
from boards.commands.stamps import require_current
from discussions.commands.acts import log_act

LONGEST = timedelta(days=366)


@transaction.atomic
def restrict_member(member, *, by, until, reason, stamp=None):
    """Let a member read, but not write, until a time; nobody else on the board is told."""
    by, member = lock(member.board, by, member)
    require_current(by, stamp)
    allow(by, "member.restrict", member)
    reason = checked(reason, "reason", longest=400)
    if not until or until <= timezone.now():
        raise Invalid(fields={"until": "Choose a time that is still to come."})
    if until > timezone.now() + LONGEST:
        raise Invalid(fields={"until": "Choose a time within a year from now."})
    if member.restricted and member.restricted_until == until:
        return None
    before = member.restricted_until.isoformat() if member.restricted else None
    bind(member, until, by=by)
    return log_act("restricted", by=by, member=member, reason=reason, until=until.isoformat(), before=before)


@transaction.atomic
def free_member(member, *, by, reason="", stamp=None):
    """Let a member write again before their time."""
    by, member = lock(member.board, by, member)
    require_current(by, stamp)
    allow(by, "member.restrict", member)
    if not member.restricted:
        return None
    before = member.restricted_until.isoformat()
    bind(member, None, by=by)
    return log_act("freed", by=by, member=member, reason=reason, before=before)


def bind(member, until, *, by):
    """Set until when a member may not write, or nothing, under the caller's lock."""
    if until is None and not member.restricted:
        raise Conflict("freed", "This member may write again already.")
    member.restricted_until = until
    member.save(update_fields=["restricted_until"])
    told = {"until": until.isoformat() if until else None}
    record("member.restricted" if until else "member.freed", member, by=by, **told)
    record("member.paused" if until else "member.resumed", member, by=by, **told)
