"""The form that publishes a document."""

from django import forms

from advisory.fields import Words, ZonedForm
from advisory.text import LONGEST
from resources.commands.contents import LONGEST_ADDRESS
from resources.commands.documents import LONGEST_TITLE
from resources.places import places

AGAIN = "Choose the file again: a browser does not keep it."


class DocumentForm(ZonedForm):
    """What is published, in which format, and beside which question."""

    FORMATS = (("pdf", "PDF file"), ("link", "Link"), ("page", "Page of text"))

    title = Words(label="Title", most=LONGEST_TITLE)
    format = forms.ChoiceField(label="What it is", choices=FORMATS)
    question = forms.TypedChoiceField(label="Beside which question", required=False, coerce=int, empty_value=None)
    file = forms.FileField(label="PDF", required=False, widget=forms.FileInput(attrs={"accept": "application/pdf"}))
    address = Words(label="Link", most=LONGEST_ADDRESS, required=False, widget=forms.URLInput)
    body = Words(label="Page", most=LONGEST, text=True, rows=10, required=False)

    def __init__(self, *args, board, **kwargs):
        super().__init__(*args, **kwargs)
        beside = [(number, f"Question {number}: {title}") for number, title in places(board)]
        self.fields["question"].choices = [("", "None, the library alone"), *beside]

    def details(self):
        """What the command asks for."""
        given = dict(self.cleaned_data)
        return given | {"question_number": given.pop("question")}

    def refuse(self, refusal):
        """Show what was refused; a chosen file has to be chosen again."""
        super().refuse(refusal)
        if self.files and "file" not in self.errors:
            self.add_error("file", AGAIN)
