"""What somebody tells of themselves when they take their first seat, and why somebody declines."""

from django import forms
from django.contrib.auth import get_user_model, password_validation
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language_from_request

from advisory.accounts.models.profile import CareRole
from advisory.accounts.places import countries, in_zone, is_zone, languages, zones
from advisory.fields import LongList, Words, ZonedForm
from boards.forms.people import Name
from boards.models import Invitation


class Zone(forms.CharField):
    """The city whose time somebody lives by; any zone that the browser knows will do."""

    default_error_messages = {"required": "Choose your city, so that times are shown in it."}

    def clean(self, value):
        """The zone, if there is such a place."""
        name = super().clean(value)
        if not is_zone(name):
            raise ValidationError("Choose a city from the list.")
        return name


class DetailsForm(ZonedForm):
    """The account of somebody new: who they are, where, in which language, and a password if they want one."""

    name = Name(label="Your name, with its title", most=120)
    care_role = forms.ChoiceField(label="Role in care", choices=[("", "Choose"), *CareRole.choices], required=False)
    specialty = Words(label="Specialty", most=120, required=False)
    affiliation = Words(label="Hospital or organisation", most=160, required=False)
    city = Words(label="City", most=80, required=False)
    country = forms.ChoiceField(label="Country", required=False, widget=LongList)
    time_zone = Zone(label="Time zone", widget=LongList)
    language = forms.ChoiceField(label="Language you read most easily")
    password = forms.CharField(
        label="Password", required=False, max_length=128, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, data, *, invitation, language="en"):
        super().__init__(data, initial={"name": invitation.name, "language": language})
        self.invitation = invitation
        self.fields["country"].choices = [("", "Choose"), *countries()]
        self.fields["language"].choices = languages()
        self.fields["time_zone"].widget.choices = [("", "Choose your city"), *zones(timezone.now())]
        self._keep_unlisted(self.data.get("time_zone", ""))

    def clean(self):
        """A password that is easily guessed is named as such."""
        kept = super().clean()
        if kept.get("password"):
            person = get_user_model()(email=self.invitation.address, name=kept.get("name", ""))
            try:
                password_validation.validate_password(kept["password"], person)
            except ValidationError as weak:
                self.add_error("password", weak)
        return kept

    def profile(self):
        """What the account is made of."""
        told = dict(self.cleaned_data)
        told["languages"] = [told.pop("language")]
        return told | {"password": told["password"] or None}

    def _keep_unlisted(self, name):
        """A zone of the browser's that the list knows by another name stays chosen."""
        listed = {zone for _, group in self.fields["time_zone"].widget.choices[1:] for zone, _ in group}
        if name and name not in listed and is_zone(name):
            self.fields["time_zone"].widget.choices[1:1] = [(name, in_zone(name, timezone.now()))]


def language_of(request):
    """The language that a browser asks for first, among those people are likely to advise in."""
    asked = request.headers.get("Accept-Language", "").partition(",")[0].partition(";")[0].partition("-")[0]
    known = dict(languages())
    return asked.strip().lower() if asked.strip().lower() in known else get_language_from_request(request)[:2]


class DeclineForm(ZonedForm):
    """One reason, and somebody else to ask."""

    reason = forms.ChoiceField(
        label="Main reason", choices=Invitation.Reason.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the reasons.", "invalid_choice": "Choose one of the reasons."},
    )  # fmt: skip
    suggestion = Name(
        label="Someone you would suggest", most=200, required=False,
        help_text="A name and hospital is enough; we do not contact them in your name",
    )  # fmt: skip
