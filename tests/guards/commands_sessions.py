"""Rows of the commands of live sessions, for the guard table of the commands."""

from boards.commands import agenda, sessions
from boards.models import AgendaItem, Session
from tests.guards.commands import DESK
from tests.guards.giving import Command, on
from tests.make import soon

HERE = "boards.commands"


def session(command, *given, **details):
    """How a command on the board's live session is given."""

    def give(world, room, by):
        found = Session.objects.select_related("board").get(pk=world.ids[room.board.slug]["meeting"])
        return command(found, *given, by=by, **details)

    return give


def point(command, *given, **details):
    """How a command on the first point of its agenda is given."""

    def give(world, room, by):
        found = AgendaItem.objects.select_related(*AgendaItem.together).get(pk=world.ids[room.board.slug]["point"])
        return command(found, *given, by=by, **details)

    return give


SESSIONS = [
    Command(f"{HERE}.sessions.schedule_session",
            on(sessions.schedule_session, title="We meet", starts_at=soon(days=1)), DESK),
    Command(f"{HERE}.sessions.change_session", session(sessions.change_session, minutes=30), DESK),
    Command(f"{HERE}.sessions.cancel_session", session(sessions.cancel_session), DESK),
    Command(f"{HERE}.agenda.add_item", session(agenda.add_item, "More"), DESK),
    Command(f"{HERE}.agenda.change_item", point(agenda.change_item, minutes=5), DESK),
    Command(f"{HERE}.agenda.remove_item", point(agenda.remove_item), DESK),
    Command(f"{HERE}.agenda.move_item", point(agenda.move_item, 1), DESK),
]  # fmt: skip
