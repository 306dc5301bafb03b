"""What the desk does with a post that was written in a live session."""

from django import forms

from discussions.commands.talks import settle_post, stage_post
from discussions.forms.deeds import Deed


class Switched(Deed):
    """An act that is done, and taken back by the same form; it stands in the log alone."""

    right, mark, words = "talk.steer", "", ("", "")
    on = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def now(self):
        """The other way round."""
        return {"on": not getattr(self.post, self.mark)}

    @property
    def title(self):
        """What it would do now."""
        return self.words[bool(getattr(self.post, self.mark))]

    button = title

    @property
    def offered(self):
        """Only in the talk of a session."""
        return super().offered and bool(self.post.question.talk)


class Stage(Switched):
    """Put it on the stage, or take it off."""

    act, mark, words = "stage", "staged_at", ("Put on stage", "Take off the stage")
    hint = "Everybody in the room sees it large, in place of the one before."

    def command(self, post, **given):
        """Show it or take it away."""
        return stage_post(post, **given)


class Settle(Switched):
    """Mark it as answered, or take the mark away."""

    act, mark, words = "settle", "settled_at", ("Mark as answered", "Take the mark of an answer away")
    hint = "It goes to the end of the questions for the room."

    def command(self, post, **given):
        """Mark it, or take the mark away."""
        return settle_post(post, **given)
