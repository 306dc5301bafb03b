"""How a row of the command table is given, and who may."""

from collections.abc import Callable
from dataclasses import dataclass

from advisory.refusals import Absent, Denied, Refusal
from discussions.models import Post
from tests.guards.asking import undone
from tests.guards.rows import ON_POSTGRES
from tests.guards.world import MEMBERS, NAMES

ON_A_BOARD = (*MEMBERS, "ex-member", "other-board")
ON_AN_ACCOUNT = ("self", "somebody", "administrator")


@dataclass(frozen=True)
class Command:
    """One command: what it is called, how it is given, and who may."""

    name: str
    give: Callable  # (world, room, by)
    may: str
    unseen: str = ""  # to whom the thing is not even there
    on: str = "open"  # the state of the board on which it is asked
    actors: tuple = ON_A_BOARD

    def __str__(self):
        return f"{self.name} ({self.may or 'nobody'})"

    def refused(self):
        """Everybody who may not."""
        return [role for role in self.actors if role not in self.may.split()]

    def asked(self):
        """Everybody; on PostgreSQL one who may."""
        return (self.may.split() or self.actors)[:1] if ON_POSTGRES else self.actors

    def complaint(self, world, role):
        """How the answer to somebody differs from the table, or nothing."""
        with undone():
            try:
                self.give(world, world.rooms[self.on], self._by(world, role))
                got = "may"
            except Denied:
                got = "may not" if role not in self.unseen.split() else "sees it, but may not"
            except Absent:
                got = "may not"
            except Refusal as refusal:
                got = f"may, but for {refusal.code}"
            except Exception as trouble:
                got = f"falls over: {trouble!r}"
        expected = "may" if role in self.may.split() else "may not"
        right = got == expected or (expected == "may" and got.startswith("may, but"))
        return "" if right else f"{role} {got} {self.name}"

    def _by(self, world, role):
        if self.actors == ON_AN_ACCOUNT:
            person = world.people[{"self": "advisor", "somebody": "stranger"}.get(role, role)]
            return type(person).objects.get(pk=person.pk)
        room = world.rooms["lungs" if role == "other-board" else self.on]
        return room.marsh if role == "other-board" else getattr(room, NAMES[role])


def post(world, room, name="post"):
    """A post of the world, as it is now."""
    return Post.objects.select_related(*Post.together).get(pk=world.ids[room.board.slug][name])


def seat(name):
    """How a command on Prof. Solheim's seat is given."""
    return lambda world, room, by: name(room.solheim, by=by)


def on(command, **details):
    """How a command on the board itself is given."""
    return lambda world, room, by: command(room.board, by=by, **details)


def asked(command, *given, **details):
    """How a command on the first question is given."""
    return lambda world, room, by: command(room.question, *given, by=by, **details)


def of(command, *given, **details):
    """How a command on somebody's account is given: Dr Okonjo's."""
    return lambda world, room, by: command(world.people["advisor"], *given, by=by, **details)


def about(thing, command, **details):
    """How a command on a row of the world is given."""
    return lambda world, room, by: command(_again(world.things[thing]), by=by, **details)


def _again(row):
    return type(row).objects.get(pk=row.pk)


def account(name, give, may):
    """A command on somebody's account or what is theirs."""
    return Command(f"advisory.accounts.commands.{name}", give, may, actors=ON_AN_ACCOUNT)
