"""Rows of the wall, of the switches and of a seat handed over, for the guard table of the commands."""

from boards.commands import successions, walls
from tests.guards.commands import DESK, Command, on

WALLS = [
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
