"""What people hear about: every app adds its own notices at start, and says who hears one and what it says now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

NOTICES = {}
AT_ONCE, DAILY, OFF = "at_once", "daily", "off"
SUBJECT, EVENT = "subject", "event"


@dataclass(frozen=True)
class Heard:
    """Somebody who hears of something: a person, or with no `user_id` the guest whom `tells` gives an address."""

    user_id: Any = None


GUEST = Heard()


@dataclass(frozen=True)
class Due:
    """Something that the clock alone brings up: once for each person, subject and `key`.

    Without a key it is what `hears` would have told of the subject: whoever heard of it is not told again.
    """

    user_id: Any
    log_id: Any
    subject_type: str
    subject_id: Any
    key: str = ""

    @property
    def once(self):
        """The key under which one person is told once."""
        return f"{self.subject_id}/{self.key}" if self.key else str(self.subject_id)


@dataclass(frozen=True)
class Attached:
    """A file that a letter brings along."""

    name: str
    content: bytes
    mime: str


@dataclass(frozen=True)
class Told:
    """What a notice says to one hearer now: `text` on the page, `quiet` in a letter that may not quote."""

    text: str
    url: str
    quiet: str = ""
    quote: bool = False  # whether a letter may say `text` and `excerpt`
    excerpt: str = ""
    where: str = ""  # the board, on the page and in letters that may quote
    at: datetime | None = None
    day: bool = False  # the day alone may be told
    done: bool = False  # read or answered meanwhile: nothing is left to say
    address: str = ""  # a guest's
    name: str = ""
    context: Mapping = field(default_factory=dict)  # for a letter of its own
    attached: tuple = ()  # files that a letter brings along; where nothing may be quoted they name nothing either


@dataclass(frozen=True)
class Notice:
    """One thing that people may hear about.

    `hears(event, thing)` gives `Heard`s when one of the kinds in `on` was recorded, `due(now)` gives `Due`s by the
    clock. `tells(person, pairs)` takes rows with their things and gives {row.pk: Told}, as that person (None for a
    guest) may know them now; who may not know of it any more is left out. `fades` names kinds after which the rows
    about their subject are asked anew, `settles` those after which the actor's own are; kinds that move rights ask all.
    """

    name: str
    label: str
    tells: Callable
    on: tuple = ()
    hears: Callable | None = None
    due: Callable | None = None
    once: str = SUBJECT  # one notice for each subject and hearer, or one for each event
    hint: str = ""
    icon: str = "bell"
    email: str = AT_ONCE  # unless the person wishes otherwise
    always: bool = False  # cannot be turned off, and is not in the list of wishes
    letter: str = ""  # a letter of its own under templates/letters; else it may share one with others
    fades: tuple = ()
    settles: tuple = ()


def notices(*lines):
    """Add an app's notices."""
    for line in lines:
        if line.name in NOTICES:
            raise ValueError(f"the notice {line.name} stands twice")
        NOTICES[line.name] = line


def wished():
    """The notices about which a person may wish, in the order in which they are listed."""
    return [line for line in NOTICES.values() if not line.always]


def heard_on(kind):
    """The notices that a kind of event brings up."""
    return [line for line in NOTICES.values() if kind in line.on]
