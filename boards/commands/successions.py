"""A chair or moderator hands their seat over: somebody of the team takes it, and all that waits there with it."""

from django.db import transaction

from advisory.events.record import lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow, can
from boards.commands.members import leave_seat
from boards.commands.stamps import require_current

AFTER = {"observer": "Stay as an observer", "sponsor": "Stay on the sponsor's side", "leave": "Leave the board"}


@transaction.atomic
def hand_over(member, heir, *, by, after, stamp=None):
    """Give a seat at the desk to somebody else of the team; whoever had it stays as said, or leaves."""
    by, member, heir = lock(member.board, by, member, heir)
    require_current(by, stamp)
    allow(by, "member.hand_over", member)
    if after not in AFTER:
        raise Invalid(fields={"after": "Choose one of the three."})
    if not heir.succeeds(member) or (heir.walled and not can(by, "wall.set", member.board)):
        message = f"{heir.user.name} cannot take this seat over. Choose somebody of the team who does not advise."
        raise Conflict("no_heir", message)
    role = member.seat
    heir.sit(role)
    heir.safety = heir.safety or member.safety
    heir.save(update_fields=["seat", "advised", "safety"])
    record("member.succeeded", heir, by=by, role=role, before=str(member.pk))
    if after == "leave":
        return leave_seat(member, by=by)
    member.sit(after)
    member.safety = member.safety and member.is_staff_seat
    member.save(update_fields=["seat", "advised", "safety"])
    return record("member.moved", member, by=by, role=member.seat)
