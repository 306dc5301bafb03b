"""What is asked beside the discussion: polls, statements to vote on, a study in rounds; in each, two have voices.

Each is one line of the script, however much is done in it: every line is heard by everybody, which takes its time.
"""

from uuid import uuid5

from discussions.commands.ballots import cast_ballot
from discussions.commands.polls import ask_poll
from discussions.commands.propositions import (
    accept_proposition,
    propose,
    reject_proposition,
    take_stance,
    withdraw_proposition,
)
from discussions.commands.ratings import rate
from discussions.commands.rounds import close_round, open_round, publish_round
from discussions.commands.statements import add_statement
from discussions.commands.studies import create_study, freeze_study, seat_panel
from discussions.models import Poll, Proposition, Round
from tests.hidden.post import ORDINAL

POLLS = {"named": 1, "blinded": 2, "detached": 2}
VOTED, STUDY = 6, 1


def asked(world):
    """Polls, statements and a study; what is not open to their peers the second voice says otherwise in some worlds."""
    for mode in POLLS:
        world.act(f"poll {mode}", 57, _polled, world, mode)
    world.act("statement", 58, _put, world)
    world.act("study", 59, _studied, world)
    world.act("second round", 59, _rated, world, 2, {world.first: (9, 8), world.second: (1 + world.way.observed,)})


def kept(world):
    """One more statement waits for a moderator, and one was turned down."""
    world.act("waiting", 69, _waiting, world)


def _waiting(world):
    propose(world.asked(VOTED), "Mr Carver bled.", by=world.okonjo)
    reject_proposition(_fresh(propose(world.asked(VOTED), "Trust Dr Carver.", by=world.okonjo)), by=world.marsh)


def _polled(world, mode):
    ways = {"mode": mode, "hidden": mode != "detached", "client_id": uuid5(ORDINAL, mode), "by": world.lindqvist}
    poll = ask_poll(world.asked(POLLS[mode]), f"How often, {mode}?", ("Weekly", "Never"), **ways)
    for name in {"named": ("solheim",), "blinded": (world.second,)}.get(mode, (world.first, world.second)):
        pick = int(name == world.second and world.way.observed)
        found = Poll.objects.select_related(*Poll.together).get(pk=poll.pk)
        cast_ballot(found, [pick], by=getattr(world, name), client_id=uuid5(ORDINAL, f"{mode} {name == world.first}"))


def _put(world):
    said = propose(world.asked(VOTED), "A trace for all.", by=getattr(world, world.first))
    accept_proposition(_fresh(said), by=world.marsh)
    take_stance(_fresh(said), -1 if world.way.observed else 1, by=getattr(world, world.second))
    out = propose(world.asked(VOTED), "Weekly for all.", by=getattr(world, world.second))
    accept_proposition(_fresh(out), by=world.marsh)
    take_stance(_fresh(out), -1 if world.way.observed else 1, by=getattr(world, world.first))
    withdraw_proposition(_fresh(out), by=world.marsh)


def _studied(world):
    """A study whose first round is published; its panel is seated, and codes are drawn, by voice, as aliases are."""
    chair, panel = world.lindqvist, (world.first, world.second, "tanabe", "abernathy")
    study = create_study(chair.board, by=chair, title="Monitoring", split=True, leaves=False)
    for text in ("A trace first.", "A trace weekly."):
        add_statement(study, text, by=chair)
    seat_panel(study, [getattr(world, name) for name in panel], by=chair)
    freeze_study(study, by=chair)
    _rated(world, 1, {world.first: (9, 8), world.second: (2, 7), "tanabe": (5, 5)})
    close_round(_found(1), by=chair)
    publish_round(_found(1), by=chair)


def _rated(world, number, given):
    """In the second round the first voice has rated, the second not all of it."""
    open_round(_found(number), by=world.lindqvist)
    for place, (name, values) in enumerate(given.items()):
        said = {at: {"value": value, "comment": f"Rated so by {place}"} for at, value in enumerate(values, start=1)}
        rate(_found(number), said, by=getattr(world, name))


def _found(number):
    return Round.objects.select_related("study__board").get(study__number=STUDY, number=number)


def _fresh(one):
    return Proposition.objects.select_related(*Proposition.together).get(pk=one.pk)
