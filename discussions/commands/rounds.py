"""Rounds of a consensus study open, have more time, close, and are published to the panel."""

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from advisory.search.filing import index_all
from boards.commands.stamps import require_current
from boards.models import Board
from discussions.commands.questions import require_alive
from discussions.commands.studies import prepare_next, require_under_way
from discussions.consensus.verdicts import over, settled
from discussions.models import Item, Round, Statement


@transaction.atomic
def plan_round(round_, opens_at, closes_at, *, by, stamp=None):
    """Say when a round opens and closes, or give an open one more time."""
    by, round_ = lock(round_.study.board, by, round_)
    require_current(by, stamp)
    allow(by, "study.run", round_.study.board)
    require_alive(round_.study.board)
    if round_.state not in (Round.State.DRAFT, Round.State.OPEN):
        raise Conflict("closed", f"Round {round_.number} has closed.")
    if closes_at and closes_at <= max(timezone.now(), opens_at or timezone.now()):
        raise Invalid(fields={"closes": "Choose a time to come, later than the opening."})
    if round_.state == Round.State.DRAFT:
        round_.opens_at = opens_at
    round_.closes_at = closes_at
    round_.save(update_fields=["opens_at", "closes_at"])
    if round_.state == Round.State.OPEN:
        record("round.extended", round_, by=by, study=round_.study.number, number=round_.number)


@transaction.atomic
def open_round(round_, *, by, stamp=None):
    """Put every statement that still stands to the panel, in the wording of now."""
    by, round_ = lock(round_.study.board, by, round_)
    require_current(by, stamp)
    study = round_.study
    allow(by, "round.run", study.board)
    require_under_way(study)
    if round_.state != Round.State.DRAFT or study.board.state != Board.State.OPEN:
        raise Conflict("closed", f"Round {round_.number} cannot open now.")
    standing = Statement.objects.filter(study=study, withdrawn_at=None).select_related(*Statement.together)
    standing = [one for one in standing if not (study.leaves and one.settled_in)]
    if not standing:
        raise Conflict("nothing_left", "Every statement has reached consensus or was withdrawn. End the study.")
    _require_planned(round_)
    Item.objects.bulk_create(Item(round=round_, version_id=one.current_id) for one in standing)
    round_.state, round_.opened_at = Round.State.OPEN, timezone.now()
    round_.invited = study.panel.filter(dropped_at=None, member__left_at=None).count()
    round_.save(update_fields=["state", "opened_at", "invited"])
    index_all(standing)
    record("round.opened", round_, by=by, study=study.number, number=round_.number, statements=len(standing))


@transaction.atomic
def close_round(round_, *, by, stamp=None):
    """End the rating: the row decides, not the clock; nobody but staff sees results before they are published."""
    by, round_ = lock(round_.study.board, by, round_)
    require_current(by, stamp)
    allow(by, "round.run", round_.study.board)
    if round_.state != Round.State.OPEN:
        raise Conflict("closed", f"Round {round_.number} is not open.")
    round_.state, round_.closed_at = Round.State.CLOSED, timezone.now()
    round_.save(update_fields=["state", "closed_at"])
    record("round.closed", round_, by=by, study=round_.study.number, number=round_.number)


@transaction.atomic
def publish_round(round_, *, by, stamp=None):
    """Show the panel what it said, note which statements have reached consensus, and prepare the next round."""
    by, round_ = lock(round_.study.board, by, round_)
    require_current(by, stamp)
    study = round_.study
    allow(by, "study.run", study.board)
    require_under_way(study)
    if round_.state != Round.State.CLOSED:
        raise Conflict("closed", f"Round {round_.number} is not closed, or is published already.")
    agreed = _settle(round_)
    round_.state, round_.published_at = Round.State.PUBLISHED, timezone.now()
    round_.save(update_fields=["state", "published_at"])
    record("round.published", round_, by=by, study=study.number, number=round_.number, settled=agreed)
    prepare_next(study)


def _settle(round_):
    """Note which statements have reached consensus, and which lost it; how many reached it in this round."""
    found = settled(round_)
    agreed = [key for key, reached in found.items() if reached]
    Statement.objects.filter(pk__in=agreed, settled_in=None).update(settled_in=round_.number)
    Statement.objects.filter(pk__in=found.keys() - set(agreed)).update(settled_in=None)
    return len(agreed)


def _require_planned(round_):
    """Refuse a round that the protocol, as it was amended meanwhile, does not hold any more."""
    before = Round.objects.select_related("study").filter(study=round_.study, number=round_.number - 1).first()
    if before and over(round_.study, before):
        raise Conflict("over", "The protocol holds no further round. End the study, or amend the protocol.")
