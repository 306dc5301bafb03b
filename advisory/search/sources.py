"""Which kinds of things can be found, and who may find what: each app names its own, and this knows none of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

SOURCES, _readers = {}, []


@dataclass(frozen=True)
class Filed:
    """A thing as it is found: its words, on which board, by whom, and where it stands there."""

    texts: tuple
    board: UUID
    audience: str
    at: datetime
    owner: UUID | None = None
    role: str = ""
    number: int | None = None
    place: int | None = None
    part: str = ""  # which of several entries of one thing


@dataclass(frozen=True)
class Found:
    """One place where all the words stand, as its reader may see it."""

    label: str
    icon: str
    title: str
    url: str
    text: str
    about: str
    mine: bool = False
    face: dict | None = None
    paged: bool = False  # its address is a page on which words can be looked for

    def link(self, asked):
        """Where it is read; a page of a document with the first words found marked in it."""
        sought = asked.sought(self.text) if self.paged else ""
        return f"{self.url}&{urlencode({'q': sought})}#hit-1" if sought else self.url


@dataclass(frozen=True)
class Source:
    """One kind of thing: `file` gives how one is found, once or more often, if it may be; `every` gives all of them.

    `draw` takes a reader and hits, and gives {hit.key: Found} of those that the reader may read now.
    """

    kind: str
    sort: str  # under which heading it is listed
    model: type
    file: Callable[[Any], Iterable[Filed]]
    every: Callable[[], Any]
    draw: Callable[[Any, list], dict]


@dataclass
class Reader:
    """Whoever searches: their seats by board, and the audiences that they belong to now."""

    user: Any
    seats: dict = field(default_factory=dict)
    audiences: list = field(default_factory=list)
    known: dict = field(default_factory=dict)


def searchable(*sources):
    """Name kinds of things that can be found."""
    SOURCES.update({source.kind: source for source in sources})


def source_of(thing):
    """The kind of a thing."""
    return next(source for source in SOURCES.values() if isinstance(thing, source.model))


def readers_by(function):
    """Name the function user -> Reader that knows who may find what."""
    _readers[:] = [function]
    return function


def reader(user):
    """How somebody may search now."""
    return _readers[0](user)


def drawn(who, hits):
    """Some hits as their reader may see them now; one that went away meanwhile is left out."""
    kinds, found = {}, {}
    for hit in hits:
        kinds.setdefault(hit.kind, []).append(hit)
    for kind, some in kinds.items():
        found |= SOURCES[kind].draw(who, some)
    return [found[hit.key] for hit in hits if hit.key in found]
