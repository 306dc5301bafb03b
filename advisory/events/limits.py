"""How many live connections one person and one address may hold at a process."""

import asyncio
import weakref
from collections import Counter

from django.conf import settings

FULL = 1013  # "try again later": the page comes back by itself, after growing pauses
_held = weakref.WeakKeyDictionary()


def of_address(scope):
    """A place for one more connection from the address at the other end; gives whether there is one."""
    client = scope.get("client")
    return _Place(("address", client[0] if client else ""), settings.LIMIT_SOCKETS_ADDRESS)


def of_person(viewer):
    """A place for one more connection of somebody, from wherever; gives whether there is one."""
    return _Place(("person", viewer.user_id), settings.LIMIT_SOCKETS)


class _Place:
    """A place for as long as a connection lives, if there is one; small, for there are as many as connections."""

    __slots__ = ("free", "held", "most", "whose")

    def __init__(self, whose, most):
        self.whose, self.most = whose, most

    def __enter__(self):
        self.held = _held.setdefault(asyncio.get_running_loop(), Counter())
        self.free = self.held[self.whose] < self.most
        self.held[self.whose] += self.free
        return self.free

    def __exit__(self, *trouble):
        self.held[self.whose] -= self.free
        if not self.held[self.whose]:
            del self.held[self.whose]
