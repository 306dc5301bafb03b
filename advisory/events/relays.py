"""Relays: sound and pictures by a media server, which an upper app brings; browsers speak to it through us alone."""

from dataclasses import dataclass

RELAY = "relay"  # to whom a page of such a line says everything about its sound and pictures
PLACES = ("voice", "camera", "screen")
SENDS, LISTENS = ("a=sendrecv", "a=sendonly"), {"a=recvonly", "a=inactive"}
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


def publishes(told):
    """Whether a signal offers to send something: each part of a description (RFC 8866) that is not refused must say no.

    A part that says nothing sends (RFC 3264). Browsers heed what stands in a part itself and no default for all, so
    that counts for nothing here; and they take a line to end with "\\n", so nothing else ends one.
    """
    left = [told]
    while left:
        one = left.pop()
        if isinstance(one, dict) and not isinstance(one.get("sdp", ""), str):
            return True  # browsers make one text of whatever stands there
        if isinstance(one, dict | list):
            left += one.values() if isinstance(one, dict) else one
        elif isinstance(one, str) and any(map(_sends, f"\n{one}".split("\nm=")[1:])):
            return True
    return False


def _sends(part):
    media, *said = (line.removesuffix("\r") for line in part.split("\n"))
    if media.split()[1:2] == ["0"] and not any(line.startswith("a=bundle-only") for line in said):
        return False
    return any(line.startswith(SENDS) for line in said) or LISTENS.isdisjoint(said)
