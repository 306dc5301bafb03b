"""What to look for in a board's audit trail."""

from datetime import UTC, date, datetime, time, timedelta

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from advisory.events.kinds import KINDS

DAY = {"invalid": "Write a day, like 2027-06-04."}
YEARS = "Choose a day between the years 2000 and 2199."
KEPT = [MinValueValidator(date(2000, 1, 1), YEARS), MaxValueValidator(date(2199, 12, 31), YEARS)]
NUMBER = {"invalid": "Write the number of an entry.", "min_value": "Entries are counted from 1."}


class TrailForm(forms.Form):
    """Somebody, an event, entries or days; empty fields ask for nothing."""

    q = forms.CharField(label="Person, event or entry number", required=False, max_length=80)
    kind = forms.ChoiceField(label="Event", required=False)
    first = forms.IntegerField(label="From entry", required=False, min_value=1, max_value=10**12, error_messages=NUMBER)
    last = forms.IntegerField(label="To entry", required=False, min_value=1, max_value=10**12, error_messages=NUMBER)
    since = forms.DateField(label="From day, UTC", required=False, validators=KEPT, error_messages=DAY)
    until = forms.DateField(label="To day, UTC", required=False, validators=KEPT, error_messages=DAY)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Any"), *((name, name) for name in sorted(KINDS))]
        for name in ("since", "until"):
            self.fields[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def asked(self):
        """What is asked, with days as moments; nothing of what cannot be understood."""
        given = dict(self.cleaned_data) if self.is_valid() else {}
        for name, days in (("since", 0), ("until", 1)):
            if given.get(name):
                given[name] = datetime.combine(given[name] + timedelta(days=days), time(), UTC)
        return {name: value for name, value in given.items() if value}
