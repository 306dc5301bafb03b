"""A moderator's decision on what waits in the queue, given to the commands that carry it out."""

from django.db import transaction

from advisory.events.record import lock
from advisory.refusals import Conflict, Invalid
from boards.models import Board
from discussions.commands.acts import require_read
from discussions.commands.cases import TAKEN, open_case
from discussions.commands.findings import settle_finding
from discussions.commands.flags import answer_flag
from discussions.commands.handovers import dismiss_case
from discussions.commands.moderation import ask_for_edit, hold_post, release_post
from discussions.commands.redactions import redact_post
from discussions.commands.undoing import undo_act
from discussions.models import Case, Finding, Flag, Post

Verdict = Finding.Verdict
OF_WORDS = {"release", "redact", "set_aside", "case"}
IDENTIFIES = "It may identify a patient"
LEAVE_OUT = "Leave out what could identify the patient, then it can be let back."
NO_EVENT = "A moderator read it: not an adverse event."
OPENED = "The moderators look into it. Thank you for telling us."
SETTLED = "Somebody else has settled this meanwhile. Nothing was changed."


def decide(  # noqa: PLR0913 - what is decided on which version of a post, in whose words, and from which page
    post, decision, *, by, words="", version=None, stamp=None
):
    """Carry a decision out whole or not at all; gives the acts by which it was done, which can be undone.

    What is decided about its words is about the version that was read, and refused once its author has changed it.
    """
    if decision not in DECISIONS:
        raise Invalid(fields={"decision": "Choose what to do with the post."})
    with transaction.atomic():
        if decision in OF_WORDS:
            require_read(lock(post.board, by, post)[1], version)
        made = DECISIONS[decision](post, {"by": by, "stamp": stamp}, words)
    return [act for act in made if act]


def undo_all(acts, *, by, stamp=None):
    """Take back what a decision did, the last thing first."""
    with transaction.atomic():
        for act in reversed(acts):
            undo_act(act, by=by, stamp=stamp)


def _release(post, given, words):
    acts = _settled(post, given, Verdict.SET_ASIDE, Finding.objects.exclude(kind__in=Finding.SAFETY))
    released = release_post(post, **given)
    if released is None:
        raise Conflict("settled", SETTLED)
    return [*acts, released]


def _edit(post, given, words):
    return [ask_for_edit(post, words or (LEAVE_OUT if _identifying(post) else ""), **given)]


def _redact(post, given, words):
    """Cover what may identify a patient wherever it stands in the words, and let the post back if nothing else does."""
    body, found = post.current.body, _identifying(post)
    if not found:
        raise Conflict("settled", SETTLED)
    covered = sorted({body[one.start : one.end] for one in found}, key=len, reverse=True)
    acts = _settled(post, given, Verdict.UPHELD, Finding.objects.filter(kind=Finding.Kind.PATIENT))
    for said in covered:
        if said in now(post).current.body:
            acts.append(redact_post(post, said, reason=IDENTIFIES, **given))
    stays = post.board.state == Board.State.ARCHIVED or _identifying(now(post))
    return acts if stays else [*acts, *_release(post, given, words)]


def _identifying(post):
    """What may identify a patient in a post's present words."""
    found = Finding.objects.unsettled().filter(post=post, version=post.version, kind=Finding.Kind.PATIENT)
    return list(found.order_by("start"))


def now(post):
    """A post as it is now."""
    return Post.objects.select_related(*Post.together).get(pk=post.pk)


def _hold(post, given, words):
    held = hold_post(post, reason=words or "A moderator is reading it", **given)
    if held is None:
        raise Conflict("settled", SETTLED)
    return [held]


def _answer(post, given, words):
    flags = _flags(post).exclude(reason=Flag.Reason.SAFETY) or _flags(post)
    return _answered(flags, given, words)


def _set_aside(post, given, words):
    """Nothing has to be done; a case that a flag began, and nobody took up, is dismissed with it."""
    safety, found = _flags(post).filter(reason=Flag.Reason.SAFETY), Finding.objects.about_safety()
    if not (safety or found.unsettled().filter(post=post)):
        found = Finding.objects.all()
    acts = _settled(post, given, Verdict.SET_ASIDE, found)
    if not (acts or safety):
        raise Conflict("settled", SETTLED)
    acts += [answer_flag(flag, answer=words or NO_EVENT, **given) for flag in safety]
    case = _begun_by_flag(post) if safety else None
    return [*acts, dismiss_case(case, words or NO_EVENT, **given)] if case else acts


def _begun_by_flag(post):
    """The open case that a flag began, and that nobody has taken for one or worked on since."""
    begun = Case.objects.filter(post=post, state=Case.State.OPEN, noticed=Case.Noticed.FLAG, current=None).first()
    taken = begun and post.acts.filter(facts__reference=begun.reference, undone_at=None)
    return None if taken and taken.exists() else begun


def _open_case(post, given, words):
    flags = _flags(post).filter(reason=Flag.Reason.SAFETY)
    noticed = Case.Noticed.FLAG if flags else Case.Noticed.FINDING
    case = open_case(post, noticed=noticed, **given)
    taken = post.acts.filter(verb__in=TAKEN, facts__case=str(case.pk)).order_by("at").last()
    return [taken, *(answer_flag(flag, answer=OPENED, **given) for flag in flags)]


def _flags(post):
    return Flag.objects.filter(post=post, resolved_at=None).select_related(*Flag.together).order_by("at")


def _answered(flags, given, words):
    if not flags:
        raise Conflict("settled", SETTLED)
    return [answer_flag(flag, answer=words, **given) for flag in flags]


def _settled(post, given, verdict, findings):
    """Decide alike on every finding of a post that nobody has decided on."""
    open_ones = findings.unsettled().filter(post=post).select_related(*Finding.together)
    return [settle_finding(one, verdict, **given) for one in open_ones]


DECISIONS = {
    "release": _release, "hold": _hold, "edit": _edit, "redact": _redact, "answer": _answer,
    "set_aside": _set_aside, "case": _open_case,
}  # fmt: skip
DONE = {
    "release": "Released",
    "hold": "Held. Its author has been told",
    "edit": "The author is asked to edit it; it stays held until then",
    "redact": "Redacted and released",
    "answer": "Answered. Whoever flagged it has been told",
    "set_aside": "Settled. The log keeps it",
    "case": "Safety case opened. Its clock runs",
    "undone": "Taken back",
    "reminded": "Reminder sent",
    "written": "Message sent",
}
