"""How many live connections one person and one address may hold at a process."""

import asyncio
import weakref
from collections import Counter
from contextlib import contextmanager

from django.conf import settings

FULL = 1013  # "try again later": the page comes back by itself, after growing pauses
_held = weakref.WeakKeyDictionary()


def of_address(scope):
    """A place for one more connection from the address at the other end; gives whether there is one."""
    client = scope.get("client")
    return _place(("address", client[0] if client else ""), settings.LIMIT_SOCKETS_ADDRESS)


def of_person(viewer):
    """A place for one more connection of somebody, from wherever; gives whether there is one."""
    return _place(("person", viewer.user_id), settings.LIMIT_SOCKETS)


@contextmanager
def _place(whose, most):
    held = _held.setdefault(asyncio.get_running_loop(), Counter())
    free = held[whose] < most
    held[whose] += free
    try:
        yield free
    finally:
        held[whose] -= free
        if not held[whose]:
            del held[whose]
