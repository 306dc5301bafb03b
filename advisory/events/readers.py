"""Who may follow what on a board, asked in bulk: the app that knows boards answers."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from advisory.events.relays import Relayed

NAMES, ALIASES, VEILED = "names", "aliases", "veiled"  # the last: no name on any question
_NAME = re.compile(r"board\.([a-z0-9-]{1,60})(?:\.[a-z0-9*.-]+)?")


@dataclass(frozen=True)
class Standing:
    """How somebody may be on the line of a session: whether they may send, and for how many there is room."""

    sends: bool
    senders: int
    people: int
    relayed: Relayed | None = None  # what the line lets through, where a media server passes it on
    apart: str = ""  # the line of the breakout room that they are in, while those are open


@dataclass(frozen=True)
class Seat:
    """How one person stands on one board now: their way of seeing, their streams and their page stamp."""

    member_id: object
    role: str
    gaze: str
    stamp: str
    streams: dict = field(default_factory=dict, hash=False)
    who: Callable = field(default=lambda number, gaze: None, hash=False, compare=False)
    calls: dict = field(default_factory=dict, hash=False)  # session's stream -> Standing


_answer = {}


def seats_by(function):
    """Name the function (slug, user ids) -> {user id: Seat} that answers for all boards."""
    _answer["seats"] = function
    return function


def seats(slug, user_ids):
    """The seats of some people on one board; who has none is missing."""
    return _answer["seats"](slug, set(user_ids))


def tickets_by(function):
    """Name the function (ticket, seat's id, stream) -> why it does not open that line, or nothing; it uses it up."""
    _answer["tickets"] = function
    return function


def ticket_refused(ticket, seat, stream):
    """Why a ticket does not open a line, as a code, or nothing; a ticket opens a line once."""
    return _answer["tickets"](ticket, seat, stream)


def board_of(stream):
    """The slug in a stream's name, or nothing when the name has no such shape."""
    found = _NAME.fullmatch(stream)
    return found[1] if found else ""
