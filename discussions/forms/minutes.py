"""Sections of minutes, what is suggested for them, and their approval, as they are typed."""

from django import forms

from advisory.fields import Words, ZonedForm
from advisory.text import LONGEST
from discussions.commands.suggestions import LONGEST as A_REMARK


class PartForm(ZonedForm):
    """One section; notes of the team that are chosen come back under its text, to be read before it is saved."""

    title = Words(label="Heading", most=160)
    body = Words(label="Text", most=LONGEST, text=True, rows=14, required=False)

    def __init__(self, *args, jotted=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.jotted = jotted
        self.taken = self.is_bound and self._take_over(set(self.data.getlist("notes")))

    def is_valid(self):
        """Whether it can be saved."""
        return not self.taken and super().is_valid()

    def _take_over(self, chosen):
        lines = [f"- {words}" for key, words in self.jotted if key in chosen]
        if lines:
            self.data = self.data.copy()
            self.data["body"] = "\n\n".join(filter(None, (self.data.get("body", "").rstrip(), "\n".join(lines))))
        return bool(lines) or "take" in self.data


class SuggestionForm(ZonedForm):
    """A remark, other words, or both."""

    words = Words(label="What should change, and why", most=A_REMARK, text=True, rows=3, required=False)
    proposed = Words(label="How the section should read", most=LONGEST, text=True, rows=12, required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput)


class ApprovalForm(ZonedForm):
    """The name that the chair signs with, and for which revision."""

    name = Words(label="Sign with your name", most=160)
    revision = forms.IntegerField(widget=forms.HiddenInput)
