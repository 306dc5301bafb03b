"""The forms that say what a document is about, for whom, and where it is shown; and who approves."""

from django import forms

from advisory.accounts.places import countries, languages
from advisory.fields import LongList, Words, ZonedForm
from resources.commands.approvals import STEPS
from resources.commands.documents import LONGEST_TITLE
from resources.commands.vocabulary import LONGEST as LONGEST_WORD
from resources.models import BOARDS, Document, Review, Term
from resources.places import places

BOXES = forms.CheckboxSelectMultiple
ORDER = ("No approval", "First", "Second", "Third")


class DetailsForm(ZonedForm):
    """What a document is about, and for whom it is meant."""

    title = Words(label="Title", most=LONGEST_TITLE)
    summary = Words(label="Summary", most=600, text=True, rows=2, required=False)
    kind = forms.ChoiceField(label="Kind", required=False)
    language = forms.ChoiceField(label="Language", choices=languages, widget=LongList)
    areas = forms.MultipleChoiceField(label="Therapeutic areas", required=False, widget=BOXES)
    products = forms.MultipleChoiceField(label="Products", required=False, widget=BOXES)
    tags = Words(label="Tags", most=400, required=False)
    roles = forms.MultipleChoiceField(
        label="Seen by", required=False, widget=BOXES, choices=(("advisor", "Advisors"), ("observer", "Observers"))
    )
    countries = forms.MultipleChoiceField(
        label="Countries", required=False, choices=countries, widget=forms.SelectMultiple(attrs={"size": 5})
    )
    confidentiality = forms.ChoiceField(label="Confidentiality", choices=Document.Confidentiality.choices)
    valid_until = forms.DateField(label="Valid until", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    watermarked = forms.BooleanField(label="Downloads carry reader and date", required=False)
    annotated = forms.BooleanField(label="Readers may write notes on it", required=False)

    def __init__(self, *args, document, **kwargs):
        told = _told(document.to_come)
        super().__init__(*args, initial=told, **kwargs)
        has = {"kind": [told["kind"]] if told["kind"] else [], "areas": told["areas"], "products": told["products"]}
        for name, words in has.items():
            offered = sorted({*Term.objects.words(name.removesuffix("s")), *words})
            self.fields[name].choices = [(word, word) for word in offered]
            if not offered:
                del self.fields[name]
        self.fields["kind"].choices = [("", "None"), *self.fields["kind"].choices]

    def details(self):
        """What the command asks for."""
        given = dict(self.cleaned_data)
        tags = [tag.strip() for tag in given["tags"].split(",") if tag.strip()]
        return given | {"tags": tags}


class PlaceForm(ZonedForm):
    """Where a document is shown on its board, and whether it is read before one answers there."""

    question = forms.TypedChoiceField(label="Beside which question", required=False, coerce=int, empty_value=None)
    preread = forms.BooleanField(label="Pre-read: it is read before the question is answered", required=False)
    minutes = forms.IntegerField(label="Minutes it takes", min_value=0, max_value=600, required=False)
    boards = forms.MultipleChoiceField(label="Also in the library of", required=False, widget=BOXES)

    def __init__(self, *args, document, others, **kwargs):
        shelf = document.shelves.filter(board=document.board).first()
        coming = document.on_its_way.details.get(BOARDS, {}) if document.on_its_way else {}
        shown = {*(str(one.board_id) for one in document.shelves.all()), *coming}
        initial = {"question": shelf.question_number, "preread": shelf.preread, "minutes": shelf.minutes or None}
        super().__init__(*args, initial=initial | {"boards": sorted(shown)}, **kwargs)
        beside = [(number, f"Question {number}: {title}") for number, title in places(document.board)]
        self.fields["question"].choices = [("", "None, the library alone"), *beside]
        self.fields["boards"].choices = [(str(board.pk), board.title) for board in others]
        if not others:
            del self.fields["boards"]


class WordForm(ZonedForm):
    """A word for the vocabulary."""

    facet = forms.ChoiceField(label="For", choices=Term.Facet.choices)
    word = Words(label="Word", most=LONGEST_WORD)


class ApprovalsForm(ZonedForm):
    """In which step each function signs, if at all."""

    def __init__(self, *args, board, **kwargs):
        super().__init__(*args, **kwargs)
        for function, label in Review.Function.choices:
            steps = [(0, ORDER[0]), *((step, ORDER[step]) for step in STEPS)]
            self.fields[function] = forms.TypedChoiceField(
                label=label, choices=steps, coerce=int, initial=board.approvals.get(function, 0)
            )

    def approvals(self):
        """The functions that sign, each with its step."""
        return {function: step for function, step in self.cleaned_data.items() if step}


def _told(document):
    plain = ("title", "summary", "language", "roles", "countries", "confidentiality", "watermarked", "annotated")
    told = {name: getattr(document, name) for name in plain}
    told |= {"valid_until": document.valid_until and document.valid_until.isoformat(), "tags": ", ".join(document.tags)}
    areas, products = ([term.word for term in terms.all()] for terms in (document.areas, document.products))
    return told | {"kind": document.kind.word if document.kind else "", "areas": areas, "products": products}
