"""Who may do what with consensus studies, and what of them a member may read now."""

from advisory.rights import SYSTEM, grant
from boards.models import Role
from discussions.models import Rating, Round, Study

C, M, A, S, O = Role.CHAIR, Role.MODERATOR, Role.ADVISOR, Role.SPONSOR, Role.OBSERVER  # noqa: E741
SYS = SYSTEM.role


def _raw(member, thing):
    """Whoever reads the approved report alone neither sets a study up nor reads it."""
    return member.reads_raw


def sees_study(member, study):
    """Staff see a study from its beginning, everybody else once its first round has opened."""
    if not member.reads_raw:
        return False
    return member.is_staff_seat or study.rounds.exclude(state=Round.State.DRAFT).exists()


def sees_results(member, round_):
    """Staff read a round's results once it has closed, everybody else once it is published.

    A panel member who has rated nothing yet meets no results: nobody sees the group before their own first rating.
    Without rounds, whoever has rated a statement sees how the panel rates it (asked of each item by `sees_item`).
    """
    if not member.reads_raw:
        return False
    if member.is_staff_seat:
        return round_.state in (Round.State.CLOSED, Round.State.PUBLISHED)
    return round_.state == Round.State.PUBLISHED and (
        round_.study.state == Study.State.ENDED or _has_rated(member, round_.study)
    )


def sees_item(member, item):
    """Whether a member may know how the panel rates one statement now."""
    round_ = item.round
    if sees_results(member, round_):
        on_panel = round_.study.state != Study.State.ENDED and _on_panel(member, round_.study)
        return not on_panel or _own(member, item.version.statement).exists()
    return round_.study.roundless and round_.state == Round.State.OPEN and _own(member, item.version.statement).exists()


def _on_panel(member, study):
    return study.panel.filter(member=member).exists()


def _has_rated(member, study):
    return (
        not _on_panel(member, study)
        or Rating.objects.filter(panelist__member=member, item__round__study=study).exists()
    )


def _own(member, statement):
    return Rating.objects.filter(panelist__member=member, item__version__statement=statement)


grant({
    "study.run":  ({C, M, S}, _raw, "Set a consensus study up: statements, panel, protocol; publish its rounds"),
    "round.run":  ({C, M, S, SYS}, None, "Open and close a round of rating"),
    "study.see":  ({C, M, S, A, O}, sees_study, "See a consensus study"),
    "rating.give": ({A}, None, "Rate the statements of a round, as a member of its panel"),
    "results.see": ({C, M, S, A, O}, sees_results, "See what a panel rated in a round"),
    "comment.withhold": ({C, M}, None, "Keep a comment on a statement back from the panel"),
    "study.take": ({C, M, S}, lambda member, study: member.exports, "Take ratings and results out as a file"),
})  # fmt: skip
