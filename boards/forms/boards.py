"""The form of a new board, and the rows of people who take its seats."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from advisory.fields import Moment, Row, Words, ZonedForm
from advisory.text import LONGEST
from boards.commands.boards import SLUG
from boards.forms.people import EXPERT, Name
from boards.models import Board, Role

FIRST_SEATS = [(role.value, role.label) for role in (Role.MODERATOR, Role.CHAIR, Role.SPONSOR)]
MOST_PEOPLE = 100


class BoardForm(ZonedForm):
    """What the board is for, where it is found, when it is open, and who its maker is on it."""

    objective = Words(label="The question you want answered", most=400, rows=2)
    background = Words(label="What you will do with the advice", most=LONGEST, text=True, rows=4, required=False)
    title = Words(label="Board name", most=160)
    slug = Words(label="Short name in its address", most=60, help_text="Like heart-2027")
    sponsor = Words(label="Sponsor", most=160, required=False)
    my_role = forms.ChoiceField(label="Your own seat", choices=FIRST_SEATS)
    opens_at = Moment(label="Opens", required=False)
    closes_at = Moment(label="Closes", required=False)
    screening = forms.ChoiceField(
        label="A text that may tell of an adverse event or a patient", choices=Board.Screening.choices, required=False
    )
    products = Words(label="Products it is about", most=400, required=False, help_text="Names, parted by commas")
    letters_quote = forms.BooleanField(label="Email may name people and quote posts", required=False)

    def clean_slug(self):
        """Addresses are in small letters."""
        slug = self.cleaned_data["slug"].lower()
        if not SLUG.fullmatch(slug):
            raise ValidationError("Use 2 to 60 small letters, digits and hyphens.")
        return slug

    def clean_screening(self):
        """Unless somebody says otherwise, nothing is held."""
        return self.cleaned_data["screening"] or Board.Screening.PROPOSE

    def clean(self):
        """A board closes after it opens."""
        kept = super().clean()
        opens, closes = kept.get("opens_at"), kept.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", "The board closes before it opens. Choose a later time.")
        return kept


class PersonForm(Row):
    """One person and the seat they take."""

    name = Name(label="Name", most=120, required=False)
    email = Words(
        label="Email", most=254, widget=forms.EmailInput,
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


PeopleFormSet = forms.formset_factory(
    PersonForm, extra=16, max_num=MOST_PEOPLE, absolute_max=MOST_PEOPLE, validate_max=True
)
