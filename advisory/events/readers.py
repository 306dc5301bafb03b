"""Who may follow what on a board, asked in bulk: the app that knows boards answers."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

NAMES, ALIASES, VEILED = "names", "aliases", "veiled"  # the last: no name on any question
_NAME = re.compile(r"board\.([a-z0-9-]{1,60})(?:\.[a-z0-9*.-]+)?")


@dataclass(frozen=True)
class Seat:
    """How one person stands on one board now: their way of seeing, their streams and their page stamp."""

    member_id: object
    role: str
    gaze: str
    stamp: str
    streams: dict = field(default_factory=dict, hash=False)
    who: Callable = field(default=lambda number, gaze: None, hash=False, compare=False)


_answer = {}


def seats_by(function):
    """Name the function (slug, user ids) -> {user id: Seat} that answers for all boards."""
    _answer["seats"] = function
    return function


def seats(slug, user_ids):
    """The seats of some people on one board; who has none is missing."""
    return _answer["seats"](slug, set(user_ids))


def board_of(stream):
    """The slug in a stream's name, or nothing when the name has no such shape."""
    found = _NAME.fullmatch(stream)
    return found[1] if found else ""
