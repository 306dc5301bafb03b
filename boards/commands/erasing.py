"""Seats of somebody who is erased end, and keep their place in the board's record; invitations forget the address."""

from uuid import uuid4

from django.db.models import Q
from django.utils import timezone

from boards.commands.members import leave_seat


def leave_for_good(seats, person, by):
    """End every seat of a person, under the locks of its boards and with the right that the caller has asked for."""
    for seat in seats.select_related("board", "user").order_by("board__log_id"):
        seat.named = False
        seat.save(update_fields=["named"])
        if not seat.left_at:
            leave_seat(seat, by=by)


def forget_invitations(invitations, person, by):
    """Leave of invitations to a person that somebody was invited; links that still stood stop working."""
    for invitation in invitations:
        invitation.address, invitation.name, invitation.suggestion = f"{uuid4().hex}@erased.invalid", "", ""
        if not invitation.accepted_at:
            invitation.revoked_at = invitation.revoked_at or timezone.now()
        invitation.save(update_fields=["address", "name", "suggestion", "revoked_at"])


def forget_captions(versions, person, by):
    """Erase text and salt of captions that name whoever spoke; all others stay as the record."""
    naming = Q(words__icontains=person.own_name)
    for address in person.addresses:
        naming |= Q(words__icontains=address)
    versions.filter(naming).update(words="", salt="")
