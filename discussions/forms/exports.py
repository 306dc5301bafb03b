"""What to take out, and how."""

from django import forms

from advisory.fields import ZonedForm
from discussions.taking.answers import SHEETS
from discussions.taking.formats import FORMATS
from discussions.taking.outline import scopes_of
from discussions.taking.tree import Ask, Figures

SEEN, WITHOUT = "seen", "without"


class ExportForm(ZonedForm):
    """A part of the board, a format, and how authors are told."""

    scope = forms.ChoiceField(label="What")
    format = forms.ChoiceField(label="As", choices=[(name, one.label) for name, one in FORMATS.items()])
    authors = forms.ChoiceField(label="Authors", initial=WITHOUT)
    held = forms.BooleanField(label="With held and removed posts", required=False)

    title = "Take out the discussion"
    lead = "A file for people to read, in the order of the guide: what was asked, what was said, by how many."

    def __init__(self, *args, member, may_hold=False, **kwargs):
        super().__init__(*args, **kwargs)
        seen = "By name" if member.sees_names else "As you see them: by alias where authors are blinded"
        self.fields["scope"].choices = scopes_of(member)
        self.fields["authors"].choices = [(WITHOUT, "Without names"), (SEEN, seen)]
        if not may_hold and "held" in self.fields:
            del self.fields["held"]

    def ask(self):
        """What is asked, once the form is valid."""
        given = self.cleaned_data
        return Ask(given["scope"], names=given["authors"] == SEEN, held=given.get("held", False))


class AnswersForm(ExportForm):
    """A part of the board, as a workbook or one of its tables, and how whoever answered is told."""

    format = forms.ChoiceField(label="As", choices=[(name, FORMATS[name].label) for name in ("xlsx", "csv")])
    sheet = forms.ChoiceField(label="Table", choices=[(name, name) for name in SHEETS], initial="Answers")
    held = None

    title = "Take out answers and results"
    lead = "Every answer, vote and ballot, and every result, with the conventions and a methods paragraph for a paper."

    def ask(self):
        """What is asked, once the form is valid."""
        given = self.cleaned_data
        return Figures(given["scope"], names=given["authors"] == SEEN)
