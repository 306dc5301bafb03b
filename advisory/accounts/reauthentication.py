"""When a change of how one signs in asks once more who is there."""

import time
from datetime import UTC, datetime

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from django.urls import reverse

FRESH = 15 * 60
FOR_A_SIGNATURE, A_MOMENT, USED = 5 * 60, 0.001, "account_proof_used"


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


def proof_for_signing(request):
    """When somebody confirmed anew who they are, for one signature; or the way to where they confirm it.

    What was posted is kept meanwhile and sent again. A confirmation is good for five minutes and for one signature.
    """
    records = get_authentication_records(request, request.user)
    at = max((record["at"] for record in records if record.get("reauthenticated")), default=0)
    if at - request.session.get(USED, 0) < A_MOMENT or time.time() - at > FOR_A_SIGNATURE:
        raise ReauthenticationRequired
    return datetime.fromtimestamp(at, UTC)


def use_proof(request, proved_at):
    """Let a confirmation serve no second signature."""
    request.session[USED] = proved_at.timestamp()


def by_code():
    """The way to confirm for somebody who signs in with codes alone."""
    url = reverse("account_confirm_by_code")
    return {"id": "reauthenticate:code", "description": "Use a code by email", "url": url}
