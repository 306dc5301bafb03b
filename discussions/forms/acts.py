"""What moderators do to one post, as forms: each knows when it is offered, which right it takes, and its command."""

from uuid import uuid4

from django import forms

from advisory.fields import Moment, Words
from advisory.text import LONGEST
from discussions.commands.clarifications import ask_to_clarify, settle_clarification
from discussions.commands.insights import mark_insight, unmark_insight
from discussions.commands.locks import lock_thread, unlock_thread
from discussions.commands.moves import move_post, split_post
from discussions.commands.pins import pin_post, unpin_post
from discussions.commands.redactions import redact_post
from discussions.commands.removals import restore_post, strike_post
from discussions.commands.restrictions import free_member, restrict_member
from discussions.forms.deeds import SHORT, Deed, why
from discussions.forms.holds import Holding, Wish
from discussions.forms.talks import Settle, Stage
from discussions.models import Act, Question


class Clarification(Deed):
    """Ask the author."""

    act, title, button, right = "clarification", "Ask to clarify", "Ask", "post.ask"
    hint = "A reply in the thread, addressed to the author. It waits on their home page until they answer."
    body = Words(label="Your question", most=LONGEST, text=True, rows=3)
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    @property
    def offered(self):
        """Advisors are asked."""
        return super().offered and not self.post.by_staff

    def command(self, post, **given):
        """Ask, and give the act under which it stands in the log."""
        asking, _ = ask_to_clarify(post, **given)
        return asking.acts.filter(verb=Act.Verb.ASKED).first()


class Settlement(Deed):
    """Let a clarification rest."""

    act, title, button, right = "settlement", "Let the clarification rest", "Let it rest", "post.ask"
    hint = "It no longer waits for an answer, and leaves the advisor's home page."
    reason = why(required=False)

    @property
    def offered(self):
        """Only while it waits."""
        asked = getattr(self.post, "clarification", None)
        return super().offered and asked is not None and asked.settled_at is None

    def command(self, post, **given):
        """Settle it."""
        return settle_clarification(post, **given)


class InsightMark(Deed):
    """Mark an insight."""

    act, title, button, right = "insight", "Mark as insight", "Mark", "post.mark"
    hint = "The team alone sees the mark and the note."
    note = Words(label="What it teaches", most=SHORT)

    def command(self, post, **given):
        """Mark it."""
        return mark_insight(post, **given)


class InsightEnd(Deed):
    """Take the mark away."""

    act, title, button, right = "unmarking", "Take the insight mark away", "Take it away", "post.mark"

    @property
    def offered(self):
        """Only where a mark stands."""
        return self.post.insights.filter(ended_at=None).exists()

    def command(self, post, **given):
        """Unmark it."""
        return unmark_insight(post, **given)


class Pin(Deed):
    """Pin, or unpin."""

    act = "pin"
    on = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def now(self):
        """The other way round."""
        return {"on": not self.post.pinned_at}

    @property
    def title(self):
        """What it would do now."""
        return "Unpin" if self.post.pinned_at else "Pin"

    button = title
    hint = "Everybody finds a pinned post named above the answers."

    def command(self, post, *, on, **given):
        """Pin or unpin it."""
        return (pin_post if on else unpin_post)(post, **given)


class Lock(Deed):
    """Lock the thread, or unlock it."""

    act = "lock"
    hint = "Nobody can reply in a closed thread; it stays readable, and its authors may still change their words."
    on = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def now(self):
        """The other way round."""
        return {"on": not self.post.thread.locked_at}

    @property
    def title(self):
        """What it would do now."""
        return "Open the thread to replies" if self.post.thread.locked_at else "Close the thread to replies"

    button = title

    def command(self, post, *, on, **given):
        """Lock or unlock it."""
        return (lock_thread if on else unlock_thread)(post, **given)


class Move(Deed):
    """Move to another question."""

    act, title, button = "move", "Move to another question", "Move"
    hint = "The replies to it go along. It can only go to a question that is read by the same people, or fewer."
    question = forms.ChoiceField(label="To")
    reason = why(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = self.post.board.questions.exclude(pk=self.post.question_id).exclude(state=Question.State.WAITING)
        self.fields["question"].choices = [(one.number, f"{one.number}. {one.title}") for one in others]

    @property
    def offered(self):
        """What the team replies stays with what it is about."""
        return super().offered and not (self.post.by_staff and not self.post.is_answer)

    def command(self, post, *, question, **given):
        """Move it."""
        return move_post(post, post.board.questions.get(number=question), **given)


class Split(Move):
    """Split off as an answer."""

    act, title, button = "split", "Split off as an answer of its own", "Split off"
    hint = "The replies to it go along. It stands last on this question."
    question = None

    def __init__(self, *args, **kwargs):
        Deed.__init__(self, *args, **kwargs)

    @property
    def offered(self):
        """Only replies can be."""
        return super().offered and not self.post.is_answer

    def command(self, post, **given):
        """Split it off."""
        return split_post(post, **given)


class Redaction(Deed):
    """Cover words."""

    act, title, button = "redaction", "Cover words", "Cover them"
    hint = "The words go from every page and letter, and a mark stays. Chair and moderators find them in the history."
    words = Words(label="The words, as they stand in the post", most=LONGEST, text=True, rows=2)
    reason = why()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def now(self):
        """The version that is read."""
        return {"version": self.post.edition}

    @property
    def offered(self):
        """Of held posts too."""
        return not self.post.removed_at

    def command(self, post, **given):
        """Cover them."""
        return redact_post(post, **given)


class Striking(Deed):
    """Remove it."""

    act, title, button = "striking", "Remove the post", "Remove"
    hint = "Its place and the replies stay. A moderator can restore it."
    reason = why()

    @property
    def offered(self):
        """Held posts too."""
        return not self.post.removed_at

    def command(self, post, **given):
        """Remove it."""
        return strike_post(post, **given)


class Restoration(Deed):
    """Restore it."""

    act, title, button = "restoration", "Restore the post", "Restore"
    reason = why(required=False)

    @property
    def offered(self):
        """Only what a moderator removed."""
        return bool(self.post.removed_at and self.post.removed_by_id)

    def command(self, post, **given):
        """Restore it."""
        return restore_post(post, **given)


class Restriction(Deed):
    """Restrict its author."""

    act, title, button, right = "restriction", "Let its author only read for a time", "Restrict", "member.restrict"
    hint = "They are told until when, and nobody else is told."
    until = Moment(label="Until")
    reason = why()

    @classmethod
    def about(cls, post):
        """Its author."""
        return post.author

    @property
    def offered(self):
        """Of whoever may write."""
        return not self.post.author.restricted

    def command(self, post, **given):
        """Restrict them."""
        return restrict_member(post.author, **given)


class Freeing(Deed):
    """Lift a restriction."""

    act, title, button, right = "freeing", "Let its author write again", "Lift the restriction", "member.restrict"
    reason = why(required=False)

    @classmethod
    def about(cls, post):
        """Its author."""
        return post.author

    @property
    def offered(self):
        """Of whoever is restricted."""
        return self.post.author.restricted

    def command(self, post, **given):
        """Free them."""
        return free_member(post.author, **given)


DEEDS = {
    deed.act: deed
    for deed in (Wish, Clarification, Settlement, InsightMark, InsightEnd, Pin, Holding, Move, Split, Lock, Redaction,
                 Striking, Restoration, Restriction, Freeing, Stage, Settle)
}  # fmt: skip
