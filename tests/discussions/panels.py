"""Consensus studies as tests need them: set up, frozen, and rated by a panel."""

from advisory.rights import SYSTEM
from boards.commands.members import seat_member
from boards.models import Membership
from discussions.commands.ratings import rate
from discussions.commands.rounds import close_round, open_round, publish_round
from discussions.commands.statements import add_statement
from discussions.commands.studies import create_study, freeze_study, seat_panel
from discussions.models import Round, Study
from tests.make import person, room

NINE = "Adeyemi Bauer Castro Dahl Eriksen Fofana Gupta Haddad Ito"


def panel_room(size=9, **policies):
    """The cast's board with a panel of its own: as many advisors as asked for, by surname."""
    made = room(policies)
    for surname in NINE.split()[:size]:
        made.seats[surname.lower()] = seat_member(made.board, person(f"Dr {surname}"), "advisor", by=SYSTEM)
    return made


def panel_of(made):
    """The panel's seats, as they are now, in the order of their names."""
    names = [name for name in NINE.lower().split() if name in made.seats]
    return [Membership.objects.select_related("board", "user").get(pk=made.seats[name].pk) for name in names]


def study_of(made, *texts, frozen=True, **protocol):
    """A study with statements and the whole panel, frozen unless asked otherwise."""
    study = create_study(made.board, by=made.lindqvist, title="Monitoring", **protocol)
    for text in texts or ("A trace before the first dose.", "A trace every week.", "One telephone number."):
        add_statement(study, text, by=made.lindqvist)
    seat_panel(study, panel_of(made), by=made.lindqvist)
    if frozen:
        freeze_study(study, by=made.lindqvist)
    return Study.objects.select_related("board").get(pk=study.pk)


def round_of(study, number):
    """One round as it is now."""
    return Round.objects.select_related("study__board").get(study=study, number=number)


def opened(study, number, *, by):
    """A round that the panel can rate."""
    open_round(round_of(study, number), by=by)
    return round_of(study, number)


def rated(round_, member, *values, **comments):
    """Give a member's ratings of the statements in order; None is outside their field, "" leaves one out."""
    numbers = round_.items.order_by("version__statement__number").values_list("version__statement__number", flat=True)
    given = {
        number: {"value": value or "outside", "comment": comments.get(f"c{number}", "")}
        for number, value in zip(numbers, values, strict=False)
        if value != ""
    }
    return rate(round_, given, by=member)


def published(round_, *, by):
    """The round closed and shown to the panel."""
    close_round(round_, by=by)
    publish_round(round_of(round_.study, round_.number), by=by)
    return round_of(round_.study, round_.number)
