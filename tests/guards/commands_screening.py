"""Rows of screening's commands, for the guard table of the commands."""

from boards.commands import boards
from discussions.commands import findings
from discussions.models import Finding
from tests.guards.commands import Command


def settle(name):
    """How what was found in a post of the world is decided on."""

    def settled(world, room, by):
        found = Finding.objects.select_related(*Finding.together).get(pk=world.ids["open"][name])
        return findings.settle_finding(found, "upheld", by=by)

    return settled


SCREENING = [
    Command(
        "boards.commands.boards.choose_screening",
        lambda _, room, by: boards.choose_screening(room.board, "hold", by=by),
        "chair moderator sponsor",
    ),
    Command(
        "discussions.commands.findings.settle_finding",
        settle("finding"),
        "chair moderator",
        unseen="sponsor advisor observer",
    ),
    Command("discussions.commands.findings.settle_finding", settle("noticed"), "chair moderator"),
]
