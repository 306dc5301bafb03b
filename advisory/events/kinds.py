"""The vocabulary of the log: audiences, subjects and kinds; every app adds its own lines at start."""

from collections.abc import Callable
from dataclasses import dataclass

AUDIENCES, SUBJECTS, KINDS = {}, {}, {}


@dataclass(frozen=True)
class Audience:
    """A family of streams: its name's shape, who may follow it, and where a subject's events go."""

    name: str
    shape: str
    followers: str
    stream: Callable


@dataclass(frozen=True)
class Subject:
    """A sort of thing that events are about: how to fetch many at once, where they live, what they say.

    `ahead` gives what fetching and drawing the things of some events will ask, where that is known beforehand.
    """

    name: str
    load: Callable
    streams: Callable = lambda thing: set()
    words: Callable | None = None
    ahead: Callable = lambda events: ()


@dataclass(frozen=True)
class Kind:
    """One sort of event: how it reads, which stream it goes to, and what it draws on a page."""

    name: str
    reads: str
    audience: str
    subject: str
    draws: Callable | None = None
    tells: Callable | None = None
    moves_rights: bool = False


def audiences(*lines):
    """Add an app's audiences."""
    _add(AUDIENCES, lines)


def subjects(*lines):
    """Add an app's subjects."""
    _add(SUBJECTS, lines)


def kinds(*lines):
    """Add an app's event kinds; each names a known audience and subject."""
    for line in lines:
        if line.audience not in AUDIENCES or line.subject not in SUBJECTS:
            raise ValueError(f"{line.name} names an unknown audience or subject")
    _add(KINDS, lines)


def _add(table, lines):
    for line in lines:
        if line.name in table:
            raise ValueError(f"{line.name} stands twice")
        table[line.name] = line
