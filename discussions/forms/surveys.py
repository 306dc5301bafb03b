"""A survey as the team sets it up by plain forms: its promise, sections, items, where they lead, who is asked."""

from django import forms

from advisory.fields import Moment, Words, ZonedForm
from advisory.refusals import Invalid
from advisory.text import LONGEST
from advisory.zones import zone_of
from discussions.forms.designs import USES, DesignFields, typed_before
from discussions.models import Survey
from discussions.surveys.blocks import BLOCKS
from discussions.surveys.branching import END, IS, LEAST, operators
from discussions.surveys.design import LONGEST_INTRO, LONGEST_LABEL, LONGEST_TITLE
from discussions.surveys.promises import PROMISES

ITEM_USES = {name: uses for name, uses in USES.items() if name in BLOCKS} | {
    "prose": {"longest": "longest"},
    "likert": {"options": "options", "points": "points"},
    "nps": {"low_label": "low_label", "high_label": "high_label"},
    "sus": {"it": "it"},
}
LABELS = {  # what the lines of some kinds are, and their columns
    "choice": {"options": "Options, one a line"}, "ranking": {"options": "What is ranked, one a line"},
    "points": {"options": "What points are given to, one a line"}, "likert": {"options": "Statements, one a line"},
    "matrix": {"options": "Rows, one a line", "columns": "Columns, one a line"},
    "table": {"options": "Rows, one a line", "columns": "Columns, one a line"},
}  # fmt: skip
TOLD = {IS: "is", LEAST: "is at least", "has": "has"}


class SurveyForm(ZonedForm):
    """What a survey is called, whom it asks, and what it promises."""

    title = Words(label="Title", most=LONGEST_TITLE)
    intro = Words(label="What it is about", most=LONGEST_INTRO, text=True, rows=3, required=False,
                  help_text="Stands before the first section")  # fmt: skip
    asked = forms.ChoiceField(label="Who of the board is asked", choices=Survey.Asked.choices,
                              initial=Survey.Asked.ADVISORS)  # fmt: skip
    promise = forms.ChoiceField(label="What respondents are promised", initial=Survey.Promise.BLINDED,
                                choices=[(one, f"{one.label}. {PROMISES[one][0]}") for one in Survey.Promise],
                                widget=forms.RadioSelect)  # fmt: skip
    privacy = Words(label="What becomes of the answers", most=LONGEST_INTRO, text=True, rows=3, required=False,
                    help_text="For people without a seat: who asks, what for, how long answers are kept")  # fmt: skip


class TimesForm(ZonedForm):
    """When a survey opens and closes; once it is open, when it closes."""

    opens_at = Moment(label="Opens", required=False, help_text="In your time; empty: opened by hand")
    closes_at = Moment(label="Closes", required=False, help_text="In your time; empty: closed by hand")

    def __init__(self, *args, survey, zone, **kwargs):
        planned = {name: _typed_as(getattr(survey, name), zone) for name in ("opens_at", "closes_at")}
        super().__init__(*args, zone=zone, initial=planned, **kwargs)
        if survey.state != Survey.State.DRAFT:
            del self.fields["opens_at"]

    def times(self):
        """Opening and closing, as the command takes them."""
        return self.cleaned_data.get("opens_at"), self.cleaned_data["closes_at"]


class SectionForm(ZonedForm):
    """A section: its heading, and what is said before its questions."""

    title = Words(label="Heading of the section", most=LONGEST_TITLE)
    intro = Words(label="What is said before its questions", most=LONGEST_INTRO, text=True, rows=2, required=False)


class NextForm(SectionForm):
    """A section that is there already, with where it leads when no branch does."""

    next = forms.ChoiceField(label="When no branch applies, go to", required=False)

    def __init__(self, *args, design, key, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["next"].choices = [("", "The section that follows"), *later(design, key)]


class BranchForm(ZonedForm):
    """Where an answer leads after a section."""

    when = forms.ChoiceField(label="When")
    number = Words(label="Number", most=20, required=False, help_text="For numbers and scales alone")
    to = forms.ChoiceField(label="Go to")

    def __init__(self, *args, design, key, **kwargs):
        super().__init__(*args, auto_id=f"branch-{key}-%s", **kwargs)
        self.fields["when"].choices = answers_before(design, key)
        self.fields["to"].choices = later(design, key)
        if not any(one[0].endswith(" -") for _, group in self.fields["when"].choices for one in group):
            del self.fields["number"]

    def rule(self):
        """The branch as a design keeps it."""
        item, op, value = self.cleaned_data["when"].split(" ")
        value = self.cleaned_data.get("number") if value == "-" else value
        return {"item": item, "op": op, "value": value, "to": self.cleaned_data["to"]}

    def refuse(self, refusal):
        """Whatever is wrong with a branch is wrong with its number, or with all of it."""
        asked = "number" in self.fields and self.data.get("when", "").endswith(" -")
        words = next(iter(refusal.fields.values()), refusal.message)
        self.add_error("number" if asked else None, words.partition(": ")[2] or words)


class ItemForm(DesignFields, ZonedForm):
    """A question of a survey: its words, whether it has to be answered, and what its kind asks."""

    uses, kinds = ITEM_USES, BLOCKS

    label = Words(label="Question", most=LONGEST_LABEL, rows=2)
    help = Words(label="A line that helps to answer", most=LONGEST, required=False)
    required = forms.BooleanField(label="It has to be answered", required=False)
    points = forms.ChoiceField(label="Points", choices=[("5", "Five, from strongly disagree to strongly agree"),
                                                        ("7", "Seven")])  # fmt: skip
    it = Words(label="What the ten statements call it", most=60, required=False, help_text="Such as: the diary")
    longest = Words(label="Characters at most", most=6, required=False)
    field_order = ("label", "help")

    def __init__(self, *args, kind, item=None, **kwargs):
        design = item["design"] if item else {}
        before = typed_before(ITEM_USES[kind], design) if item else {}
        if kind == "likert" and item:
            before["points"] = str(len(design["columns"]))
        super().__init__(*args, initial=before | {name: item[name] for name in ("label", "help", "required")}
                         if item else None, **kwargs)  # fmt: skip
        self.kind = kind
        for name in set(self.fields) - set(ITEM_USES[kind]) - {"label", "help", "required"}:
            del self.fields[name]
        for name, label in LABELS.get(kind, {}).items():
            self.fields[name].label, self.fields[name].required = label, True
        self.order_fields([*(name for name in self.fields if name != "required"), "required"])

    def clean(self):
        """The item as a design keeps it."""
        given = super().clean()
        if self.errors:
            return given
        try:
            design = self.design_of(self.kind)
        except Invalid as refusal:
            self.refuse(refusal)
            return given
        return {name: given[name] for name in ("label", "help", "required")} | {"kind": self.kind, "design": design}

    def _said(self, field):
        said = super()._said(field)
        return int(said) if field == "points" and said else said


class InvitesForm(forms.Form):
    """Addresses of people without a seat."""

    addresses = Words(label="Email addresses", most=50_000, text=True, rows=6, help_text="One on each line")

    def lines(self):
        """What was written on each line."""
        return [line.strip() for line in self.cleaned_data["addresses"].splitlines() if line.strip()]

    def refuse(self, refusal):
        """Say at the addresses what is wrong with them."""
        for words in refusal.fields.values() or [refusal.message]:
            self.add_error("addresses", words)


def later(design, key):
    """The sections that come after one, and the end, as choices."""
    keys = [section["id"] for section in design["sections"]]
    after = design["sections"][keys.index(key) + 1 :]
    return [*((one["id"], one["title"]) for one in after), (END, "The end")]


def answers_before(design, key):
    """The answers that may lead from a section on, of its own items and those before it, as grouped choices."""
    keys = [section["id"] for section in design["sections"]]
    items = [item for section in design["sections"][: keys.index(key) + 1] for item in section["items"]]
    return [(item["label"], _answers(item)) for item in reversed(items) if operators(item["kind"])]


def _answers(item):
    known = operators(item["kind"])
    if item["kind"] != "choice":
        return [(f"{item['id']} {op} -", f"{item['label']} {TOLD[op]} the number") for op in known]
    options = [(one["id"], one["label"]) for one in item["design"]["options"]]
    options += [("other", "Other")] if item["design"]["other"] else []
    known = known if item["design"]["many"] else (IS,)
    return [
        (f"{item['id']} {op} {value}", f"{item['label']}: {_only(item, op)}“{label}”")
        for op in known for value, label in options
    ]  # fmt: skip


def _only(item, op):
    return "only " if item["design"]["many"] and op == IS else ""


def _typed_as(moment, zone):
    return moment.astimezone(zone_of(zone)).strftime("%Y-%m-%dT%H:%M") if moment else None
