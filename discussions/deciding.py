"""A moderator's decision on what waits in the queue, given to the command that carries it out."""

from advisory.refusals import Conflict, Invalid
from discussions.commands.cases import open_case
from discussions.commands.flags import answer_flag
from discussions.commands.moderation import hold_post, release_post
from discussions.models import Case, Flag

NO_EVENT = "A moderator read it: not an adverse event."
SETTLED = "Somebody else has settled this meanwhile."


def decide(post, decision, *, by, words="", stamp=None):
    """Carry a decision out; gives the act that can be undone, or nothing."""
    if decision not in DECISIONS:
        raise Invalid(fields={"decision": "Choose what to do with the post."})
    return DECISIONS[decision](post, by, words, stamp)


def _release(post, by, words, stamp):
    act = release_post(post, by=by, stamp=stamp)
    if act is None:
        raise Conflict("settled", SETTLED)
    return act


def _hold(post, by, words, stamp):
    act = hold_post(post, by=by, reason=words or "A moderator is reading it", stamp=stamp)
    if act is None:
        raise Conflict("settled", SETTLED)
    return act


def _answer(post, by, words, stamp):
    flags = list(Flag.objects.filter(post=post, resolved_at=None).select_related(*Flag.together).order_by("at"))
    if not flags:
        raise Conflict("settled", SETTLED)
    safety = all(flag.reason == Flag.Reason.SAFETY for flag in flags)
    acts = [answer_flag(flag, by=by, answer=words or (NO_EVENT if safety else ""), stamp=stamp) for flag in flags]
    return acts[0] if len(acts) == 1 else None


def _open_case(post, by, words, stamp):
    open_case(post, by=by, noticed=Case.Noticed.FLAG, stamp=stamp)


DECISIONS = {"release": _release, "hold": _hold, "answer": _answer, "case": _open_case}
DONE = {
    "release": "Released",
    "hold": "Held. Its author has been told",
    "answer": "Answered. Whoever flagged it has been told",
    "case": "Safety case opened. Its clock runs",
    "undone": "Taken back",
    "reminded": "Reminder sent",
    "written": "Message sent",
    "closed": "The question is closed",
}
