"""Rows of the back room's commands, for the guard table of the commands."""

from uuid import uuid4

from discussions.commands import notes
from discussions.models import Note
from tests.guards.commands import Command, post

HERE = "chair moderator sponsor observer"


def beside(name):
    """How a note is written beside a post of the world."""
    return lambda world, room, by: notes.write_note(post(world, room, name), "So.", by=by, client_id=uuid4())


def jotting(command, *given, **details):
    """How a command on the sponsor's own note is given."""
    return lambda world, room, by: command(
        Note.objects.drawn().get(pk=world.ids["open"]["jotting"]["sponsor"]), *given, by=by, **details
    )


BACKROOM = [
    Command(
        "discussions.commands.notes.write_note",
        lambda _, room, by: notes.write_note(room.board, "So.", by=by, client_id=uuid4()),
        HERE,
    ),
    Command("discussions.commands.notes.write_note", beside("post"), HERE),
    Command("discussions.commands.notes.write_note", beside("held"), "chair moderator", unseen="sponsor observer"),
    Command("discussions.commands.notes.write_note", beside("secret"), "chair moderator"),
    Command("discussions.commands.notes.edit_note", jotting(notes.edit_note, "So.", version=1), "sponsor"),
    Command("discussions.commands.notes.remove_note", jotting(notes.remove_note), "sponsor"),
]
