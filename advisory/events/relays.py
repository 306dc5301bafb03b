"""Relays: sound and pictures by a media server, which an upper app brings; browsers speak to it through us alone."""

from dataclasses import dataclass

RELAY = "relay"  # to whom a page of such a line says everything about its sound and pictures
PLACES = ("voice", "camera", "screen")
_made = {}


@dataclass(frozen=True)
class Relayed:
    """What a line that goes by a relay lets through now: whose microphones are closed, and who shows a screen."""

    silenced: frozenset = frozenset()
    presenter: str = ""


def relays_by(make):
    """Name what makes the relay of a process, from its switchboard."""
    _made["relay"] = make
    return make


def relay_for(calls):
    """The relay of a process."""
    return _made["relay"](calls)


def state_of(told):
    """What of somebody's is on, as their page says, or nothing when it says no such thing."""
    return {place: told.get(place) is True for place in PLACES} if isinstance(told, dict) else None
