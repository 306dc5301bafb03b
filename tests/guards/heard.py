"""What a notice tells some of a board's members, and nobody else of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from advisory.notifications.notices import NOTICES
from boards.models import Session
from discussions.models import Minutes, Note, Round, Suggestion
from resources.models import Document, Version
from tests.guards.asking import undone
from tests.guards.world import MEMBERS, NAMES


@dataclass(frozen=True)
class Heard:
    """A notice about something on the open board, and who of its members hears of it."""

    notice: str
    thing: Callable  # (world)
    to: str
    by_clock: bool = False
    address = "notifications/"

    def __str__(self):
        return f"the notice {self.notice}" + (" by the clock" if self.by_clock else "")

    def refused(self):
        """Every member who does not hear of it."""
        return [role for role in MEMBERS if role not in self.to.split()]

    def complaint(self, world, role):
        """How what somebody hears differs from what is said here, or nothing."""
        person = getattr(world.rooms["open"], NAMES[role]).user
        with undone():
            heard = self._heard(NOTICES[self.notice], person, self.thing(world))
        return "" if heard == (role in self.to.split()) else f"{role}: {self} is {'' if heard else 'not '}told"

    def _heard(self, notice, person, thing):
        if self.by_clock:
            return any(due.user_id == person.pk for due in notice.due(timezone.now()))
        return bool(notice.tells(person, [(SimpleNamespace(pk=1, key=""), thing)]))


def _again(model, name, **as_it_is):
    """A thing of the open board, some of it as a notice needs it."""

    def found(world):
        known = world.ids["open"][name]
        rows = model.objects.filter(**({"document": known} if model is Version else {"pk": known}))
        rows.update(**as_it_is)
        return rows.select_related(*getattr(model, "together", ())).get()

    return found


def _unpublished(world):
    return Round.objects.select_related(*Round.together).get(study__board=world.rooms["open"].board)


def _minutes(world):
    return Minutes.objects.select_related(*Minutes.together).get(session=world.ids["open"]["past"])


def _meeting_behind_the_wall(world):
    """A live session of a board whose sponsor reads no names."""
    made = world.rooms["open"]
    made.board.seats.filter(pk=made.weidmann.pk).update(sight="blinded")
    return Session.objects.select_related("board").get(pk=world.ids["open"]["live"])


TEAM = "chair moderator sponsor"
SOON = {"valid_until": timezone.now().date() + timedelta(days=5)}
HEARD = [
    Heard("reviewed", _again(Version, "sent", state="approved"), TEAM),
    Heard("expiring", _again(Document, "page", **SOON), TEAM),
    Heard("expiring", _again(Document, "page", **SOON), TEAM, by_clock=True),
    Heard("noted", _again(Note, "memo"), TEAM + " observer"),
    Heard("published", _unpublished, ""),
    Heard("minutes", _minutes, TEAM + " advisor observer"),
    Heard("session", _meeting_behind_the_wall, "chair moderator advisor observer"),
    Heard("suggested", _again(Suggestion, "suggestion"), "chair moderator"),
]
