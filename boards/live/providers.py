"""By which way people see and hear each other: one small interface, and who answers to it."""

from collections.abc import Callable
from dataclasses import dataclass

from boards.live import external, mesh


@dataclass(frozen=True)
class Provider:
    """One way: for how many, what the chair is told of it, and what a browser needs to join besides a ticket."""

    name: str
    told: tuple  # sentences for whoever runs the session
    senders: int = 0  # most who may send; 0 when there is no line on the page
    people: int = 0  # most who may be on the line
    records: bool = False
    joining: Callable = lambda session: {}

    @property
    def has_line(self):
        """Whether people see and hear each other on the page itself."""
        return self.senders > 0


MESH = Provider("mesh", mesh.TOLD, mesh.SENDERS, mesh.PEOPLE, joining=mesh.joining)
EXTERNAL = Provider("external", external.TOLD)
PROVIDERS = {one.name: one for one in (MESH, EXTERNAL)}


def provider_of(session):
    """The way of a session."""
    return PROVIDERS[session.provider]
