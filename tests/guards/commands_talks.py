"""Rows of the commands of what is written in live sessions, for the guard table of the commands."""

from uuid import uuid4

from discussions.commands import talks
from tests.guards.commands import DESK
from tests.guards.commands_moderation import on_a_post
from tests.guards.commands_sessions import live
from tests.guards.giving import Command

HERE = "discussions.commands.talks"


def in_the_talk(world, room, by):
    """Ask the room how far it agrees."""
    question = room.asked(world.ids[room.board.slug]["talk"])
    return talks.ask_room(question, "Do you agree?", by=by, client_id=uuid4())


TALKS = [
    Command(f"{HERE}.open_talk", live(talks.open_talk, "chat"), DESK),
    Command(f"{HERE}.ask_room", in_the_talk, DESK),
    on_a_post(talks.stage_post, name="asked", on=True),
    on_a_post(talks.settle_post, name="asked", on=True),
]
