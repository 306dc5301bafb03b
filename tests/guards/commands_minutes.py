"""Rows of the commands of minutes, for the guard table of the commands."""

from uuid import uuid4

from django.utils import timezone

from boards.models import Session
from discussions.commands import minutes, suggestions
from discussions.models import Minutes, MinutesPart, Suggestion
from tests.guards.commands import DESK, STAFF
from tests.guards.giving import Command

READERS = STAFF + " advisor"
MODELS = {"past": Session, "part": MinutesPart, "suggestion": Suggestion}


def of(name, command, *given, **details):
    """How a command on something of the session that is over is given."""

    def give(world, room, by):
        together = getattr(MODELS[name], "together", ())
        found = MODELS[name].objects.select_related(*together).get(pk=world.ids[room.board.slug][name])
        return command(found, *given, by=by, **details)

    return give


def of_all(command, *given):
    """How a command on its minutes is given."""

    def give(world, room, by):
        found = Minutes.objects.select_related(*Minutes.together).get(session=world.ids[room.board.slug]["past"])
        return command(found, *given, by=by)

    return give


def wish(part, *, by):
    """Suggest something."""
    return suggestions.suggest_change(part, by=by, client_id=uuid4(), words="Three days")


def behind_the_wall(world, room, by):
    """Suggest something from behind the wall, where the minutes are not even there."""
    room.board.seats.filter(pk=room.weidmann.pk).update(sight="blinded")
    return of("part", wish)(world, room, room.weidmann if by == room.weidmann else by)


SIGNED = minutes.Approval("Nobody", 1, timezone.now())
MINUTES = [
    Command("discussions.commands.minutes.compile_minutes", of("past", minutes.compile_minutes), DESK),
    Command("discussions.commands.minutes.change_part", of("part", minutes.change_part, "Notes", "So."), DESK),
    Command("discussions.commands.minutes.remove_part", of("part", minutes.remove_part), DESK),
    Command("discussions.commands.minutes.add_part", of_all(minutes.add_part, "More", "So."), DESK),
    Command("discussions.commands.minutes.send_minutes", of_all(minutes.send_minutes), DESK),
    Command("discussions.commands.minutes.approve_minutes", of_all(minutes.approve_minutes, SIGNED), "chair"),
    Command("discussions.commands.minutes.take_minutes", of_all(minutes.take_minutes, "pdf"), READERS + " observer"),
    Command("discussions.commands.suggestions.suggest_change", of("part", wish), READERS),
    Command("discussions.commands.suggestions.suggest_change", behind_the_wall, "chair moderator advisor",
            unseen="sponsor"),
    Command("discussions.commands.suggestions.take_suggestion", of("suggestion", suggestions.take_suggestion), DESK),
    Command("discussions.commands.suggestions.decline_suggestion",
            of("suggestion", suggestions.decline_suggestion, "One was said"), DESK),
]  # fmt: skip
