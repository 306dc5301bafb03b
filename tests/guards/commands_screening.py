"""Rows of screening's commands, for the guard table of the commands."""

from boards.commands import boards
from discussions.commands import findings
from discussions.models import Finding
from tests.guards.commands import Command


def settle(world, room, by):
    """Decide on what was found in the held post."""
    found = Finding.objects.select_related(*Finding.together).get(pk=world.ids["open"]["finding"])
    return findings.settle_finding(found, "upheld", by=by)


SCREENING = [
    Command(
        "boards.commands.boards.choose_screening",
        lambda _, room, by: boards.choose_screening(room.board, "hold", by=by),
        "chair moderator sponsor",
    ),
    Command(
        "discussions.commands.findings.settle_finding", settle, "chair moderator", unseen="sponsor advisor observer"
    ),
]
