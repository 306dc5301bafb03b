"""A safety case is passed on and settled, its reporter named to whoever answers for safety, and taken out."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from advisory.text import checked
from boards.commands.stamps import require_current
from discussions.commands.acts import log_act
from discussions.commands.opening import resume_case, settle_case
from discussions.models import Case, HandOver, Unmasking
from discussions.permissions import knows_reporter

TWICE = timedelta(minutes=1)
SETTLED = "This case is settled. Open it again before you change it."


@transaction.atomic
def hand_over_case(case, details, *, by, stamp=None):
    """Note to whom a case was passed on, when and how; with their number at once it is closed."""
    by, case = lock(case.board, by, case)
    require_current(by, stamp)
    allow(by, "case.assess", case)
    if not case.is_unsettled:
        raise Conflict("settled", SETTLED)
    passed = HandOver(
        case=case, by=by, to=checked(details.get("to"), "to", longest=160), how=HandOver.How(details["how"]),
        at=_passed_at(case, details.get("at")), note=_short(details.get("note"), "note", 400),
    )  # fmt: skip
    if not _noted(passed, details.get("at")):
        passed.save(force_insert=True)
        case.state = Case.State.HANDED_OVER
        case.save(update_fields=["state"])
        record("case.handed-over", case, by=by, how=str(passed.how), passed_at=passed.at.isoformat())
    if details.get("receipt", "").strip():
        _receive(case, details["receipt"], by)


@transaction.atomic
def note_receipt(case, number, *, by, stamp=None):
    """Note the number under which a case is kept where it was passed on to; that closes it."""
    by, case = lock(case.board, by, case)
    require_current(by, stamp)
    allow(by, "case.assess", case)
    if case.handovers.filter(receipt=number.strip()).exclude(receipt="").exists():
        return
    if case.state != Case.State.HANDED_OVER:
        raise Conflict("not_handed_over", "Note the hand-over first; their number follows it.")
    _receive(case, number, by)


@transaction.atomic
def dismiss_case(case, reason, *, by, stamp=None):
    """Say that a case is not an adverse event, and why."""
    by, case = lock(case.board, by, case)
    require_current(by, stamp)
    allow(by, "case.assess", case)
    if not case.is_open:
        raise Conflict("settled", "This case was handed over or settled already.")
    case.dismissal = checked(reason, "dismissal", longest=400)
    settle_case(case, Case.State.NO_EVENT, by)
    record("case.dismissed", case, by=by)
    return _log("case_ended", case, by, case.dismissal)


@transaction.atomic
def reopen_case(case, *, by, stamp=None):
    """Open again what was taken for no event; its clock never stopped."""
    by, case = lock(case.board, by, case)
    require_current(by, stamp)
    allow(by, "case.assess", case)
    if case.state != Case.State.NO_EVENT:
        raise Conflict("settled", "Only a case that was taken for no event can be opened again.")
    _require_alone(case)
    resume_case(case, by=by)
    _log("case_resumed", case, by)


def resume_ended(act, by):
    """Open again the case that an act took for no event."""
    case = Case.objects.select_related(*Case.together).get(pk=act.facts["case"])
    if case.state != Case.State.NO_EVENT:
        raise Conflict("settled", f"{case.reference} was opened again already.")
    _require_alone(case)
    resume_case(case, by=by)


@transaction.atomic
def unmask_reporter(case, reason, *, by, stamp=None):
    """Name a blinded reporter to one person who answers for safety, and to nobody else."""
    by, case = lock(case.board, by, case)
    require_current(by, stamp)
    allow(by, "case.unmask", case)
    if knows_reporter(by, case):
        return
    Unmasking.objects.create(case=case, by=by, reason=checked(reason, "unmasking", longest=400))
    record("case.unmasked", case, by=by)


@transaction.atomic
def export_case(case, *, by, stamp=None):
    """Note that somebody takes a case out as a paper; gives their seat as it is now."""
    by, case = lock(case.board, by, case)
    require_current(by, stamp)
    allow(by, "case.read", case)
    record("case.exported", case, by=by, form="pdf")
    return by


@transaction.atomic
def export_cases(board, *, by, stamp=None):
    """Note that somebody takes the board's list of cases out; gives their seat as it is now."""
    by, board = lock(board, by, board)
    require_current(by, stamp)
    allow(by, "case.read", board)
    record("cases.exported", board, by=by, form="csv", count=board.cases.count())
    return by


def _noted(passed, at):
    """Whether the same was noted a moment ago: the form was sent twice."""
    same = {"by": passed.by, "to": passed.to, "how": passed.how, "note": passed.note} | ({"at": at} if at else {})
    return passed.case.handovers.filter(recorded_at__gt=passed.recorded_at - TWICE, **same).exists()


def _receive(case, number, by):
    passed = case.handovers.last()
    passed.receipt, passed.receipt_at = checked(number, "receipt", longest=80), timezone.now()
    passed.save(update_fields=["receipt", "receipt_at"])
    settle_case(case, Case.State.CLOSED, by)
    record("case.closed", case, by=by)


def end_resumed(act, by):
    """Take for no event again, for the reason given then, the case that an act has opened again."""
    case = Case.objects.select_related(*Case.together).get(pk=act.facts["case"])
    if not case.is_open:
        raise Conflict("settled", f"{case.reference} was handed over or settled meanwhile.")
    settle_case(case, Case.State.NO_EVENT, by)
    record("case.dismissed", case, by=by)


def _require_alone(case):
    if case.post_id and Case.objects.filter(post=case.post_id, state=Case.State.OPEN).exists():
        raise Conflict("open", "Another case of this post is open already.")


def _log(verb, case, by, reason=""):
    about = {"post": case.post} if case.post_id else {"member": None if case.unnamed else case.reporter}
    return log_act(verb, by=by, reason=reason, **about, case=str(case.pk), reference=case.reference)


def _passed_at(case, at):
    now = timezone.now()
    if at is None:
        return now
    if at > now + timedelta(minutes=1):
        raise Invalid(fields={"at": "This is still to come. Write when it was passed on."})
    if at < case.aware_at - timedelta(minutes=1):
        raise Invalid(fields={"at": "This is before anybody of the team could read it. Write a later time."})
    return min(at, now)


def _short(words, field, longest):
    return checked(words, field, longest=longest) if (words or "").strip() else ""
