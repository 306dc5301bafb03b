"""The command table, continued: what moderators do to posts and members, and what members tell them."""

from uuid import uuid4

from discussions.commands import (
    clarifications,
    flags,
    insights,
    locks,
    moderation,
    moves,
    pins,
    redactions,
    removals,
    restrictions,
    undoing,
)
from discussions.models import Post
from tests.guards.commands import DESK, STAFF, WRITERS
from tests.guards.giving import Command, about, post
from tests.make import soon


def on_a_post(command, *given, name="post", **details):
    """A command of the desk on a post of the world."""
    called = f"{command.__module__}.{command.__name__}"
    return Command(called, lambda world, room, by: command(post(world, room, name), *given, by=by, **details), DESK)


def of_the_team(command, **details):
    """A command of the team on a post of the world."""
    called = f"{command.__module__}.{command.__name__}"
    return Command(called, lambda world, room, by: command(post(world, room), by=by, **details), STAFF)


def of_solheim(command, **details):
    """A command of the desk on Prof. Solheim's seat."""
    called = f"{command.__module__}.{command.__name__}"
    return Command(called, lambda world, room, by: command(room.solheim, by=by, **details), DESK)


def on_their_own(world, room, by):
    """Flag what one said oneself."""
    own = Post.objects.select_related(*Post.together).filter(author=by).first()
    return flags.flag_post(own or post(world, room), by=by, reason="tone")


MODERATION = [
    Command(
        "discussions.commands.flags.flag_post",
        lambda world, room, by: flags.flag_post(post(world, room), by=by, reason="tone"),
        WRITERS + " observer",
    ),
    Command(
        "discussions.commands.flags.flag_post",
        lambda world, room, by: flags.flag_post(post(world, room, "held"), by=by, reason="tone"),
        DESK,
        unseen="sponsor advisor observer",
    ),
    Command("discussions.commands.flags.flag_post", on_their_own, "observer"),  # who has said nothing
    Command("discussions.commands.flags.answer_flag", about("flag", flags.answer_flag, answer="Thank you"), DESK),
    Command("discussions.commands.undoing.undo_act", about("act", undoing.undo_act), DESK),
    on_a_post(moderation.ask_for_edit, "Take the name out", name="held"),
    on_a_post(pins.pin_post),
    on_a_post(pins.unpin_post),
    on_a_post(insights.mark_insight, note="It costs time"),
    on_a_post(insights.unmark_insight),
    on_a_post(locks.lock_thread),
    on_a_post(locks.unlock_thread),
    on_a_post(moves.split_post),
    Command(
        "discussions.commands.moves.move_post",
        lambda world, room, by: moves.move_post(post(world, room), room.asked(2), by=by),
        DESK,
    ),
    on_a_post(redactions.redact_post, "everyone", reason="A name"),
    on_a_post(removals.strike_post, reason="Promotional"),
    on_a_post(removals.restore_post),
    of_the_team(clarifications.ask_to_clarify, body="When?", client_id=uuid4()),
    of_the_team(clarifications.settle_clarification),
    of_solheim(restrictions.restrict_member, until=soon(days=1), reason="Twice promotional"),
    of_solheim(restrictions.free_member),
]
