"""A chair or moderator hands their seat over: somebody of the team takes it, and all that waits there with it."""

from django.db import transaction

from advisory.events.record import lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow, can
from boards.commands.members import leave_seat, relieve, require_kept_closed
from boards.commands.stamps import require_current
from boards.models import Sight

AFTER = {"observer": "Stay as an observer", "sponsor": "Stay on the sponsor's side", "leave": "Leave the board"}


@transaction.atomic
def hand_over(member, heir, *, by, after, stamp=None):
    """Give a seat at the desk to somebody else of the team; whoever had it stays as said, or leaves."""
    by, member, heir = lock(member.board, by, member, heir)
    require_current(by, stamp)
    allow(by, "member.hand_over", member)
    if after not in AFTER:
        raise Invalid(fields={"after": "Choose one of the three."})
    allow(by, "member.open", heir.as_role(member.seat))
    _require_heir(heir, member, by)
    closed = not member.sees_names
    _take_over(heir, member, by)
    if after == "leave":
        return leave_seat(member, by=by)
    member.sit(after)
    if closed and member.sponsors and not member.walled:
        member.sight = Sight.BLINDED.value
    member.save(update_fields=["seat", "advised", "sight"])
    return record("member.moved", member, by=by, role=member.seat)


def _require_heir(heir, member, by):
    if not heir.succeeds(member) or (heir.walled and not can(by, "wall.set", member.board)):
        message = f"{heir.user.name} cannot take this seat over. Choose somebody of the team who does not advise."
        raise Conflict("no_heir", message)
    if heir.restricted:
        message = f"{heir.user.name} may only read for a time. Let them write again first, or choose somebody else."
        raise Conflict("restricted", message)
    require_kept_closed(heir, member.seat)


def _take_over(heir, member, by):
    """Role and safety mark go to the heir; the log tells of both."""
    role, marked = member.seat, member.safety and not heir.safety
    heir.sit(role)
    heir.safety = heir.safety or member.safety
    heir.save(update_fields=["seat", "advised", "safety"])
    record("member.succeeded", heir, by=by, role=role, before=str(member.pk))
    if marked:
        record("member.entrusted", heir, by=by)
    relieve(member, by=by)
