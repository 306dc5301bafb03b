"""What is typed at the safety desk: a report, an assessment, a hand-over, a reason, the clock."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from advisory.accounts.places import countries, zones
from advisory.fields import LongList, Words, ZonedForm
from advisory.text import LONGEST
from advisory.zones import moment_of
from boards.models import Board
from boards.safety_clock import countries as with_calendar
from discussions.models import Assessment, HandOver

WHEN = forms.DateTimeInput(attrs={"type": "datetime-local"})
VERDICTS = [("unclear", "Unclear"), ("met", "Met"), ("not-met", "Not met")]


class ReportForm(ZonedForm):
    """What any member writes to the safety desk."""

    report = Words(
        label="What happened", most=LONGEST, text=True, rows=6,
        help_text="The patient in general words (no name), the product, what happened and when.",
    )  # fmt: skip
    client_id = forms.UUIDField(widget=forms.HiddenInput)


class AssessmentForm(ZonedForm):
    """What the team makes of a case."""

    title = Words(label="Short name for the case", most=160, required=False)
    narrative = Words(label="What happened", most=LONGEST, text=True, rows=4, required=False)
    serious = forms.ChoiceField(
        label="Serious, as far as known", choices=Assessment.Serious.choices, widget=forms.RadioSelect,
        initial=Assessment.Serious.UNKNOWN.value,
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for key, label in Assessment.CRITERIA.items():
            self.fields[f"{key}_verdict"] = forms.ChoiceField(label=label, choices=VERDICTS, initial="unclear")
            self.fields[f"{key}_words"] = Words(label=f"{label}: the words", most=400, required=False)

    def rows(self):
        """The two fields of each criterion."""
        return [(self[f"{key}_verdict"], self[f"{key}_words"]) for key in Assessment.CRITERIA]

    def made(self):
        """What the command asks for."""
        kept = self.cleaned_data
        criteria = {
            key: {"verdict": kept[f"{key}_verdict"], "words": kept[f"{key}_words"]} for key in Assessment.CRITERIA
        }
        return {name: kept[name] for name in ("title", "narrative", "serious")} | {"criteria": criteria}

    @classmethod
    def begun(cls, assessment):
        """The form with what the last assessment says, or with nothing."""
        if assessment is None:
            return cls()
        said = {name: getattr(assessment, name) for name in ("title", "narrative", "serious")}
        criteria = assessment.criteria.items()
        return cls(initial=said | {f"{key}_{part}": text for key, one in criteria for part, text in one.items()})


class HandOverForm(ZonedForm):
    """To whom, how and when a case was passed on."""

    to = Words(label="To", most=160)
    how = forms.ChoiceField(label="How", choices=HandOver.How.choices)
    at = forms.CharField(label="When", widget=WHEN, required=False, help_text="Left empty: now")
    receipt = Words(label="Their number", most=80, required=False, help_text="When you have it already")
    note = Words(label="Note", most=400, required=False)

    def __init__(self, *args, zone="UTC", **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean_at(self):
        """A moment in the time of whoever types it."""
        typed = self.cleaned_data["at"]
        moment = moment_of(typed, self.zone) if typed else None
        if typed and moment is None:
            raise ValidationError("Write a day and a time, like 2027-06-04 18:00.")
        return moment


class ReceiptForm(ZonedForm):
    """The number under which a case is kept where it was passed on to."""

    receipt = Words(label="Their number", most=80)


class DismissalForm(ZonedForm):
    """Why a case is not an adverse event."""

    dismissal = Words(label="Why this is not an adverse event", most=400, rows=2)


class UnmaskingForm(ZonedForm):
    """Why the name behind an alias is needed."""

    unmasking = Words(label="Why you need the name", most=400, rows=2)


class DeskForm(ZonedForm):
    """The board's safety clock, and whom to ring."""

    safety_clock = forms.ChoiceField(label="Pass a case on within", choices=Board.SafetyClock.choices)
    safety_country = forms.ChoiceField(label="Whose weekends and holidays", widget=LongList,
                                       help_text="Counts for one business day")  # fmt: skip
    safety_zone = forms.ChoiceField(label="Time zone of the desk", widget=LongList)
    safety_contact = Words(label="Passed on to", most=160, required=False, help_text="Like Drug Safety, Basel")
    safety_phone = Words(label="Telephone, day and night", most=40, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = with_calendar()
        self.fields["safety_country"].choices = [row for row in countries() if row[0] in known]
        self.fields["safety_zone"].choices = zones(timezone.now())

    @classmethod
    def begun(cls, board):
        """The form as the board stands."""
        return cls(initial={name: getattr(board, name) for name in cls.base_fields})
