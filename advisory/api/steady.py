"""Reads that no change of rights can pass by: what is told was allowed when it was read."""

from functools import wraps

from advisory.events.models import Log
from advisory.refusals import Busy

TRIES = 5


def steady(read):
    """Read again when rights on the board moved while `read(user, slug, …)` was reading."""

    @wraps(read)
    def wrapper(user, slug, *args):
        for _ in range(TRIES):
            before = _moves(slug)
            found = read(user, slug, *args)
            if _moves(slug) == before:
                return found
        raise Busy

    return wrapper


def _moves(slug):
    return Log.objects.filter(name=f"board.{slug}").values_list("rights", flat=True).first()
