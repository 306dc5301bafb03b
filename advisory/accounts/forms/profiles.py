"""The forms of one's own account: profile, photo, reading, identifiers, and leaving for good."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from advisory.accounts.models import Credential
from advisory.accounts.models.profile import CareRole, TextSize
from advisory.accounts.places import countries, in_zone, languages, zones
from advisory.accounts.titles import KNOWN
from advisory.fields import LongList, Words, ZonedForm


class ProfileForm(ZonedForm):
    """What somebody tells of themselves."""

    title = Words(label="Title", most=30, required=False, widget=forms.TextInput(attrs={"list": "titles"}))
    name = Words(label="Name as shown", most=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    said_as = Words(label="How to say it", most=120, required=False)
    care_role = forms.ChoiceField(label="Role in care", required=False, choices=[("", "Not said"), *CareRole.choices])
    specialty = Words(label="Field", most=120, required=False)
    affiliation = Words(
        label="Affiliation", most=160, required=False, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    city = Words(
        label="City", most=80, required=False, widget=forms.TextInput(attrs={"autocomplete": "address-level2"})
    )
    country = forms.ChoiceField(label="Country", required=False, widget=LongList)
    time_zone = forms.ChoiceField(label="Time zone", widget=LongList)
    languages = forms.MultipleChoiceField(
        label="Languages", required=False, choices=languages, widget=forms.CheckboxSelectMultiple
    )
    titles = KNOWN

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, initial=_told(person), **kwargs)
        now = timezone.now()
        self.fields["country"].choices = [("", "Not said"), *countries()]
        listed, own = zones(now), person.time_zone
        known = {name for _, names in listed for name, _ in names}
        rare = [] if own in known else [(own, in_zone(own, now))]
        self.fields["time_zone"].choices = [*rare, *listed[0][1], *listed[1:]]


class PhotoForm(ZonedForm):
    """A photo of oneself."""

    photo = forms.FileField(
        label="Photo",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": "Choose a photo from your computer.", "empty": "This file is empty."},
    )


class ReadingForm(ZonedForm):
    """How somebody wants to read and move."""

    text_size = forms.ChoiceField(label="Text size", required=False, choices=TextSize.choices)
    less_motion = forms.BooleanField(label="Less motion", required=False)
    single_keys = forms.BooleanField(label="Single-key shortcuts", required=False)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, initial={name: getattr(person, name) for name in self.base_fields}, **kwargs)


class IdentifierForm(ZonedForm):
    """An identifier to be checked."""

    kind = forms.ChoiceField(label="Kind", choices=Credential.Kind.choices)
    number = Words(label="Number", most=60)
    register = Words(label="Register", most=120, required=False)


class ErasureForm(ZonedForm):
    """The one thing that is typed again before it cannot be undone."""

    confirmation = Words(label="Confirmation", most=254)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.wanted = person.email or person.name
        self.fields["confirmation"].label = f"Type {self.wanted} to confirm"

    def clean_confirmation(self):
        """The words that were asked for, whatever their case."""
        if self.cleaned_data["confirmation"].casefold() != self.wanted.casefold():
            raise ValidationError(f"This is not {self.wanted}. Nothing was erased.")
        return self.wanted


def _told(person):
    told = {name: getattr(person, name) for name in ProfileForm.base_fields}
    return told | {"name": person.own_name}
