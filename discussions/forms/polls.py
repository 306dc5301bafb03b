"""A poll as it is asked, and its options worded anew: an option on each line."""

from uuid import uuid4

from django import forms

from advisory.fields import Words
from advisory.text import LONGEST
from discussions.commands.polls import MOST
from discussions.models import Poll

LINES = 20_000  # letters in all options together


class OptionsForm(forms.Form):
    """What a poll offers."""

    options = Words(label="Options", most=LINES, text=True, rows=4, help_text=f"One on each line, 2 to {MOST}")

    def clean_options(self):
        """The lines that say something."""
        return [line for line in self.cleaned_data["options"].splitlines() if line.strip()]

    def refuse(self, refusal):
        """Say at the field what could not be, or above all when it is about none."""
        places = {"body": "prompt"} | {name: name for name in self.fields}
        for name, words in refusal.fields.items():
            self.add_error(places.get(name), words)
        if not refusal.fields:
            self.add_error(None, refusal.message)


class AskForm(OptionsForm):
    """A poll to be asked: what, what may be chosen, and who learns what."""

    prompt = Words(label="Question", most=LONGEST, text=True, rows=2)
    mode = forms.ChoiceField(label="Who learns what", choices=Poll.Mode, initial=Poll.Mode.BLINDED)
    multiple = forms.BooleanField(label="Several answers", required=False, help_text="Each may choose all that fit")
    hidden = forms.BooleanField(
        label="Hide the counts until one has voted", required=False, help_text="The team reads them at once"
    )
    later = forms.BooleanField(
        label="Do not open it yet", required=False, help_text="Its options can be read; voting waits for you"
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    reply_to = forms.UUIDField(widget=forms.HiddenInput, required=False)

    field_order = ("prompt", "options")

    def __init__(self, *args, question, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["prompt"].widget.attrs["autofocus"] = True
        self.fields["mode"].widget = forms.RadioSelect(choices=self._modes(question))

    def _modes(self, question):
        return [one for one in Poll.Mode.choices if not (question.blinded and one[0] == Poll.Mode.NAMED)]

    def asked(self):
        """What the command takes of it."""
        given = dict(self.cleaned_data)
        return given | {"opens": not given.pop("later")}
