"""What a member says when they flag a post."""

from django import forms

from advisory.fields import Words, ZonedForm
from discussions.models import Flag


class FlagForm(ZonedForm):
    """What is wrong with a post."""

    reason = forms.ChoiceField(label="What is wrong", choices=Flag.Reason.choices, widget=forms.RadioSelect)
    note = Words(label="Anything the moderators should know", most=400, rows=2, required=False)
