"""The letter of an invitation: it says who invites, and leads to the page that says the rest."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format

from boards.links import digest_of, token_of
from boards.models import Board


def letter_for_invitation(invitation):
    """What the letter is made of, as (address, name, context); nothing once its link leads nowhere.

    The board's title stands in it only where the board lets letters quote and has no closed question.
    The link is made again from the row, so that a letter that was lost in a crash can be written once more.
    """
    token = token_of(invitation.nonce)
    board = invitation.board
    if not invitation.lives or board.state in Board.OVER or digest_of(token) != invitation.digest:
        return None
    context = {
        "url": f"{settings.SITE_URL}{reverse('join', args=[token])}",
        "inviter": invitation.invited_by.name,
        "open": board.letters_quote and not board.policies,
        "title": board.title,
        "advises": invitation.advises,
        "until": date_format(invitation.expires_at, "j F Y"),
    }
    return invitation.address, invitation.name, context
