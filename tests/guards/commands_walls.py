"""Rows of the wall, of the switches and of a seat handed over, for the guard table of the commands."""

from unittest.mock import patch

from advisory.refusals import Conflict, Denied
from boards.commands import invitations, members, successions, walls
from boards.models import Board, Membership
from discussions.commands import restrictions, undoing
from tests.guards.commands import DESK, Command, on
from tests.guards.world import MEMBERS
from tests.make import soon


def walled(world, room, by):
    """Give the chair's seat to the sponsor, whom the wall keeps from names; only who sets the wall may."""
    walls.set_sight(room.weidmann, "blinded", by=room.marsh)
    heir = Membership.objects.get(pk=room.weidmann.pk)
    with patch.object(successions, "allow"):
        try:
            successions.hand_over(room.lindqvist, heir, by=by, after="leave")
        except Conflict as refusal:
            raise Denied from refusal


def blinded(switch, command):
    """A command where the board keeps names from the moderators, or from the chair."""

    def called(world, room, by):
        Board.objects.filter(pk=room.board.pk).update(**{switch: True})
        return command(world, room, by)

    return called


def seated(world, room, by):
    """Seat somebody who sees names."""
    return members.seat_member(room.board, world.people["stranger"], "sponsor", by=by)


def invited(world, room, by):
    """Invite somebody who is to see names."""
    return invitations.invite_person(room.board, "new@example.org", "sponsor", by=by)


def unbound(world, room, by):
    """Take back that Prof. Solheim may only read, where there are aliases."""
    act = restrictions.restrict_member(room.solheim, by=room.lindqvist, until=soon(days=1), reason="Twice promotional")
    Board.objects.filter(pk=room.board.pk).update(moderators_blinded=True)
    return undoing.undo_act(act, by=by)


WALLS = [
    Command("discussions.commands.undoing.undo_act", unbound, "chair"),
    Command(
        "boards.commands.members.seat_member",
        blinded("moderators_blinded", seated),
        "chair sponsor",
    ),
    Command(
        "boards.commands.members.move_member",
        blinded("moderators_blinded", lambda _, room, by: members.move_member(room.solheim, "sponsor", by=by)),
        "chair sponsor",
    ),
    Command(
        "boards.commands.invitations.invite_person",
        blinded("moderators_blinded", invited),
        "chair sponsor",
    ),
    Command(
        "boards.commands.successions.hand_over",
        blinded("chairs_blinded", lambda _, r, by: successions.hand_over(r.marsh, r.brandt, by=by, after="leave")),
        "moderator",
    ),
    Command("boards.commands.successions.hand_over", walled, DESK, actors=MEMBERS, on="draft"),
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
