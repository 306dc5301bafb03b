"""The moderation log as one member may read it: what moderators did, to what, when and why, and whether it stands."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from advisory.events.readers import NAMES
from discussions.commands.undoing import REVERSES
from discussions.models import Act, Finding, Flag, Reminder
from discussions.taking.tree import said
from discussions.telling import face, moment, rounded

MANY = 100
Verb = Act.Verb
FILTERS = {  # what the page calls a part of the log: the verbs in it; reminders stand in rows of their own
    "": ("This board", None),
    "held": ("Held", {Verb.HELD, Verb.RELEASED, Verb.QUERIED, Verb.NOTE_HELD, Verb.NOTE_LET}),
    "redacted": ("Redacted", {Verb.REDACTED, Verb.REMOVED, Verb.RESTORED, Verb.WITHDRAWN, Verb.NOTE_STRUCK}),
    "moved": ("Moved", {Verb.MOVED, Verb.SPLIT}),
    "reminders": ("Reminders", set()),
}
AUTOMATIC = "Automatic"


@dataclass(frozen=True)
class Deed:
    """One line of the log; `at` is a date where its time may not be told, `undo` the id of an act to take back."""

    id: str
    at: str
    what: str
    who: object  # the seat of whoever did it; nobody where the product did
    about: str
    url: str
    post: str
    reason: str
    state: tuple = ()
    undo: str = ""

    @property
    def by(self):
        """Whoever did it, by name; moderators act under theirs."""
        return self.who.user.name if self.who else AUTOMATIC


def deeds(member, part="", most=MANY, skip=0):
    """What was done last on a member's board, newest first, after as many as are to be skipped."""
    verbs = FILTERS[part][1]
    acts = Act.objects.told().select_related("post__clarification").filter(board=member.board)
    numbers = dict(member.board.questions.values_list("pk", "number"))
    acts = acts if verbs is None else acts.filter(verb__in=verbs)
    sent = Reminder.objects.filter(board=member.board).select_related("by__user", "question").order_by("-at")
    sent = sent if part in {"", "reminders"} else sent.none()
    found = [*acts[: skip + most], *sent[: skip + most]]
    found.sort(key=lambda one: one.at, reverse=True)
    return [
        _of_act(one, member, numbers) if isinstance(one, Act) else _of_reminder(one)
        for one in found[skip : skip + most]
    ]


def counted(member):
    """How many lines the log has."""
    return member.board.acts.count() + member.board.reminders.count()


def _of_act(act, member, numbers):
    post, day = act.post, False
    if post:
        post.question.board = act.board
        day = rounded(post, act.at)
    return Deed(
        id=str(act.pk), at=moment(act.at, day=day), what=_what(act, numbers), who=act.by,
        about=_about(act, member.gaze, numbers), url=_url(act, numbers), post=str(post.pk) if post else "",
        reason=act.reason, state=_state(act, day), undo=str(act.pk) if _undoable(act) else "",
    )  # fmt: skip


def _of_reminder(reminder):
    number = reminder.question.number if reminder.question else None
    board = {"slug": reminder.board.slug}
    url = reverse("question", kwargs=board | {"number": number}) if number else reverse("people", kwargs=board)
    about = f"Advisors, Question {number}" if number else "All advisors"
    return Deed(
        id=str(reminder.pk), at=moment(reminder.at, day=False), what="Reminded" if number else "Wrote to the board",
        who=reminder.by, about=about, url=url, post="", reason="",
    )  # fmt: skip


def _what(act, numbers):
    """What was done, with how much, whereto or until when."""
    done, facts = act.get_verb_display(), act.facts
    if act.verb == Verb.MOVED:
        return f"{done} to Question {numbers.get(UUID(facts['to']), '')}"
    if act.verb == Verb.REDACTED:
        return f"{done} {facts['words']} word{'' if facts['words'] == 1 else 's'}"
    if act.verb == Verb.JUDGED:
        verdict = Finding.Verdict(facts["verdict"]).label.lower()
        done = f"{done} ({Finding.Kind(facts['kind']).label.lower()}): {verdict}"
    if act.verb == Verb.ANSWERED:
        return f"{done}: {Flag.Reason(facts['ground']).label.lower()}"
    if "reference" in facts:
        return f"{done}: {facts['reference']}"
    return f"{done} until {said(facts['until'][:10])}" if act.verb == Verb.RESTRICTED else done


def _about(act, gaze, numbers):
    post = act.post
    if post:
        return (
            f"{'Answer' if post.is_answer else 'Reply'} by {face(post, gaze)['name']}, Question {post.question.number}"
        )
    if "statement" in act.facts:
        which = f"Statement {act.facts['number']}" if act.facts["number"] else "A proposed statement"
        return f"{which}, Question {_number(act, numbers)}"
    if "rating" in act.facts:
        return f"A comment on statement {act.facts['number']}, consensus study {act.facts['study']}"
    if "note" in act.facts:
        return "A note on a document"
    if act.member:
        return act.member.user.name if gaze == NAMES or act.member.is_staff_seat else "An advisor"
    return "A comment, a statement or a report" if "reference" in act.facts else ""


def _number(act, numbers):
    return numbers.get(UUID(act.facts["question"]), "")


def _url(act, numbers):
    post = act.post
    if post:
        return f"{reverse('question', args=[act.board.slug, post.question.number])}#post-{post.pk}"
    if "reference" in act.facts:
        return reverse("case", args=[act.board.slug, act.facts["reference"]])
    if "rating" in act.facts:
        return reverse("study", args=[act.board.slug, act.facts["study"]])
    if "note" in act.facts:
        return f"{reverse('document', args=[act.board.slug, act.facts['document']])}?show=held#notes"
    number = _number(act, numbers) if "statement" in act.facts else None
    return reverse("question", args=[act.board.slug, number]) if number else ""


def _state(act, day):
    """The badge of a line: (tone, words)."""
    if act.undone_at:
        return "", f"Undone by {act.undone_by.user.name}, {said(moment(act.undone_at, day=day))}"
    if act.verb == Verb.HELD and act.post.held_at and act.post.held_at <= act.at:
        return "warn", "Held"
    asked = getattr(act.post, "clarification", None) if act.verb == Verb.ASKED else None
    if asked and not asked.settled_at:
        return "warn", "Waiting"
    return ()


def _undoable(act):
    return act.undone_at is None and act.undo_until > timezone.now() and act.verb in REVERSES
