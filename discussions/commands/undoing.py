"""Every act of moderation can be taken back for ten minutes, by whoever moderates then."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.refusals import Conflict
from advisory.rights import allow
from boards.commands.stamps import require_current
from discussions.commands.acts import require_read
from discussions.commands.cases import take_back_case
from discussions.commands.clarifications import ask_again
from discussions.commands.findings import reopen_finding
from discussions.commands.flags import reopen_flag
from discussions.commands.handovers import end_resumed, resume_ended
from discussions.commands.insights import forget_mark, mark_again
from discussions.commands.locks import turn_back
from discussions.commands.moderation import forget_wish, hold_again, let_back
from discussions.commands.moves import carry_back
from discussions.commands.pins import put_pin, take_pin
from discussions.commands.propositions import ask_anew, put_back, take_back
from discussions.commands.ratings import decide_anew
from discussions.commands.redactions import uncover
from discussions.commands.removals import bring_back, strike
from discussions.commands.restrictions import bind
from discussions.models import Act
from resources.commands.moderating import conceal, give_back, reveal
from resources.models import Annotation

Verb = Act.Verb
REVERSES = {  # verb: what takes it back, under the lock and with the right that `undo_act` has asked for
    Verb.HELD: lambda act, by: _let_back_as_read(act, by),
    Verb.RELEASED: hold_again,
    Verb.QUERIED: forget_wish,
    Verb.PROBED: lambda act, by: strike(act.post, by=by),
    Verb.POLLED: lambda act, by: strike(act.post, by=by),
    Verb.ASKED: lambda act, by: strike(act.post, by=by),
    Verb.SETTLED: ask_again,
    Verb.PINNED: lambda act, by: take_pin(act.post, by=by),
    Verb.UNPINNED: lambda act, by: put_pin(act.post, by=by),
    Verb.MARKED: forget_mark,
    Verb.UNMARKED: mark_again,
    Verb.MOVED: carry_back,
    Verb.SPLIT: carry_back,
    Verb.LOCKED: turn_back,
    Verb.UNLOCKED: turn_back,
    Verb.REDACTED: uncover,
    Verb.REMOVED: lambda act, by: bring_back(act.post, by=by),
    Verb.RESTORED: lambda act, by: strike(act.post, by=by),
    Verb.ACCEPTED: take_back,
    Verb.REJECTED: ask_anew,
    Verb.WITHDRAWN: put_back,
    Verb.WITHHELD: decide_anew,
    Verb.GIVEN: decide_anew,
    Verb.ANSWERED: reopen_flag,
    Verb.JUDGED: reopen_finding,
    Verb.RESTRICTED: lambda act, by: bind(act.member, _time(act.facts["before"]), by=by),
    Verb.FREED: lambda act, by: bind(act.member, _time(act.facts["before"]), by=by),
    Verb.NOTE_HELD: lambda act, by: reveal(_note(act), by),
    Verb.NOTE_LET: lambda act, by: conceal(_note(act), act.facts["was"], by),
    Verb.NOTE_STRUCK: lambda act, by: give_back(_note(act), by),
    Verb.CASE_OPENED: take_back_case,
    Verb.CASE_KEPT: take_back_case,
    Verb.CASE_ENDED: resume_ended,
    Verb.CASE_RESUMED: end_resumed,
}

FAMILIES = (  # acts on the same thing, of which the last has to be taken back first
    {Verb.HELD, Verb.RELEASED, Verb.QUERIED}, {Verb.PINNED, Verb.UNPINNED}, {Verb.MARKED, Verb.UNMARKED},
    {Verb.MOVED, Verb.SPLIT}, {Verb.LOCKED, Verb.UNLOCKED}, {Verb.REMOVED, Verb.RESTORED},
    {Verb.RESTRICTED, Verb.FREED}, {Verb.ACCEPTED, Verb.REJECTED, Verb.WITHDRAWN}, {Verb.WITHHELD, Verb.GIVEN},
    {Verb.NOTE_HELD, Verb.NOTE_LET, Verb.NOTE_STRUCK},
)  # fmt: skip

THINGS = {  # the fact that names what an act is about, where that is neither a post nor a member
    Verb.LOCKED: "thread", Verb.UNLOCKED: "thread", Verb.ACCEPTED: "statement", Verb.REJECTED: "statement",
    Verb.WITHDRAWN: "statement", Verb.WITHHELD: "rating", Verb.GIVEN: "rating",
    Verb.NOTE_HELD: "note", Verb.NOTE_LET: "note", Verb.NOTE_STRUCK: "note",
}  # fmt: skip


@transaction.atomic
def undo_act(act, *, by, stamp=None):
    """Take an act of moderation back within ten minutes; what it changed is as before, and the log keeps both."""
    by, act = lock(act.board, by, act)
    require_current(by, stamp)
    allow(by, "act.undo", act)
    if act.verb in {Verb.RESTRICTED, Verb.FREED}:
        allow(by, "member.restrict", act.member)
    if act.undone_at:
        who = "You" if act.undone_by_id == by.pk else act.undone_by.user.name
        raise Conflict("undone", f"{who} took this back already.")
    if act.undo_until < timezone.now():
        raise Conflict("too_late", "This can no longer be undone: ten minutes have passed.")
    _require_last(act)
    REVERSES[act.verb](act, by)
    act.undone_at, act.undone_by = timezone.now(), by
    act.save(update_fields=["undone_at", "undone_by"])
    record("act.undone", act, by=by, verb=str(act.verb))


def _require_last(act):
    """Refuse to take back an act where a newer one of its family stands on the same post, thread or member."""
    family = next((family for family in FAMILIES if act.verb in family), ())
    later = Act.objects.filter(board=act.board, verb__in=family, undone_at=None, at__gt=act.at)
    thing = THINGS.get(act.verb)
    if thing:
        later = later.filter(**{f"facts__{thing}": act.facts[thing]})
    else:
        later = later.filter(post=act.post, member=act.member)
    if later.exists():
        raise Conflict("superseded", "A moderator has decided anew since. Take that back first.")


def _let_back_as_read(act, by):
    """Let a post back as it was when it was held; what its author wrote since is read first."""
    require_read(act.post, act.facts["version"])
    let_back(act.post, by=by)


def _note(act):
    """The note that an act was about, unless its writer has taken it back or changed where it stands since."""
    note = Annotation.objects.drawn().get(pk=act.facts["note"])
    held, struck = act.verb == Verb.NOTE_HELD, act.verb == Verb.NOTE_STRUCK
    if (
        bool(note.removed_by_id) != struck
        or bool(note.removed_at) != struck
        or (not struck and bool(note.held_at) != held)
    ):
        raise Conflict("removed", "Its writer has taken this note back since.")
    return note


def _time(text):
    return datetime.fromisoformat(text) if text else None
