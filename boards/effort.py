"""What a board asks of those it invites, as the apps above know it: blocks of work with their minutes and dates."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

_SOURCES: list[Callable] = []


@dataclass(frozen=True)
class Block:
    """One block of work: its title, what it is in words, its minutes (0: not told) and when it is due at last."""

    title: str
    how: str
    minutes: int = 0
    until: datetime | None = None


def effort_by(function):
    """Name a function board -> Blocks; the apps answer in the order in which they start."""
    _SOURCES.append(function)
    return function


def effort_of(board):
    """Everything that a board asks for, in order."""
    return [block for source in _SOURCES for block in source(board)]
