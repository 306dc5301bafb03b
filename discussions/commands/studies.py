"""A consensus study is set up, its protocol frozen, changed with a reason, and ended."""

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from advisory.text import checked, checked_for
from boards.commands.stamps import require_current
from discussions.commands.questions import require_alive
from discussions.consensus.verdicts import over
from discussions.models import Amendment, Panelist, Round, Study

MOST_ROUNDS, LONGEST_GROUP = 6, 60


@transaction.atomic
def create_study(board, *, by, stamp=None, **protocol):
    """Begin a consensus study on a board; nothing of it is seen by advisors until its first round opens."""
    by, board = lock(board, by, board)
    require_current(by, stamp)
    allow(by, "study.run", board)
    require_alive(board)
    study = Study(board=board, number=board.studies.count() + 1, **_checked(protocol))
    study.save(force_insert=True)
    Round.objects.create(study=study, number=1)
    record("study.created", study, by=by, number=study.number)
    return study


@transaction.atomic
def change_study(study, *, by, stamp=None, **protocol):
    """Change a protocol that is not frozen yet."""
    by, study = lock(study.board, by, study)
    require_current(by, stamp)
    allow(by, "study.run", study.board)
    require_alive(study.board)
    require_draft(study)
    _take(study, _checked(protocol))


@transaction.atomic
def seat_panel(study, members, *, by, stamp=None):
    """Say who is on the panel of a study that is not frozen yet: advisors of the board, each in their group."""
    by, study = lock(study.board, by, study)
    require_current(by, stamp)
    allow(by, "study.run", study.board)
    require_alive(study.board)
    require_draft(study)
    wanted = {member.pk: member for member in study.board.seats.seated().select_related("board", "user")}
    wanted = {member.pk: wanted.get(member.pk) for member in members}
    if not all(member and member.sits_to_answer for member in wanted.values()):
        raise Invalid(fields={"panel": "Choose advisors and patient experts who sit on this board now."})
    study.panel.exclude(member__in=wanted).delete()
    known = set(study.panel.values_list("member_id", flat=True))
    for key, member in wanted.items():
        if key not in known:
            group = Panelist.PATIENT if member.patient_expert else Panelist.HCP
            Panelist.objects.create(study=study, member=member, group=group)


@transaction.atomic
def group_panel(study, members, name, *, by, stamp=None):
    """Put some of a panel in a stakeholder group of any name, until the protocol is frozen."""
    by, study = lock(study.board, by, study)
    require_current(by, stamp)
    allow(by, "study.run", study.board)
    require_alive(study.board)
    require_draft(study)
    group = " ".join(checked(name, "name", longest=LONGEST_GROUP).split())
    others = study.panel.exclude(member__in=members).values_list("group", flat=True)
    known = {one.casefold(): one for one in (*others, Panelist.HCP, Panelist.PATIENT)}
    study.panel.filter(member__in=members).update(group=known.get(group.casefold(), group))


@transaction.atomic
def freeze_study(study, *, by, stamp=None):
    """Freeze the protocol: rule, convention, rounds, stop rule and panel.

    Whoever was chosen and has left the board, or advises it no more, is not on the panel.
    """
    by, study = lock(study.board, by, study)
    require_current(by, stamp)
    allow(by, "study.run", study.board)
    require_alive(study.board)
    require_draft(study)
    chosen = study.panel.select_related("member__user")
    study.panel.filter(pk__in=[one.pk for one in chosen if not one.member.sits_to_answer]).delete()
    panel = study.panel.count()
    if not panel or not study.statements.filter(withdrawn_at=None).exists():
        raise Invalid(fields={"panel": "A study needs at least one statement and one member of its panel."})
    study.state, study.frozen_at = Study.State.FROZEN, timezone.now()
    study.save(update_fields=["state", "frozen_at"])
    record("study.frozen", study, by=by, number=study.number, panel=panel, **study.protocol)


@transaction.atomic
def amend_study(study, reason, *, by, stamp=None, **protocol):
    """Change a frozen protocol, with a reason that stands in the report for good."""
    by, study = lock(study.board, by, study)
    require_current(by, stamp)
    allow(by, "study.run", study.board)
    require_alive(study.board)
    require_under_way(study)
    reason, before = checked(reason, "reason", longest=400), study.protocol
    protocol = _checked(protocol)
    _require_same_way(study, protocol)
    _take(study, protocol)
    if study.protocol == before:
        raise Invalid(fields={"rule": "Nothing of the protocol would change."})
    Amendment.objects.create(study=study, before=before, after=study.protocol, reason=reason, by=by)
    prepare_next(study)
    record("study.amended", study, by=by, number=study.number, before=before, after=study.protocol)


@transaction.atomic
def drop_panelist(panelist, *, by, stamp=None):
    """Note that somebody has left the panel; what they rated in closed rounds stays counted."""
    study = panelist.study
    by, study, panelist = lock(study.board, by, study, panelist)
    require_current(by, stamp)
    allow(by, "study.run", study.board)
    require_under_way(study)
    if not panelist.dropped_at:
        panelist.dropped_at = timezone.now()
        panelist.save(update_fields=["dropped_at"])
        record("panelist.dropped", study, by=by, number=study.number)


@transaction.atomic
def end_study(study, *, by, stamp=None):
    """End a study once its last round is published; a round that never opened goes with it."""
    by, study = lock(study.board, by, study)
    require_current(by, stamp)
    allow(by, "study.run", study.board)
    require_under_way(study)
    if study.rounds.filter(state__in=(Round.State.OPEN, Round.State.CLOSED)).exists():
        raise Conflict("open_round", "A round is open or not published yet. Close and publish it, then end the study.")
    study.rounds.filter(state=Round.State.DRAFT).delete()
    study.state, study.ended_at = Study.State.ENDED, timezone.now()
    study.save(update_fields=["state", "ended_at"])
    record("study.ended", study, by=by, number=study.number)


def require_draft(study):
    """Refuse to change what was frozen before the first round."""
    if study.state != Study.State.DRAFT:
        raise Conflict("frozen", "The protocol is frozen. It can be amended, with a reason that stands in the report.")


def require_under_way(study):
    """Refuse what only a study under way takes."""
    if study.state != Study.State.FROZEN:
        word = "has ended" if study.state == Study.State.ENDED else "is not frozen yet"
        raise Conflict("closed", f"This study {word}. Nothing was changed.")


def _checked(protocol):
    protocol = checked_for(Study, protocol)
    for name in ("rule", "percentile", "edge", "stop"):
        if name in protocol and protocol[name] not in dict(Study._meta.get_field(name).choices):
            raise Invalid(fields={name: "Choose one of the list."})
    planned = protocol.get("planned", 1)
    if not isinstance(planned, int) or not 1 <= planned <= MOST_ROUNDS:
        raise Invalid(fields={"planned": f"Plan 1 to {MOST_ROUNDS} rounds."})
    return protocol


def prepare_next(study):
    """Prepare the round after the last published one, unless one is on its way or the stop rule says that was all."""
    last = study.rounds.last()
    if last.state == Round.State.PUBLISHED and not over(study, last):
        Round.objects.create(study=study, number=last.number + 1)


def _require_same_way(study, protocol):
    """Refuse to take rounds away, or give them, once a panel rates: it would read comments before the desk has."""
    begun = study.rounds.exclude(state=Round.State.DRAFT).exists()
    if begun and protocol.get("roundless", study.roundless) != study.roundless:
        raise Invalid(fields={"roundless": "The panel has begun to rate. Whether it does in rounds cannot change now."})


def _take(study, protocol):
    for name, value in protocol.items():
        setattr(study, name, value)
    study.save(update_fields=list(protocol) or None)
