"""Rows of the commands of consensus and polls, for the guard table of the commands."""

from uuid import uuid4

from boards.models import Membership
from discussions.commands import ballots, cases, polls, ratings, rounds, statements, studies, studies_out
from discussions.models import Panelist, Poll, Post, Rating, Round, Statement, Study
from tests.guards.commands import DESK, STAFF
from tests.guards.giving import Command, asked, on
from tests.make import soon

HERE = "discussions.commands"
READERS = "chair moderator sponsor advisor observer"


def study(command, *given, state="frozen", **details):
    """How a command on the board's study is given, in a state of its own."""

    def give(world, room, by):
        Study.objects.filter(board=room.board).update(state=state)
        return command(Study.objects.select_related("board").get(board=room.board), *given, by=by, **details)

    return give


def between(model, command, *given, state="draft", **details):
    """How a command on something of the study is given, while its round stands in a state."""

    def give(world, room, by):
        Round.objects.filter(study__board=room.board).update(state=state)
        where = {Round: "study__board", Statement: "study__board", Panelist: "study__board",
                 Rating: "item__round__study__board", Poll: "post__question__board"}[model]  # fmt: skip
        return command(model.objects.select_related(*model.together).filter(**{where: room.board})[0],
                       *given, by=by, **details)  # fmt: skip

    return give


def added(world, room, by):
    """Put another statement to the panel, between rounds."""
    Round.objects.filter(study__board=room.board).update(state="closed")
    return statements.add_statement(Study.objects.get(board=room.board), "More.", by=by)


def ended(world, room, by):
    """End the study before its round opens."""
    Round.objects.filter(study__board=room.board).update(state="published")
    return studies.end_study(Study.objects.select_related("board").get(board=room.board), by=by)


def seated(world, room, by):
    """Seat the panel that is seated already."""
    Study.objects.filter(board=room.board).update(state="draft")
    panel = [one.member for one in Panelist.objects.filter(study__board=room.board).select_related("member")]
    return studies.seat_panel(Study.objects.select_related("board").get(board=room.board), panel, by=by)


def opened(world, room, by):
    """Open a second round after the first."""
    Round.objects.filter(study__board=room.board).update(state="published")
    return rounds.open_round(Round.objects.create(study=Study.objects.get(board=room.board), number=2), by=by)


def moved(world, room, by):
    """Rate as a member of the panel who is no advisor any more."""
    Membership.objects.filter(pk=room.okonjo.pk).update(seat="observer")
    return ratings.rate(Round.objects.select_related(*Round.together).get(study__board=room.board), {1: {"value": 5}},
                        by=room.okonjo)  # fmt: skip


def dropped(world, room, by):
    """Rate after leaving the panel."""
    Panelist.objects.filter(study__board=room.board).update(dropped_at=soon())
    return ratings.rate(Round.objects.select_related(*Round.together).get(study__board=room.board), {1: {"value": 5}},
                        by=by)  # fmt: skip


def unseen(world, room, by):
    """Vote under a post that is held."""
    Post.objects.filter(poll__isnull=False, question__board=room.board).update(held_at=soon())
    poll = Poll.objects.select_related(*Poll.together).filter(post__question__board=room.board)[0]
    return ballots.cast_ballot(poll, [0], by=by, client_id=uuid4())


CONSENSUS = [
    Command(f"{HERE}.ratings.rate", moved, ""),
    Command(f"{HERE}.ratings.rate", dropped, ""),
    Command(f"{HERE}.ratings.rate", between(Round, ratings.rate, {9: {"value": 5}}, state="open"), ""),
    Command(f"{HERE}.ballots.cast_ballot", unseen, "", unseen="advisor"),
    Command(f"{HERE}.studies.create_study", on(studies.create_study, title="Dose"), STAFF),
    Command(f"{HERE}.studies.change_study", study(studies.change_study, state="draft", rule="iqr"), STAFF),
    Command(f"{HERE}.studies.seat_panel", seated, STAFF),
    Command(f"{HERE}.studies.group_panel", study(studies.group_panel, (), "Carers", state="draft"), STAFF),
    Command(f"{HERE}.studies.freeze_study", study(studies.freeze_study, state="draft"), STAFF),
    Command(f"{HERE}.studies.amend_study", study(studies.amend_study, "Asked for.", rule="iqr"), STAFF),
    Command(f"{HERE}.studies.drop_panelist", between(Panelist, studies.drop_panelist), STAFF),
    Command(f"{HERE}.studies.end_study", ended, STAFF),
    Command(f"{HERE}.studies_out._record", study(studies_out._record, "csv", stamp=None), STAFF),
    Command(f"{HERE}.statements.add_statement", added, STAFF),
    Command(f"{HERE}.statements.reword_statement", between(Statement, statements.reword_statement, "New.", "Asked."),
            STAFF),
    Command(f"{HERE}.statements.withdraw_statement", between(Statement, statements.withdraw_statement), STAFF),
    Command(f"{HERE}.rounds.plan_round", between(Round, rounds.plan_round, soon(days=1), soon(days=2)), STAFF),
    Command(f"{HERE}.rounds.open_round", opened, STAFF),
    Command(f"{HERE}.rounds.close_round", between(Round, rounds.close_round, state="open"), STAFF),
    Command(f"{HERE}.rounds.publish_round", between(Round, rounds.publish_round, state="closed"), STAFF),
    Command(f"{HERE}.ratings.rate", between(Round, ratings.rate, {1: {"value": 5}}, state="open"), "advisor"),
    Command(f"{HERE}.ratings.withhold_comment", between(Rating, ratings.withhold_comment, on=True), DESK),
    Command(f"{HERE}.cases.take_up", between(Rating, cases.take_up), DESK),
    Command(f"{HERE}.polls.ask_poll", asked(polls.ask_poll, "Which?", ("A", "B"), client_id=uuid4()), DESK),
    Command(f"{HERE}.polls.open_poll", between(Poll, polls.open_poll), DESK),
    Command(f"{HERE}.polls.close_poll", between(Poll, polls.close_poll), DESK),
    Command(f"{HERE}.polls.share_poll", between(Poll, polls.share_poll), DESK),
    Command(f"{HERE}.polls.change_options", between(Poll, polls.change_options, ("A", "B")), DESK),
    Command(f"{HERE}.ballots.cast_ballot", between(Poll, ballots.cast_ballot, [0], client_id=uuid4()), "advisor"),
]  # fmt: skip
