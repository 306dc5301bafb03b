"""Rows of the wall, of the switches and of a seat handed over, for the guard table of the commands."""

from unittest.mock import patch

from advisory.refusals import Conflict, Denied
from boards.commands import successions, walls
from boards.models import Membership
from tests.guards.commands import DESK, Command, on
from tests.guards.world import MEMBERS


def walled(world, room, by):
    """Give the chair's seat to the sponsor, whom the wall keeps from names; only who sets the wall may."""
    walls.set_sight(room.weidmann, "blinded", by=room.marsh)
    heir = Membership.objects.get(pk=room.weidmann.pk)
    with patch.object(successions, "allow"):
        try:
            successions.hand_over(room.lindqvist, heir, by=by, after="leave")
        except Conflict as refusal:
            raise Denied from refusal


WALLS = [
    Command("boards.commands.successions.hand_over", walled, DESK, actors=MEMBERS),
    Command("boards.commands.walls.set_wall", on(walls.set_wall, sight="report"), DESK),
    Command(
        "boards.commands.walls.set_sight", lambda _, room, by: walls.set_sight(room.weidmann, "blinded", by=by), DESK
    ),
    Command(
        "boards.commands.walls.switch_board",
        on(walls.switch_board, switches={"moderators_blinded": True}),
        "chair sponsor",
    ),
    Command("boards.commands.walls.switch_board", on(walls.switch_board, switches={"chairs_blinded": True}), "sponsor"),
    Command(
        "boards.commands.successions.hand_over",
        lambda _, room, by: successions.hand_over(room.marsh, room.brandt, by=by, after="leave"),
        DESK,
    ),
    Command(
        "boards.commands.successions.hand_over",
        lambda _, room, by: successions.hand_over(room.lindqvist, room.weidmann, by=by, after="observer"),
        "chair",
    ),
    Command(
        "boards.commands.successions.hand_over",
        lambda _, room, by: successions.hand_over(room.solheim, room.brandt, by=by, after="observer"),
        "",
    ),
]
