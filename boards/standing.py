"""How an invitation stands for whoever opens its link."""

from enum import StrEnum

from django.contrib.auth import get_user_model

from boards.links import held
from boards.models import Board


class Standing(StrEnum):
    """What the page of a link has to say."""

    OPEN = "open"  # may be accepted now
    SIGN_IN = "sign_in"  # the address has an account: its own ways to sign in come first
    OTHER = "other"  # somebody else is signed in at this browser
    MINE = "mine"  # accepted by whoever looks, who sits there
    LEFT = "left"  # accepted by whoever looks, who has left since
    USED = "used"
    REVOKED = "revoked"
    LAPSED = "lapsed"
    CLOSED = "closed"


ENDED = {Standing.LEFT, Standing.USED, Standing.REVOKED, Standing.LAPSED, Standing.CLOSED}


def standing(invitation, user):
    """What can be done with an invitation by a person, or by somebody who is not signed in."""
    if invitation.accepted_at:
        return _accepted(invitation, user)
    if invitation.revoked_at:
        return Standing.REVOKED
    if not invitation.lives:
        return Standing.LAPSED
    if invitation.board.state in Board.OVER:
        return Standing.CLOSED
    if user.is_authenticated:
        return Standing.OPEN if held(user, invitation) else Standing.OTHER
    if not _has_account(invitation.address):
        return Standing.OPEN
    return Standing.USED if _accepted_meanwhile(invitation) else Standing.SIGN_IN


def _accepted(invitation, user):
    if not user.is_authenticated or invitation.accepted_by_id != user.pk:
        return Standing.USED
    seated = invitation.board.seats.seated().filter(user=user).exists()
    return Standing.MINE if seated else Standing.LEFT


def _accepted_meanwhile(invitation):
    """Whether the account was made with this very link, after the invitation was read."""
    return type(invitation).objects.filter(pk=invitation.pk, accepted_at__isnull=False).exists()


def _has_account(address):
    return get_user_model().objects.filter(email__iexact=address).exists()
