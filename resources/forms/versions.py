"""The form with which a version is added, or another file put into one."""

from django import forms

from advisory.fields import Words, ZonedForm
from advisory.text import LONGEST
from resources.commands.contents import LONGEST_ADDRESS
from resources.commands.versions import LONGEST_CHANGE
from resources.intake.formats import TYPES

TAKEN = ",".join(f".{ending}" for ending in TYPES)
AGAIN = "Choose the file again: a browser does not keep it."
FORMATS = (("pdf", "File"), ("link", "Link"), ("page", "Page of text"))


class ContentForm(ZonedForm):
    """What a version holds: a file, an address or a text."""

    format = forms.ChoiceField(label="What it is", choices=FORMATS)
    file = forms.FileField(label="File", required=False, widget=forms.FileInput(attrs={"accept": TAKEN}))
    address = Words(label="Link", most=LONGEST_ADDRESS, required=False, widget=forms.URLInput)
    body = Words(label="Page", most=LONGEST, text=True, rows=10, required=False)

    def refuse(self, refusal):
        """Show what was refused; a chosen file has to be chosen again."""
        super().refuse(refusal)
        if self.files and "file" not in self.errors:
            self.add_error("file", AGAIN)


class VersionForm(ContentForm):
    """A new version, and what changed in it."""

    changed = Words(label="What changed", most=LONGEST_CHANGE, text=True, rows=2)
    field_order = ("changed", "format", "file", "address", "body")
