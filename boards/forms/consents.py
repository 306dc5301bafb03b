"""The texts of a board, as staff write them and as members agree to them."""

from django import forms
from django.conf import settings

from advisory.fields import Words, ZonedForm
from advisory.text import LONGEST
from boards.commands.consents import MISSING
from boards.models import Consent, Policy

SHIPPED = settings.BASE_DIR / "templates" / "policies"
OWN = settings.DATA / "policies"
CHOICES = [
    (Consent.Choice.NO.value, "No recording"),
    (Consent.Choice.AUDIO.value, "Audio only"),
    (Consent.Choice.VIDEO.value, "Audio and video"),
]
READ = {
    Policy.Kind.AGREEMENT: "I have read and accept the agreement",
    Policy.Kind.PRIVACY: "I have read how my data is used",
}


def default_texts():
    """The texts to begin with: the installation's own under ADVISORY_DATA/policies, or the ones that are shipped."""
    return {kind: _text(kind) for kind in Policy.Kind.values}


def _text(kind):
    own = OWN / f"{kind}.md"
    return (own if own.is_file() else SHIPPED / f"{kind}.md").read_text(encoding="utf-8").strip()


class TextsForm(ZonedForm):
    """What members are asked to agree to; a text that is left empty is not asked for."""

    agreement = Words(label="Advisory agreement", most=LONGEST, text=True, rows=8, required=False)
    privacy = Words(label="Privacy", most=LONGEST, text=True, rows=8, required=False)
    recording = Words(label="Recording of live sessions", most=LONGEST, text=True, rows=5, required=False)

    def texts(self):
        """The texts that were written: {kind: words}."""
        return {kind: self.cleaned_data[kind] for kind in Policy.Kind.values if self.cleaned_data.get(kind)}


class ConsentForm(ZonedForm):
    """One question for each text: what was shown goes with the answer."""

    def __init__(self, data, *, policies):
        super().__init__(data)
        self.policies = policies
        for policy in policies:
            self.fields[f"shown_{policy.kind}"] = forms.UUIDField(initial=policy.pk, widget=forms.HiddenInput)
            self.fields[policy.kind] = _question(policy)

    def answers(self):
        """What was agreed to: {policy id: choice}."""
        kinds = [policy.kind for policy in self.policies]
        return {self.cleaned_data[f"shown_{kind}"]: _choice(self.cleaned_data[kind]) for kind in kinds}

    def clauses(self):
        """Each text with its field."""
        return [{"policy": policy, "field": self[policy.kind]} for policy in self.policies]


def _question(policy):
    told = {"required": MISSING[policy.kind], "invalid_choice": MISSING[policy.kind]}
    if policy.required:
        return forms.BooleanField(label=READ[policy.kind], error_messages=told)
    options = {"widget": forms.RadioSelect, "initial": Consent.Choice.NO.value, "error_messages": told}
    return forms.ChoiceField(label=policy.get_kind_display(), choices=CHOICES, **options)


def _choice(value):
    return Consent.Choice.GIVEN if value is True else Consent.Choice(value)
