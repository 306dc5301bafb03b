"""The form that publishes a document."""

from django import forms

from advisory.fields import Words
from resources.commands.documents import LONGEST_TITLE
from resources.forms.versions import ContentForm
from resources.places import places


class DocumentForm(ContentForm):
    """What is published, in which format, and beside which question."""

    title = Words(label="Title", most=LONGEST_TITLE)
    question = forms.TypedChoiceField(label="Beside which question", required=False, coerce=int, empty_value=None)
    field_order = ("title", "format", "question")

    def __init__(self, *args, board, **kwargs):
        super().__init__(*args, **kwargs)
        beside = [(number, f"Question {number}: {title}") for number, title in places(board)]
        self.fields["question"].choices = [("", "None, the library alone"), *beside]

    def details(self):
        """What the command asks for."""
        given = dict(self.cleaned_data)
        return given | {"question_number": given.pop("question")}
