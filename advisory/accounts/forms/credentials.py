"""The forms of the desk at which identifiers are checked."""

from django import forms
from django.utils import timezone

from advisory.fields import Words, ZonedForm

DAY = {"invalid": "Write a day, like 2027-06-04."}


class VerificationForm(ZonedForm):
    """What was seen, when and where, and how long it holds."""

    evidence = Words(label="What you saw", most=400, rows=2)
    link = Words(label="Where", most=500, required=False, widget=forms.URLInput)
    seen_on = forms.DateField(
        label="Looked up on",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=lambda: timezone.now().date(),
        error_messages=DAY,
    )
    valid_until = forms.DateField(
        label="Holds until", required=False, widget=forms.DateInput(attrs={"type": "date"}), error_messages=DAY
    )


class RejectionForm(ZonedForm):
    """Why an identifier is not accepted; its owner reads this."""

    reason = Words(label="Reason", most=400, rows=2)
