"""The one form that makes a board: its purpose, questions, people, first live session, and what they agree to."""

import csv
from io import StringIO

from django import forms

from advisory.fields import Moment, Row, Words
from advisory.refusals import Invalid
from advisory.text import LONGEST
from boards.forms.boards import BoardForm, PeopleFormSet
from boards.forms.consents import TextsForm, default_texts
from boards.forms.sessions import SessionForm
from discussions.answering import DISCUSSION, KINDS
from discussions.forms.designs import TYPES, DesignFields
from discussions.stimulus import checked_stimulus

STIMULI = [("", "Nothing"), ("text", "Text"), ("table", "Table"), ("figure", "Figure: lines through numbers")]
MOST_QUESTIONS = 60
MINUTES = 5


class QuestionForm(DesignFields, Row):
    """One key question: what is asked, when it is due, who sees whom, and what is shown with it."""

    section = Words(label="Section", most=160, required=False, help_text="As the row before, if left empty")
    title = Words(label="Short title", most=80, required=False)
    prompt = Words(label="Question", most=600, rows=2)
    guidance = Words(label="Guidance", most=LONGEST, text=True, rows=2, required=False)
    minutes = forms.IntegerField(label="Minutes needed", min_value=1, max_value=240, initial=MINUTES, required=False)
    due_at = Moment(label="Due", required=False)
    answer_first = forms.BooleanField(label="Answer before seeing others", required=False)
    blinded = forms.BooleanField(label="Blind authors between advisors", required=False)
    sponsor_only = forms.BooleanField(label="Only the team reads the answers", required=False)
    after_close = forms.BooleanField(label="Share answers after it closes", required=False)
    read_first = forms.BooleanField(label="Opens after its pre-reads", required=False)
    type = forms.ChoiceField(label="Answered", choices=TYPES, initial=DISCUSSION, required=False)
    stimulus_kind = forms.ChoiceField(label="Kind", choices=STIMULI, required=False)
    stimulus_title = Words(label="Heading", most=160, required=False)
    stimulus_text = Words(label="Text, or rows of a table", most=LONGEST, text=True, rows=5, required=False)

    def clean_minutes(self):
        """A question takes five minutes unless somebody knows better."""
        return self.cleaned_data["minutes"] or MINUTES

    def clean(self):
        """Put together what is shown with the question."""
        kept = super().clean()
        shown = {name: kept.pop(f"stimulus_{name}", "") for name in ("kind", "title", "text")}
        try:
            kept["stimulus"] = None if self.errors else _stimulus(shown)
            kept |= {} if self.errors else self._answered()
        except Invalid as refusal:
            self.refuse(refusal)
        return {name: one for name, one in kept.items() if name not in DesignFields.base_fields}

    def _answered(self):
        name = self.cleaned_data.get("type") or DISCUSSION
        return {"type": name} if name not in KINDS else {"type": name, "design": self.design_of(name)}


QuestionFormSet = forms.formset_factory(
    QuestionForm, extra=10, max_num=MOST_QUESTIONS, absolute_max=MOST_QUESTIONS, validate_max=True
)


class FirstSession(SessionForm, Row):
    """A live session that a new board has from the start; left empty there is none."""

    client_id = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)


class SetupForm:
    """The board's form with its rows of questions and of people and its first session, checked and shown together."""

    def __init__(self, data, *, zone):
        self.board = BoardForm(data, zone=zone)
        self.rows = {
            "questions": QuestionFormSet(data, prefix="questions", form_kwargs={"zone": zone}),
            "people": PeopleFormSet(data, prefix="people", form_kwargs={"zone": zone}),
        }
        self.session = FirstSession(data, prefix="sessions-0", zone=zone)
        self.texts = TextsForm(data, prefix="texts", initial=None if data else default_texts())
        self.is_bound = self.board.is_bound

    def is_valid(self):
        """Whether nothing needs mending anywhere; all of it is looked at."""
        parts = [self.board, self.texts, self.session, *self.rows.values()]
        heeded = [part.is_valid() for part in parts]
        return all(heeded)

    def details(self):
        """What the command asks for: the board, and every row in its place."""
        rows = {name: [row.cleaned_data for row in rows] for name, rows in self._rows().items()}
        return {"board": self.board.cleaned_data, "texts": self.texts.texts(), **rows}

    def refuse(self, refusal):
        """Show what the command refused in the row and field that it names."""
        if not refusal.fields and not self.is_valid():
            return
        kind, _, field = next(iter(refusal.fields), "").partition("-")
        if kind not in self._rows():
            self.board.refuse(refusal)
            return
        place, _, field = field.partition("-")
        self._rows()[kind][int(place)].refuse(Invalid(fields={field: refusal.message}))

    def context(self):
        """The names that the template uses."""
        return {"form": self.board, "texts": self.texts, "session_form": self.session, **self.rows}

    def _rows(self):
        return {name: rows.forms for name, rows in self.rows.items()} | {"sessions": [self.session]}


def _stimulus(shown):
    """A stimulus of what was typed; the lines of a table or figure are read as comma- or tab-separated cells."""
    if not any(shown.values()):
        return None
    if shown["kind"] in {"table", "figure"}:
        shown = shown | {"rows": _cells(shown["text"]), "text": ""}
    return checked_stimulus(shown)


def _cells(text):
    try:
        lines = list(csv.reader(StringIO(text), delimiter="\t" if "\t" in text else ",", strict=True))
    except csv.Error as wrong:
        complaint = "A quotation mark is not closed, or stands inside a cell. Quote the whole cell."
        raise Invalid(message=complaint, fields={"stimulus_text": complaint}) from wrong
    return [line for line in lines if any(cell.strip() for cell in line)]
