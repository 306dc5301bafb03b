"""Nothing that may be an adverse event is forgotten: what is still to be settled, and what never became a case."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from advisory.refusals import Conflict
from advisory.rights import can
from boards.obstacles import obstacle
from discussions.models import Case, Finding, Flag

SHOWN = 5


@dataclass
class LooseEnd:
    """A post that was flagged or found by the word list as a possible adverse event, and never became a case."""

    post: object
    noticed: list = field(default_factory=list)  # how, in words
    waits: bool = False  # whether nobody of the team has decided on it yet
    decided: list = field(default_factory=list)  # what was decided, and by whom
    readable: bool = False  # whether whoever looks may read the post, and so open a case for it


@obstacle
def require_cases_settled(board, *, by):
    """A board is not put away while a safety case is open or without its receipt, or one waits to be decided on."""
    try:
        _require_settled(board)
    except Conflict as refusal:
        if can(by, "case.read", board):
            raise
        message = "Something at the desk is not settled. Ask the chair or a moderator."
        raise Conflict("open_case", message) from refusal


def _require_settled(board):
    open_cases = list(Case.objects.unsettled().filter(board=board).order_by("reference"))
    if not open_cases:
        _require_decided(board)
        return
    named = ", ".join(case.reference for case in open_cases[:SHOWN])
    more = f" and {len(open_cases) - SHOWN} more" if len(open_cases) > SHOWN else ""
    raise Conflict(
        "open_case",
        f"Safety cases come first: {named}{more}. Pass each on and note its receipt, or say that it is no event.",
        facts={"cases": [case.reference for case in open_cases]},
    )


def _require_decided(board):
    waiting = [end.post.question.number for end in loose_ends(board) if end.waits]
    if waiting:
        more = f" and {len(waiting) - 1} more" if len(waiting) > 1 else ""
        message = f"Possible adverse events wait for a decision: one in Question {waiting[0]}{more}."
        raise Conflict("undecided", message, facts={"posts": len(waiting)})


def loose_ends(board):
    """The posts of a board with what may be an adverse event and is in no case, those without a decision first."""
    found, people = {}, ("post__question", "post__author")
    without = {"post__question__board": board, "post__cases": None}
    findings = Finding.objects.about_safety().filter(post__question__board=board)
    cased = Q(verdict=Finding.Verdict.UPHELD) & Exists(Case.objects.filter(post=OuterRef("post")))
    for finding in findings.exclude(cased).select_related(*people, "settled_by__user"):
        end = found.setdefault(finding.post_id, LooseEnd(finding.post))
        _note(end, f"{finding.get_kind_display()}, by the word list", finding.settled_by, finding.get_verdict_display())
    flags = Flag.objects.filter(reason=Flag.Reason.SAFETY, **without)
    for flag in flags.select_related(*people, "resolved_by__user"):
        end = found.setdefault(flag.post_id, LooseEnd(flag.post))
        _note(end, "Flagged by a member", flag.resolved_by, "answered")
    return sorted(found.values(), key=lambda end: (not end.waits, end.post.question.number, end.post.created_at))


def ends_for(member):
    """The same for one member of the desk: of what they may not read, the moderators open a case."""
    ends = loose_ends(member.board)
    for end in ends:
        end.readable = member.moderates or (member.reads_raw and not end.post.out_of_sight)
    return ends


def _note(end, noticed, by, verdict):
    if noticed not in end.noticed:
        end.noticed.append(noticed)
    decided = f"{by.user.name}: {verdict.lower()}" if by else ""
    end.waits = end.waits or not by
    if decided and decided not in end.decided:
        end.decided.append(decided)
