"""Who asks: a program with its bearer token, or a page with the session cookie and its CSRF token."""

from django.conf import settings
from django.middleware.csrf import CsrfViewMiddleware
from ninja.security.base import AuthBase

from advisory.api.bearers import bearer, foresee_bearer
from advisory.refusals import Denied, Refusal

SAFE = {"GET", "HEAD", "OPTIONS"}


class Unknown(Refusal):
    """Nobody is signed in, or not any more."""

    status = 401
    code = "unauthorized"
    message = "Sign in first, or send a token that still stands."


class Bearer(AuthBase):
    """A person's program with a token; it needs no CSRF token, and a bad one never falls back to a cookie."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request):
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        foresee_bearer(token.strip(), request.resolver_match)
        person, _ = bearer(token.strip()) or (None, None)
        if person is None:
            raise Unknown
        return person


class Session(AuthBase):
    """A page of somebody who is signed in; what changes anything carries the page's CSRF token too."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request):
        if not request.user.is_authenticated:
            raise Unknown
        if request.method not in SAFE:
            _require_csrf(request)
        return request.user


def require_own_hand(request):
    """Refuse a reading that is put on record when another site may have begun it with somebody's cookie.

    Browsers say who began it; a program's token is its own, and a page posts the same with its CSRF token.
    """
    own = request.headers.get("Sec-Fetch-Site") in {"same-origin", "none"}
    own = own or request.headers.get("Authorization", "").partition(" ")[0].lower() == "bearer"
    if not own and not getattr(request, "_dont_enforce_csrf_checks", False):  # as Django's own tests ask for
        raise Denied("csrf", "Another page asked for this file in your name. Take it out on the board’s own page.")


class _Check(CsrfViewMiddleware):
    def _reject(self, request, reason):
        return reason


def _require_csrf(request):
    request.body  # noqa: B018  read whole, before a form's parser may take it
    check = _Check(lambda _: None)
    check.process_request(request)
    if check.process_view(request, None, (), {}):
        raise Denied("csrf", "This page was open for too long, or somebody else signed in. Load it again.")
