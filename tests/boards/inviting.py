"""An invitation and its link, as the tests of invitations, joining and people need them."""

from django.urls import reverse

from boards.commands.consents import publish_policies
from boards.commands.invitations import invite_person
from boards.links import token_of
from boards.models import Invitation, Policy

TEXTS = {
    "agreement": "- You advise in writing.\n\nThe whole agreement.",
    "privacy": "- We keep your answers.",
    "recording": "- A recording is for the minutes.",
}
ADDRESS = "reyes@example.org"
ABOUT = {"name": "Dr Daniel Reyes", "time_zone": "America/Bogota", "language": "es"}


def invited(heart, address=ADDRESS, role="advisor", by="marsh", **details):
    """An invitation by one of the team."""
    return invite_person(heart.board, address, role, by=getattr(heart, by), **{"name": "Dr Daniel Reyes", **details})


def now(invitation):
    """An invitation as it is now."""
    return Invitation.objects.select_related("board", "invited_by").get(pk=invitation.pk)


def link(invitation, page="join"):
    """Where the letter leads, or a page behind it."""
    return reverse(page, args=[token_of(now(invitation).nonce)])


def publish(heart, by="lindqvist", **texts):
    """Put texts on the board as one of the team."""
    publish_policies(heart.board, texts or TEXTS, by=getattr(heart, by))


def ticked(heart, **changed):
    """What a browser sends when every text is agreed to."""
    current = Policy.objects.current(heart.board)
    shown = {f"shown_{kind}": str(policy.pk) for kind, policy in current.items()}
    given = {kind: "on" if policy.required else "audio" for kind, policy in current.items()}
    return {name: value for name, value in (shown | given | changed).items() if value is not None}


def choices(heart):
    """The same for a command."""
    current = Policy.objects.current(heart.board).values()
    return {policy.pk: "given" if policy.required else "audio" for policy in current}
