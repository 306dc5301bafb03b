"""What waits for a moderator's decision on a board: held and flagged posts, each once, the oldest first."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils.safestring import mark_safe

from discussions.drawing import author_of
from discussions.models import Case, Flag, Hold, Post
from discussions.telling import rounded


@dataclass(frozen=True)
class Action:
    """One way to settle an item; `asks` names the words that it takes along."""

    name: str
    label: str
    look: str = "quiet"
    asks: str = ""
    hint: str = ""


NO_EVENT = Action("answer", "Not an adverse event")
ANSWER = Action("answer", "Answer the flag", "primary", "Your answer", "Whoever flagged it reads this.")


@dataclass
class Item:
    """One post that waits, with everything that is said against it."""

    post: Post
    holds: list = field(default_factory=list)
    flags: list = field(default_factory=list)
    case: Case | None = None
    author: dict = field(default_factory=dict)

    @property
    def key(self):
        """The id of the post as pages hold it."""
        return str(self.post.pk)

    @property
    def since(self) -> datetime:
        """When the first of it came up."""
        return min([one.at for one in (*self.holds, *self.flags)], default=self.post.created_at)

    @property
    def html(self):
        """The words as they are drawn."""
        return mark_safe(self.post.current.html)

    @property
    def day(self):
        """Whether the day alone may be told."""
        return rounded(self.post)

    @property
    def safety(self):
        """Whether somebody takes it for a possible adverse event, and no case was opened yet."""
        return self.case is None and any(flag.reason == Flag.Reason.SAFETY for flag in self.flags)

    @property
    def badges(self):
        """What is said against it: [(tone, icon, words)]."""
        found = [("warn", "hold", f"Held: {hold.reason}") for hold in self.holds]
        reasons = {flag.reason: flag.get_reason_display() for flag in self.flags}
        tones = {Flag.Reason.SAFETY: "bad"}
        return found + [(tones.get(reason, "warn"), "flag", words) for reason, words in reasons.items()]

    @property
    def actions(self):
        """What can be done about it, the likeliest first."""
        found = []
        if self.safety:
            found.append(Action("case", "Open safety case", "primary"))
        if self.flags:
            found.append(NO_EVENT if self.safety else ANSWER)
        if self.holds:
            found.append(Action("release", "Release as is" if found else "Release", "quiet" if found else "primary"))
        elif self.flags:
            found.append(Action("hold", "Hold"))
        return found


def queue_of(member):
    """The items that wait on a board, as a moderator may know them, the oldest first."""
    board = member.board
    found, here = {}, Q(post__question__board=board, post__removed_at=None)
    for hold in Hold.objects.filter(here, lifted_at=None, post__held_at__isnull=False).order_by("at"):
        found.setdefault(hold.post_id, Item(None)).holds.append(hold)
    for flag in Flag.objects.filter(here, resolved_at=None).order_by("at"):
        found.setdefault(flag.post_id, Item(None)).flags.append(flag)
    cases = {case.post_id: case for case in Case.objects.unsettled().filter(board=board, post__in=found)}
    for post in Post.objects.drawn().filter(pk__in=found):
        item = found[post.pk]
        post.question.board = post.author.board = board
        item.post, item.case, item.author = post, cases.get(post.pk), author_of(post, member.gaze)
    return sorted(found.values(), key=lambda item: item.since)


def waiting_on(board):
    """How many posts wait for a decision."""
    held = Q(held_at__isnull=False) | Q(flags__isnull=False, flags__resolved_at=None)
    return Post.objects.filter(held, question__board=board, removed_at=None).values("pk").distinct().count()
