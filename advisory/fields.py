"""What forms are made of: fields for people's words and for moments in their own time, rows that may stay empty."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import mark_safe

from advisory.refusals import Invalid
from advisory.text import checked
from advisory.zones import moment_of


class Words(forms.CharField):
    """People's words: nothing hidden in them, not too long, on one line unless they are a text."""

    default_error_messages = {"required": "Fill this in."}

    def __init__(self, *, most, text=False, rows=1, **kwargs):
        self.most, self.text = most, text
        if rows > 1:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value):
        """The words as they are kept, or what is wrong with them."""
        words = super().to_python(value).replace("\r\n", "\n")
        words = words if self.text else " ".join(words.split())
        if len(words) > self.most:
            raise ValidationError(f"{self.label} has {len(words):,} characters; the most is {self.most:,}. Shorten it.")
        try:
            return checked(words, longest=self.most) if words else ""
        except Invalid as refusal:
            raise ValidationError(refusal.message) from refusal


class Moment(forms.Field):
    """A moment still to come, or to the minute the one that it was before, typed in the time of whoever types it."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"})
    zone = "UTC"
    before = None

    def to_python(self, value):
        """The moment with its zone, or nothing when none was typed."""
        if value in self.empty_values:
            return None
        moment = moment_of(str(value), self.zone)
        if moment is None:
            raise ValidationError("Write a day and a time, like 2027-06-04 18:00.")
        if self.before and moment == self.before.replace(second=0, microsecond=0):
            return self.before
        if moment <= timezone.now():
            raise ValidationError("Choose a time that is still to come.")
        return moment


class LongList(forms.Select):
    """A choice among hundreds: the same HTML as any other, drawn in one go and not option by option."""

    def render(self, name, value, attrs=None, renderer=None):
        """The list with what is chosen."""
        chosen, told = set(self.format_value(value)), []
        for value, said in self.choices:
            if isinstance(said, (list, tuple)):
                drawn = _options(said, chosen)
                told.append(f'<optgroup label="{escape(value)}">{drawn}</optgroup>' if value else drawn)
            else:
                told.append(_options([(value, said)], chosen))
        attrs = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return mark_safe(f"<select{attrs}>{''.join(told)}</select>")


def _options(listed, chosen):
    return "".join(
        f'<option value="{escape(value)}"{" selected" if str(value) in chosen else ""}>{escape(said)}</option>'
        for value, said in listed
    )


class ZonedForm(forms.Form):
    """A form whose moments are typed in one person's zone."""

    def __init__(self, *args, zone="UTC", **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, Moment):
                field.zone = zone

    def refuse(self, refusal):
        """Show what a command refused beside the fields it names, or above a form that has nothing else to mend."""
        for name, text in (refusal.fields or {"": "" if self.errors else refusal.message}).items():
            if text:
                self.add_error(name if name in self.fields else None, text)


class Row(ZonedForm):
    """One row of several; it counts only when something was typed that was not there from the start."""

    def has_changed(self):
        """Whether anything but the given values stands in the row."""
        blank = (name for name, field in self.fields.items() if field.initial is None)
        return any(str(self[name].data or "").strip() for name in blank)
