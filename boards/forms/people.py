"""Whom to invite to which seat, and a member's new role."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from advisory.fields import Words, ZonedForm
from boards.models import Role

EXPERT = "A patient expert takes an advisor's seat."


class Name(Words):
    """Somebody's name: it stands in letters' headers, so what would begin another line is refused, not mended."""

    def to_python(self, value):
        """The name as it is kept, or what is wrong with it."""
        if any(letter in "\r\n\v\f\x85\u2028\u2029" for letter in str(value or "").strip(" ")):
            raise ValidationError("Write the name on one line.")
        return super().to_python(value)


class InviteForm(ZonedForm):
    """One person and the seat they are offered."""

    name = Name(label="Name", most=120, required=False, help_text="With the title, as the letter begins")
    address = Words(
        label="Email", most=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        validators=[EmailValidator("Write a whole address, like name@hospital.org.")],
    )  # fmt: skip
    role = forms.ChoiceField(label="Seat", choices=Role.choices, initial=Role.ADVISOR.value)
    patient_expert = forms.BooleanField(label="Patient expert", required=False)

    def clean(self):
        """Patient experts sit among the advisors."""
        kept = super().clean()
        if kept.get("patient_expert") and kept.get("role") != Role.ADVISOR:
            self.add_error("role", EXPERT)
        return kept


class RoleForm(forms.Form):
    """The role that a member is to have."""

    role = forms.ChoiceField(label="Seat", choices=Role.choices)
