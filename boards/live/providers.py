"""By which way people see and hear each other: one small interface, and who answers to it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from boards.live import external, mesh
from boards.live.janus import TOLD
from boards.live.janus.keys import PEOPLE, SENDERS

NO_JANUS = (
    "A session for a full board needs a media server, Janus, and there is none here. "
    "Whoever runs this installation can add it."
)


@dataclass(frozen=True)
class Provider:
    """One way: for how many, what the chair is told of it, and what a browser needs to join besides a ticket."""

    name: str
    told: tuple  # sentences for whoever runs the session
    senders: int = 0  # most who may send; 0 when there is no line on the page
    people: int = 0  # most who may be on the line
    records: bool = False
    relayed: bool = False  # whether a media server passes on what is sent, and closes what may not be
    joining: Callable = dict
    absent: Callable = lambda: ""  # why this way cannot be chosen here, in words, or nothing

    @property
    def has_line(self):
        """Whether people see and hear each other on the page itself."""
        return self.senders > 0


MESH = Provider("mesh", mesh.TOLD, mesh.SENDERS, mesh.PEOPLE, joining=mesh.joining)
EXTERNAL = Provider("external", external.TOLD)
JANUS = Provider(
    "janus", TOLD, SENDERS, PEOPLE, relayed=True, joining=mesh.joining,
    absent=lambda: "" if settings.JANUS_URL else NO_JANUS,
)  # fmt: skip
PROVIDERS = {one.name: one for one in (MESH, JANUS, EXTERNAL)}


def provider_of(session):
    """The way of a session."""
    return PROVIDERS[session.provider]


def offered():
    """The ways that can be chosen here, by name."""
    return [name for name, one in PROVIDERS.items() if not one.absent()]
