"""How a question is answered, as the team sets it up: with the question, and changed afterwards."""

from django import forms

from advisory.fields import Words, ZonedForm
from advisory.pictures import picture_of
from advisory.refusals import Invalid
from discussions.answering import DISCUSSION, KINDS, STATEMENTS
from discussions.answering.reading import LONGEST_LABEL, MOST_OPTIONS
from discussions.answering.scale import SCALES

TYPES = [(DISCUSSION, "In words: an open discussion"), *((name, kind.LABEL) for name, kind in KINDS.items()),
         (STATEMENTS, "Agree, disagree or pass on statements")]  # fmt: skip
ROOM = MOST_OPTIONS * LONGEST_LABEL * 10  # so that too many options are told as such, and not as too many letters
USES = {  # which fields a type has, and what its design calls each of them
    "choice": {"options": "options", "many": "many", "choose_most": "most", "other": "other"},
    "scale": {"scale": "scale", "low_label": "low_label", "middle_label": "middle_label", "high_label": "high_label"},
    "matrix": {"options": "options", "columns": "columns"},
    "ranking": {"options": "options", "skip": "skip"},
    "points": {"options": "options", "total": "total"},
    "number": {"unit": "unit", "lowest": "least", "highest": "most", "whole": "whole"},
    "table": {"options": "options", "columns": "columns", "corner": "corner", "more": "more"},
    "figure": {"marks_most": "most", "regions": "regions", "alt": "alt", "image": "image"},
}


def _number(label, **more):
    return forms.CharField(label=label, required=False, max_length=20, **more)


class DesignFields(forms.Form):
    """Every field that some type has; which of them count, the type says."""

    uses, kinds = USES, KINDS

    options = Words(label="Options or rows, one a line", most=ROOM, text=True, rows=5, required=False)
    columns = Words(label="Columns, one a line", most=ROOM, text=True, rows=4, required=False)
    many = forms.BooleanField(label="Several may be chosen", required=False)
    choose_most = _number("Choose at most")
    other = forms.BooleanField(label="Offer “Other”, in their own words", required=False)
    scale = forms.ChoiceField(label="Scale", choices=[(name, name.replace("-", " to ")) for name in SCALES],
                              initial="1-9", required=False)  # fmt: skip
    low_label = Words(label="The lowest says", most=40, required=False)
    middle_label = Words(label="The middle says", most=40, required=False)
    high_label = Words(label="The highest says", most=40, required=False)
    skip = forms.BooleanField(label="Some may be skipped", required=False, initial=True)
    total = _number("Points to give", initial="100")
    unit = Words(label="Unit", most=40, required=False)
    lowest, highest = _number("Lowest"), _number("Highest")
    whole = forms.BooleanField(label="Whole numbers only", required=False)
    corner = Words(label="Name of the first column", most=40, required=False)
    more = forms.BooleanField(label="Rows may be added", required=False)
    marks_most = _number("Marks at most", initial="3")
    regions = forms.BooleanField(label="Regions may be marked, too", required=False)

    def design_of(self, name):
        """The design of one type, as its kind checks it; Invalid names a field of this form."""
        uses = self.uses[name]
        raw = {uses[field]: self._said(field) for field in uses if field in self.fields}
        try:
            return self.kinds[name].checked_design(raw)
        except Invalid as refusal:
            fields = {field: refusal.fields[named] for field, named in uses.items() if named in refusal.fields}
            raise Invalid(message=refusal.message, fields=fields or {"options": refusal.message}) from refusal

    def _said(self, field):
        said = self.cleaned_data.get(field)
        return said.splitlines() if field in {"options", "columns"} and said else said


class DesignForm(DesignFields, ZonedForm):
    """How one question is answered: the fields of its type alone, as they stand."""

    alt = Words(label="What the image shows, for those who do not see it", most=400, required=False)
    image = forms.FileField(label="Image to mark", required=False,
                            widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}))  # fmt: skip

    def __init__(self, *args, question, **kwargs):
        super().__init__(*args, initial=typed_before(USES[question.type], question.design), **kwargs)
        self.question = question
        for name in set(self.fields) - set(USES[question.type]):
            del self.fields[name]

    def clean(self):
        """The design, and the image drawn anew."""
        given = super().clean()
        if not self.errors:
            try:
                given["design"] = self.design_of(self.question.type) if "image" not in self.fields else self._marked()
            except Invalid as refusal:
                self.refuse(refusal)
        return given

    def _marked(self):
        """A figure's design; its image goes apart, for it has to be stored."""
        file = self.cleaned_data.pop("image", None)
        self.picture = picture_of(file, "image") if file else None
        return self.design_of("figure")


def typed_before(uses, design):
    """What stands in the fields of a design that is there already."""
    told = {field: design.get(name) for field, name in uses.items() if field != "image"}
    for field, name in (("options", "rows" if "rows" in design else "options"), ("columns", "columns")):
        if field in told:
            told[field] = "\n".join(one["label"] for one in design.get(name, ()))
    if "scale" in uses and design:
        told["scale"] = f"{design['low']}-{design['high']}"
    return told
