"""Browsers that somebody has signed in with before: a signed cookie that says so, and nothing about whom."""

from secrets import token_urlsafe

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

COOKIE, AGE, MOST = "known", 365 * 24 * 3600, 8
SALT = "advisory.known-browser"


def knows(request, person):
    """Whether this browser has been signed in by this person before."""
    return any(constant_time_compare(mark, _mark(person.pk)) for mark in _read(request)["people"])


def remember(request, response, person):
    """Let this browser know the person from now on; a shared one keeps the last few."""
    kept = _read(request)
    mine = _mark(person.pk)
    kept["people"] = [mine, *(mark for mark in kept["people"] if mark != mine)][:MOST]
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=SALT),
        max_age=AGE,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def attempts_key(request, address):
    """Under which name attempts on an address are counted: a browser that its person knows has a count of its own.

    So strangers who try an address all day never lock its owner out of the owner's own browser.
    """
    address = address.strip().lower()
    kept = _read(request)
    if not kept["people"]:
        return address
    owner = EmailAddress.objects.filter(email=address, verified=True).values_list("user_id", flat=True).first()
    return f"{address}:{kept['id']}" if owner and _mark(owner) in kept["people"] else address


def _read(request):
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return {"id": token_urlsafe(9), "people": []}


def _mark(key):
    return salted_hmac(SALT, str(key), algorithm="sha256").hexdigest()[:24]
