"""The form of one's wishes about letters: a row of choices for each notice, and the hour of the daily one."""

from django import forms

from advisory.notifications.mailing import Wishes
from advisory.notifications.models import Preference
from advisory.notifications.notices import wished

HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


class PreferencesForm(forms.Form):
    """One choice for each notice that a person may turn off, as they stand until something else is sent."""

    hour = forms.TypedChoiceField(
        choices=HOURS, coerce=int, label="Daily letter at", widget=forms.Select(attrs={"class": "input"})
    )

    def __init__(self, data=None, *, person):
        wishes = Wishes([person.pk])
        super().__init__(data, initial={"hour": wishes.hour(person.pk)})
        for notice in wished():
            self.fields[f"email_{notice.name}"] = forms.ChoiceField(
                choices=Preference.Email.choices,
                widget=forms.RadioSelect,
                label=notice.label,
                help_text=notice.hint,
                initial=wishes.email(person.pk, notice),
            )

    def rows(self):
        """The choices by notice, as the table shows them."""
        return [{"label": self[name].label, "hint": self[name].help_text, "radios": list(self[name])}
                for name in self.fields if name.startswith("email_")]  # fmt: skip

    def wishes(self):
        """What was chosen: {notice: at_once, daily or off}."""
        kept = self.cleaned_data.items()
        return {name.removeprefix("email_"): email for name, email in kept if name.startswith("email_")}
