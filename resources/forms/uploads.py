"""The forms beside files that have arrived: what each is, and to whom those that are ready are sent."""

from difflib import SequenceMatcher

from django import forms

from advisory.fields import Words
from resources.commands.versions import LONGEST_CHANGE
from resources.forms.details import DetailsForm
from resources.models import Document, Version

ALIKE = 0.6
ASKED = ("title", "kind", "valid_until", "language", "roles")


class AboutForm(DetailsForm):
    """What a file is that has just arrived: a document of its own, or the next version of one that is there."""

    follows = forms.ChoiceField(label="This is", required=False)
    changed = Words(label="What changed", most=LONGEST_CHANGE, text=True, rows=2, required=False)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, document=document, **kwargs)
        self.fields["valid_until"].label = "Expires"
        for name in set(self.fields) - {*ASKED, "follows", "changed"}:
            del self.fields[name]
        told = [(str(one.pk), f"A new version of “{one.title}”") for one in before(document)]
        self.fields["follows"].choices = [("", "A new document"), *told]
        self.fields["follows"].initial = _likely(document)
        self.order_fields(("title", "kind", "follows", "changed", "valid_until", "language", "roles"))
        self.fields["title"].required = False

    def clean(self):
        """A new version says what changed, and a new document has a title."""
        given = super().clean()
        name = "changed" if given.get("follows") else "title"
        if name not in self.errors and not given.get(name):
            self.add_error(name, "Say what changed." if name == "changed" else "Fill this in.")
        return given

    def details(self):
        """What is said of a document of its own."""
        return {name: self.cleaned_data[name] for name in ASKED if name in self.cleaned_data}


def before(document):
    """The other documents of a board that a new version may follow now."""
    others = Document.objects.filter(board=document.board_id).exclude(pk=document.pk)
    return others.exclude(versions__state__in=Version.OPEN).order_by("title")[:200]


def _likely(document):
    """The document whose title is most like this one's, if any is alike."""
    rated = [(SequenceMatcher(None, one.title.lower(), document.title.lower()).ratio(), str(one.pk), one) for one in
             before(document)]  # fmt: skip
    best = max(rated, default=(0, "", None))
    return best[1] if best[0] >= ALIKE else ""
