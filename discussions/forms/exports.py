"""What to take out, and how."""

from django import forms

from advisory.fields import ZonedForm
from discussions.taking.formats import FORMATS
from discussions.taking.outline import scopes_of
from discussions.taking.tree import Ask

SEEN, WITHOUT = "seen", "without"


class ExportForm(ZonedForm):
    """A part of the board, a format, and how authors are told."""

    scope = forms.ChoiceField(label="What")
    format = forms.ChoiceField(label="As", choices=[(name, one.label) for name, one in FORMATS.items()])
    authors = forms.ChoiceField(label="Authors", initial=WITHOUT)
    held = forms.BooleanField(label="With held and removed posts", required=False)

    def __init__(self, *args, member, may_hold, **kwargs):
        super().__init__(*args, **kwargs)
        seen = "By name" if member.sees_names else "As you see them: by alias where authors are blinded"
        self.fields["scope"].choices = scopes_of(member)
        self.fields["authors"].choices = [(WITHOUT, "Without names"), (SEEN, seen)]
        if not may_hold:
            del self.fields["held"]

    def ask(self):
        """What is asked, once the form is valid."""
        given = self.cleaned_data
        return Ask(given["scope"], names=given["authors"] == SEEN, held=given.get("held", False))
