"""What waits for a moderator's decision on a board: held, flagged and found posts, each once, the oldest first."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.html import escape
from django.utils.safestring import mark_safe

from boards.models import Board
from boards.safety_clock import due_at, left
from discussions.drawing import author_of
from discussions.models import Case, Finding, Flag, Hold, Post
from discussions.telling import rounded


@dataclass(frozen=True)
class Action:
    """One way to settle an item; `asks` says who reads the words that it needs."""

    name: str
    label: str
    look: str = "quiet"
    asks: str = ""


OPEN = Action("case", "Open safety case", "primary")
KEEP = Action("case", "Keep the safety case", "primary")
NO_EVENT = Action("set_aside", "Not an adverse event")
FINE = Action("set_aside", "Nothing to do")
ANSWER = Action("answer", "Answer the flag", "primary", "Whoever flagged it reads your answer.")
REDACT = Action("redact", "Redact and release", "primary")
ALONE = {"label": "Redact"}  # on an archived board nothing is let back
STEERS = {"release", "edit"}
EDIT = Action("edit", "Ask the author to edit", "", "The author reads what to change.")
LEAVE_OUT = Action("edit", "Ask the author to edit", "")


@dataclass
class Item:
    """One post that waits, with everything that is said against it."""

    post: Post
    holds: list = field(default_factory=list)
    flags: list = field(default_factory=list)
    findings: list = field(default_factory=list)
    case: Case | None = None
    author: dict = field(default_factory=dict)
    now: datetime | None = None

    @property
    def key(self):
        """The id of the post as pages hold it."""
        return str(self.post.pk)

    @property
    def since(self):
        """When the first of it came up."""
        return min([one.at for one in (*self.holds, *self.flags, *self.findings)], default=self.post.created_at)

    @property
    def html(self):
        """The words as they are drawn; where screening found something, as they were typed, with that marked."""
        found = [one for one in self.findings if not one.gone]
        return _marked(self.post.current.body, found) if found else mark_safe(self.post.current.html)

    @property
    def day(self):
        """Whether the day alone may be told."""
        return rounded(self.post)

    @property
    def safety(self):
        """Whether somebody or the word list takes it for a possible adverse event, and no moderator has decided."""
        flagged = any(flag.reason == Flag.Reason.SAFETY for flag in self.flags)
        return flagged or any(one.about_safety for one in self.findings)

    @property
    def identifies(self):
        """Whether screening says that its present words may identify a patient."""
        return any(one.kind == Finding.Kind.PATIENT and not one.gone for one in self.findings)

    @property
    def badges(self):
        """What is said against it: [(tone, icon, words)], each once."""
        told = {"Removed": ("", "trash")} if self.post.removed_at else {}
        for hold in self.holds:
            told[f"Held: {hold.reason}"] = ("warn", "hold")
            if self.post.edited_at and self.post.edited_at > hold.at:
                told["Edited since"] = ("ok", "pen")
            elif hold.wish:
                told["Author asked to edit"] = ("", "pen")
        for one in self.findings:
            told[one.get_kind_display()] = ("bad", "flag") if one.about_safety else ("warn", "eye")
        for flag in self.flags:
            tone = "bad" if flag.reason == Flag.Reason.SAFETY else "warn"
            told[f"Flagged: {flag.get_reason_display()}"] = (tone, "flag")
        return [(*look, words) for words, look in told.items()]

    @property
    def clock(self):
        """How much of the time to report is left, where it may be an adverse event."""
        if not self.safety or (self.case and self.case.is_open):
            return ""
        board, noticed = self.post.board, [one for one in self.findings if one.about_safety]
        noticed += [flag for flag in self.flags if flag.reason == Flag.Reason.SAFETY]
        by_rule = due_at(min(one.at for one in noticed), board.safety_clock, board.safety_country, board.safety_zone)
        return left(by_rule, self.now)

    @property
    def actions(self):
        """What can be done about it, the likeliest first."""
        return [one for one in self._offered if one.name not in STEERS or not self._archived]

    @property
    def _archived(self):
        return self.post.board.state == Board.State.ARCHIVED

    @property
    def _offered(self):
        found = [KEEP if self.case and self.case.is_open else OPEN, NO_EVENT] if self.safety else []
        plain = [flag for flag in self.flags if not (self.safety and flag.reason == Flag.Reason.SAFETY)]
        found += [ANSWER] if plain else []
        found += [FINE] if self.findings and not (found or self.holds) else []
        if not self.holds:
            return found if self.post.removed_at else [*found, Action("hold", "Hold")]
        redact = replace(REDACT, look="" if self.safety else "primary", **(ALONE if self._archived else {}))
        found += [redact] if self.identifies else []
        release = Action("release", "Release as is" if found else "Release", "" if found else "primary")
        edit = LEAVE_OUT if self.identifies else EDIT
        return [*found, edit, release] if found else [release, edit]

    @property
    def asks(self):
        """Who reads the words that some of its actions need, and before which action they are typed."""
        asking = [action for action in self.actions if action.asks]
        return {"who": " ".join(one.asks for one in asking), "before": asking[0].name} if asking else None


def queue_of(member, now):
    """The items that wait on a board, as a moderator may know them, the oldest first."""
    board, found = member.board, {}
    here, stands = Q(post__question__board=board), Q(post__removed_at=None)
    waiting = {
        "holds": Hold.objects.filter(here, stands, lifted_at=None, post__held_at__isnull=False).order_by("at", "pk"),
        "flags": Flag.objects.filter(here, resolved_at=None).order_by("at", "pk"),
        "findings": Finding.objects.unsettled().filter(here, stands | Q(kind__in=Finding.SAFETY)).order_by("start"),
    }
    for name, rows in waiting.items():
        for row in rows:
            getattr(found.setdefault(row.post_id, Item(None, now=now)), name).append(row)
    cases = Case.objects.unsettled().filter(board=board, post__in=found).order_by("state")
    cases = {case.post_id: case for case in cases}  # the open one, if there is one
    for post in Post.objects.drawn().filter(pk__in=found):
        item = found[post.pk]
        post.question.board = post.author.board = board
        item.post, item.case, item.author = post, cases.get(post.pk), author_of(post, member.gaze)
        for one in item.findings:
            one.post = post
    return sorted(found.values(), key=lambda item: item.since)


def waiting_on(board):
    """How many posts wait for a decision."""
    own = {"post": OuterRef("pk")}
    flagged, unsettled = Exists(Flag.objects.filter(resolved_at=None, **own)), Finding.objects.unsettled().filter(**own)
    stands = Q(removed_at=None) & (Q(held_at__isnull=False) | Q(Exists(unsettled)))
    waits = stands | Q(flagged) | Q(Exists(unsettled.about_safety()))
    return Post.objects.filter(waits, question__board=board).count()


def _marked(body, findings):
    """A text as it was typed, with the places of some findings marked; overlapping places are one."""
    parts, at = [], 0
    for one in findings:
        start = max(one.start, at)
        if one.end > start:
            parts += [escape(body[at:start]), "<mark>", escape(body[start : one.end]), "</mark>"]
            at = one.end
    text = "".join([*parts, escape(body[at:])])
    return mark_safe("".join(f"<p>{line}</p>" for line in text.split("\n") if line.strip()))
