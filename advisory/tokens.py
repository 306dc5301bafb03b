"""Django's token in every form, from one draw of chance for all its letters; each draw is a call to the kernel."""

import secrets

from django.middleware.csrf import CSRF_ALLOWED_CHARS as LETTERS
from django.middleware.csrf import CSRF_SECRET_LENGTH as LENGTH
from django.utils.functional import SimpleLazyObject

ALL = len(LETTERS)
PLACES = [ALL**place for place in range(LENGTH)]


def csrf(request):
    """The token as templates know it, made only where one is printed."""
    return {"csrf_token": SimpleLazyObject(lambda: token(request))}


def token(request):
    """A token for a page's forms, another each time; its secret is in the browser's cookie, or goes there with it."""
    secret = request.META.get("CSRF_COOKIE") or "".join(LETTERS[place] for place in _drawn())
    request.META |= {"CSRF_COOKIE": secret, "CSRF_COOKIE_NEEDS_UPDATE": True}
    mask = _drawn()
    hidden = (LETTERS[(LETTERS.index(one) + by) % ALL] for one, by in zip(secret, mask, strict=True))
    return "".join(LETTERS[place] for place in mask) + "".join(hidden)


def _drawn():
    """As many places in the alphabet as a secret has letters, each as likely as any other."""
    chance = secrets.randbelow(ALL**LENGTH)
    return [chance // place % ALL for place in PLACES]
