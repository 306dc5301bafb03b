"""Links that lead nowhere, counted by the address they come from, so that nobody may try many."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache

from advisory.refusals import TooMany

MOST, DURING = 30, 600
WORDS = "Too many links that lead nowhere came from your network. Wait ten minutes, then open yours again."


def require_patience(request):
    """Stop here whoever has tried too many links."""
    if cache.get(_key(request), 0) >= MOST:
        raise TooMany(message=WORDS)


def note_guess(request):
    """Count one link that leads nowhere."""
    key = _key(request)
    cache.add(key, 0, DURING)
    try:
        cache.incr(key)
    except ValueError:
        cache.set(key, 1, DURING)


def _key(request):
    return f"join-guesses:{get_adapter().get_client_ip(request)}"
