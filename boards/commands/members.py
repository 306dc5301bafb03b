"""People take seats, change role and leave."""

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.refusals import Conflict
from advisory.rights import allow
from boards.commands.attendance import part_from
from boards.commands.placeholders import free_aliases
from boards.models import Membership
from boards.promises import answered


@transaction.atomic
def seat_member(board, user, role, *, by, **details):
    """Give a person a seat and an alias drawn at random; a seat that was left is taken again, alias kept."""
    by, board = lock(board, by, board)
    allow(by, "member.seat", board)
    seat = board.seats.filter(user=user).first()
    allow(by, "member.open", (seat or Membership(board=board, user=user)).as_role(role))
    if seat and not seat.left_at:
        raise Conflict("seated", f"{user.name} already has a seat on this board.")
    return take_seat(seat or Membership(board=board, user=user), role, by=by, **details)


def take_seat(seat, role, *, by, **details):
    """Fill a new or left seat, under the caller's lock and with the right that the caller has asked for."""
    if seat.alias:
        require_kept_closed(seat, role)
    else:
        seat.alias = free_aliases(seat.board, 1)[0]
    seat.left_at, seat.safety = None, False
    seat.sit(role)
    for name, value in details.items():
        setattr(seat, name, value)
    seat.save()
    record("member.seated", seat, by=by, role=seat.seat)
    return seat


@transaction.atomic
def move_member(member, role, *, by):
    """Give a member another role; their pages and sockets start anew."""
    by, member = lock(member.board, by, member)
    allow(by, "member.move", member)
    allow(by, "member.open", member.as_role(role))
    require_kept_closed(member, role)
    member.sit(role)
    member.save(update_fields=["seat", "advised"])
    record("member.moved", member, by=by, role=member.seat)
    if not member.is_staff_seat:
        relieve(member, by=by)


def require_kept_closed(member, role):
    """Refuse a role in which somebody would read past the wall behind which they were when others answered."""
    if member.walled and member.as_role(role).openness > member.openness and answered(member.board):
        raise Conflict("policy_frozen", "Somebody has answered under the present rule; this seat can only grow closer.")


def relieve(member, *, by):
    """Take the mark of who answers for safety from a seat, under the caller's lock; the log says so."""
    if member.safety:
        member.safety = False
        member.save(update_fields=["safety"])
        record("member.relieved", member, by=by)


@transaction.atomic
def end_seat(member, *, by):
    """Take somebody's seat away; what they wrote stays."""
    by, member = lock(member.board, by, member)
    allow(by, "member.move", member)
    if not member.left_at:
        leave_seat(member, by=by)


def leave_seat(member, *, by):
    """Empty a seat, under the caller's lock and with the right that the caller has asked for."""
    member.left_at = timezone.now()
    member.step_down()
    member.save(update_fields=["left_at", "advised"])
    record("member.left", member, by=by)
    part_from([member], by=by)
