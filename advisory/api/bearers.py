"""Find the person behind a bearer token, and say which tokens still stand."""

import hashlib

from django.utils.crypto import constant_time_compare

from advisory.accounts.backend import may_sign_in
from advisory.api.models import Token
from advisory.events.viewers import bearers
from advisory.prepared import prepared


def hashed(token):
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def bearer(token):
    """The (person, token id) of a good token, or nothing."""
    found = _good.first(digest=hashed(token))
    return (found.user, found.pk) if found and _stands(found) else None


@prepared(digest=Token._meta.get_field("digest"))
def _good(digest):
    return Token.objects.select_related("user").filter(digest=digest, revoked_at=None)


def living(ids):
    """Those of some token ids that are still good."""
    if not ids:
        return set()
    found = Token.objects.select_related("user").filter(pk__in=ids, revoked_at=None)
    return {token.pk for token in found if _stands(token)}


def _stands(token):
    unchanged = constant_time_compare(token.sign_in, token.user.get_session_auth_hash())
    return unchanged and may_sign_in(token.user)


bearers(bearer, living)
