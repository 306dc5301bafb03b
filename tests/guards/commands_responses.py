"""Rows of the command table: questions with a form."""

from types import SimpleNamespace
from uuid import uuid4

from discussions.commands import designs, propositions, responses, statement_imports
from discussions.models import Proposition
from tests.guards.commands import DESK, STAFF
from tests.guards.giving import Command

HERE = "discussions.commands.propositions"
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


def voted(command, *given, number=None):
    """How a command on a statement of the fifth question is given: the first, or the one that waits."""

    def give(world, room, by):
        found = Proposition.objects.select_related(*Proposition.together).filter(question__board=room.board)
        return command(found.get(number=number), *given, by=by)

    return give


def imported(world, room, by):
    """Bring in a conversation without anything in it."""
    nothing = SimpleNamespace(bad=(), posts=(), removed=(), stances={})
    return statement_imports.import_statements(nothing, slug=room.board.slug, by=by)


def proposed(world, room, by):
    """Propose a statement on the fifth question."""
    return propositions.propose(room.asked(5), "Monthly.", by=by)


ANSWERING = [
    Command("discussions.commands.responses.give_response", answer, "advisor"),
    Command("discussions.commands.designs.redesign_question", redesign, STAFF),
    Command("discussions.commands.designs.redesign", beneath, STAFF),
    Command("discussions.commands.statement_imports.import_statements", imported, ""),
    Command(f"{HERE}.propose", proposed, f"{DESK} advisor"),
    Command(f"{HERE}.accept_proposition", voted(propositions.accept_proposition), DESK),
    Command(f"{HERE}.reject_proposition", voted(propositions.reject_proposition), DESK),
    Command(f"{HERE}.withdraw_proposition", voted(propositions.withdraw_proposition, number=1), DESK),
    Command(f"{HERE}.take_stance", voted(propositions.take_stance, 1, number=1), "advisor"),
]
