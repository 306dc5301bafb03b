"""Every act of moderation can be taken back for ten minutes, by whoever moderates then."""

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.refusals import Conflict
from advisory.rights import allow
from boards.commands.stamps import require_current
from discussions.commands.findings import reopen_finding
from discussions.commands.flags import reopen_flag
from discussions.commands.moderation import let_back, take_out
from discussions.models import Act

Verb = Act.Verb
REVERSES = {  # verb: what takes it back, under the lock and with the right that `undo_act` has asked for
    Verb.HELD: lambda act, by: let_back(act.post, by=by),
    Verb.RELEASED: lambda act, by: take_out(act.post, by=by, reason=_reason_before(act)),
    Verb.ANSWERED: reopen_flag,
    Verb.JUDGED: reopen_finding,
}


@transaction.atomic
def undo_act(act, *, by, stamp=None):
    """Take an act of moderation back within ten minutes; what it changed is as before, and the log keeps both."""
    by, act = lock(act.board, by, act)
    require_current(by, stamp)
    allow(by, "act.undo", act)
    if act.undone_at:
        who = "You" if act.undone_by_id == by.pk else act.undone_by.user.name
        raise Conflict("undone", f"{who} took this back already.")
    if act.undo_until < timezone.now():
        raise Conflict("too_late", "This can no longer be undone: ten minutes have passed.")
    REVERSES[act.verb](act, by)
    act.undone_at, act.undone_by = timezone.now(), by
    act.save(update_fields=["undone_at", "undone_by"])
    record("act.undone", act, by=by, verb=str(act.verb))


def _reason_before(act):
    last = act.post.holds.order_by("-at").first()
    return last.reason
