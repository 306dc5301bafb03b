"""What people hear of from boards: an invitation, by a letter to an address that may have no account yet."""

from advisory.notifications.notices import EVENT, GUEST, Notice, Told, notices
from boards.letters import letter_for_invitation


def _invited(person, pairs):
    """The letter of each invitation whose link still leads to a seat."""
    found = {row.pk: letter_for_invitation(invitation) for row, invitation in pairs}
    return {key: _told(*letter) for key, letter in found.items() if letter}


def _told(address, name, context):
    return Told(
        "You are invited to an advisory board", context["url"], address=address, name=name, context=context,
    )  # fmt: skip


notices(
    Notice("invited", "Invitations", _invited, on=("member.invited", "invitation.resent"),
           hears=lambda event, invitation: [GUEST], once=EVENT, always=True, letter="invited", icon="mail"),
)  # fmt: skip
