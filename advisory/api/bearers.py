"""Find the person behind a bearer token, and say which tokens still stand."""

import hashlib

from django.utils.crypto import constant_time_compare

from advisory.accounts.backend import may_sign_in
from advisory.api.models import Token
from advisory.events.viewers import bearers
from advisory.prepared import Guesses, foresee, prepared

ROOT = "api/v1/"
_ahead, _whose = {}, Guesses()  # what addresses ask first · tokens, as they are kept, and whose they are


def hashed(token):
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def ahead(address):
    """Name what an address asks first: a function of a person's id and the parts of the address -> questions."""

    def named(asks):
        _ahead[address] = asks
        return asks

    return named


def foresee_bearer(token, match):
    """Ask in one turn for a token and what its address asks first, where it is known whose it is.

    Whose a token is never changes; whether it stands is asked each time, before anything else is told.
    """
    digest = hashed(token)
    asks, person = _ahead.get(match.route.removeprefix(ROOT)), _whose.get(digest)
    if asks and person:
        foresee(_good.of(digest=digest), *asks(person, **match.kwargs))


def bearer(token):
    """The (person, token id) of a good token, or nothing."""
    digest = hashed(token)
    found = _good.first(digest=digest)
    if found:
        _whose[digest] = found.user_id
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
