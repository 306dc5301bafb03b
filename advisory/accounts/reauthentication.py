"""When a change of how one signs in asks once more who is there."""

import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from django.urls import reverse

FRESH = 15 * 60


def asked_again(request):
    """Whether the person has to confirm first: their last proof is older than a quarter of an hour.

    Somebody without password, app or passkey is sent to the code by e-mail, which allauth itself does not know.
    """
    records = get_authentication_records(request, request.user)
    if any(time.time() - record["at"] < FRESH for record in records):
        return False
    if not get_reauthentication_flows(request.user):
        raise ReauthenticationRequired
    return True


def by_code():
    """The way to confirm for somebody who signs in with codes alone."""
    url = reverse("account_confirm_by_code")
    return {"id": "reauthenticate:code", "description": "Use a code by email", "url": url}
