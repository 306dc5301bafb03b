"""Leaks that are put into the product on purpose, one at a time: what each would tell, and where to look for it."""

from dataclasses import dataclass
from functools import wraps

import pytest

from tests.hidden.browsing import readable
from tests.hidden.post import letters, repeated
from tests.hidden.reading import listen
from tests.hidden.still import forget, undone
from tests.hidden.worlds import Way

PLAIN, SWAPPED, KEPT = Way(), Way(swapped=True), Way(kept=True)
OBSERVED, LATE = Way(observed=True), Way(late=True)
JOINED = "who joined first"
LATER = 5000
LEAKS = []
Q1, Q2, Q3, Q5, API = *(f"/boards/heart/questions/{number}/" for number in (1, 2, 3, 5)), "/api/v1/boards/heart"


@dataclass(frozen=True)
class Leak:
    """One leak: its name, the twin that must show it, where it is seen, and how it is put in."""

    name: str
    way: Way
    look: object
    put: object

    def seen(self, world, *, put=True):
        """What is seen with the leak in place, or without; nothing of it stays."""
        with undone(), pytest.MonkeyPatch.context() as patch:
            if put:
                self.put(patch)
            forget()
            world.still.at("looking", minutes=LATER)
            told = list(self.look(world))
        forget()
        return told


def leak(name, way, look):
    """Name a function that puts a leak in, with the twin and the look that must show it."""
    return lambda put: LEAKS.append(Leak(name, way, look, put)) or put


def page(viewer, path):
    """What one viewer's browser gets at one address."""
    return lambda world: readable(world.browsers[viewer].glance(path))


def line(viewer, *streams):
    """What a fresh socket of one viewer is told from the beginning."""
    return lambda world: listen(world, viewer, streams)


def whisper(viewer, name, kind, number):
    """What one viewer's open socket hears when somebody with a socket is there, or types."""

    def look(world):
        who, told = name(world) if callable(name) else name, world.lines[viewer].told
        before = len(told)
        if who in world.lines:
            world.whisper(f"{who} {kind} again", LATER, who, kind, number)
        return told[before:]

    return look


def letter(viewer):
    """The letters that one viewer gets when the postman goes round once more."""

    def look(world):
        repeated(world.still)
        return [text for who, texts in letters(world.still).items() if f"{viewer}@" in who for text in texts]

    return look


def prying(viewer, label, method, rest):
    """What one viewer is answered who asks for a post by its id."""

    def look(world):
        key = world.posts[label].pk if label in world.posts else world.known[label]
        path = f"/boards/heart/posts/{key}/{rest}"
        return readable(
            world.browsers[viewer].glance(path, method=method, **({"form": {}} if method == "POST" else {}))
        )

    return look


def around(patch, owner, name, change):
    """Let a function's answer be changed: `change(answer, *what it was asked)` gives another."""
    before = getattr(owner, name)

    @wraps(before)
    def leaking(*given, **named):
        return change(before(*given, **named), *given)

    patch.setattr(owner, name, leaking)
