"""A line of a transcript, as it is typed."""

from django import forms

from advisory.fields import Words, ZonedForm
from boards.models.captions import LONGEST


class CaptionForm(ZonedForm):
    """What was said; nothing takes the line out."""

    words = Words(label="What was said", most=LONGEST, rows=4, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
