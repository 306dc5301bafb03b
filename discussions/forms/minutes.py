"""Sections of minutes, what is suggested for them, and their approval, as they are typed."""

from django import forms

from advisory.fields import Words, ZonedForm
from advisory.text import LONGEST
from discussions.commands.suggestions import LONGEST as A_REMARK


class PartForm(ZonedForm):
    """One section."""

    title = Words(label="Heading", most=160)
    body = Words(label="Text", most=LONGEST, text=True, rows=14, required=False)


class SuggestionForm(ZonedForm):
    """A remark, other words, or both."""

    words = Words(label="What should change, and why", most=A_REMARK, text=True, rows=3, required=False)
    proposed = Words(label="How the section should read", most=LONGEST, text=True, rows=12, required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput)


class ApprovalForm(ZonedForm):
    """The name that the chair signs with, and for which revision."""

    name = Words(label="Sign with your name", most=160)
    revision = forms.IntegerField(widget=forms.HiddenInput)
