"""What the medical team reads, what chair and moderators see and may do, and to whom a seat is handed."""

from django import forms

from boards.commands.successions import AFTER
from boards.models import Sight

HINTS = {
    Sight.NAMED: "Everything that is answered, with who wrote it",
    Sight.BLINDED: "Everything that is answered, without a name on any question",
    Sight.REPORT: "No answers, no counts, no back room; the library stays open",
}


class WallForm(forms.Form):
    """What the medical team reads where nothing else is said of a seat."""

    sight = forms.ChoiceField(choices=Sight.choices)


class SeatForm(forms.Form):
    """What one seat of the medical team reads; nothing: what the board says."""

    sight = forms.ChoiceField(choices=[("", "As the board says"), *Sight.choices], required=False)


class SwitchesForm(forms.Form):
    """What moderators see and may do; and for whoever may say so, whether the chair sees names."""

    moderators_named = forms.BooleanField(label="Moderators see names on blinded questions", required=False)
    moderators_seat = forms.BooleanField(label="Moderators invite and seat people", required=False)
    moderators_unmask = forms.BooleanField(label="Moderators may unmask who reported a safety event", required=False)
    moderators_export = forms.BooleanField(label="Moderators take the discussion out", required=False)
    chairs_named = forms.BooleanField(label="The chair sees names on blinded questions", required=False)

    def __init__(self, data, *, board, own):
        """`own` are the switches that the reader may set."""
        shown = {name: getattr(board, name) for name in own}
        super().__init__(data, initial={_field(name): on != _turned(name) for name, on in shown.items()})
        self.own = own
        for name in set(self.fields) - {_field(name) for name in own}:
            del self.fields[name]

    def switches(self):
        """The switches as the board keeps them."""
        return {name: self.cleaned_data[_field(name)] != _turned(name) for name in self.own}


class SuccessionForm(forms.Form):
    """Who takes a seat over, and what becomes of whoever had it."""

    heir = forms.ChoiceField(label="Who takes it over")
    after = forms.ChoiceField(label="Afterwards", choices=list(AFTER.items()), widget=forms.RadioSelect)

    def __init__(self, data, *, heirs):
        super().__init__(data, initial={"after": "observer"})
        self.fields["heir"].choices = [(str(seat.pk), seat.user.name) for seat in heirs]


def _field(switch):
    return switch.replace("blinded", "named")


def _turned(switch):
    """Whether the form says a switch the other way round: who sees names, not from whom they are kept."""
    return switch.endswith("blinded")
