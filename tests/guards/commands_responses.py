"""Rows of the command table: questions with a form."""

from uuid import uuid4

from discussions.commands import designs, responses
from tests.guards.commands import STAFF
from tests.guards.giving import Command

OTHERS = {"options": ["Always", "Never"]}


def answer(world, room, by):
    """Answer the fourth question."""
    return responses.give_response(room.asked(4), by=by, value={"chosen": ["o1"]}, client_id=uuid4())


def redesign(world, room, by):
    """Change its options."""
    return designs.redesign_question(room.asked(4), OTHERS, by=by)


def beneath(world, room, by):
    """Change them under the lock."""
    return designs.redesign(room.asked(4), OTHERS, by=by)


ANSWERING = [
    Command("discussions.commands.responses.give_response", answer, "advisor"),
    Command("discussions.commands.designs.redesign_question", redesign, STAFF),
    Command("discussions.commands.designs.redesign", beneath, STAFF),
]
