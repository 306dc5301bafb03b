"""The forms of a review: to whom a version is sent, a decision that is signed, a point that is raised."""

from django import forms

from advisory.fields import Moment, Words, ZonedForm
from resources.commands.remarks import GONE, LONGEST
from resources.models import Review
from resources.permissions import may_review

CONFIRMED = (
    "No promotional claim and no comparison without a source",
    "No patient can be identified",
    "Readable without colour, images described",
)


class SendForm(ZonedForm):
    """One reviewer for each function that the board asks for, and by when."""

    due_at = Moment(label="Due", required=False)

    def __init__(self, *args, version, seats, **kwargs):
        super().__init__(*args, **kwargs)
        found = [seat for seat in seats if may_review(seat) and seat.pk != version.uploaded_by_id]
        people = [("", "Choose a person"), *((str(seat.pk), seat.user.name) for seat in found)]
        self.steps = sorted(version.board.approvals.items(), key=lambda step: (step[1], step[0]))
        for function, _ in self.steps:
            self.fields[function] = forms.ChoiceField(label=Review.Function(function).label, choices=people)
        self.order_fields([function for function, _ in self.steps])

    def reviewers(self):
        """The chosen people: {function: seat's id}."""
        return {function: self.cleaned_data[function] for function, _ in self.steps}


class DecisionForm(ZonedForm):
    """What a reviewer decides, what they confirm, and the name they sign with."""

    HINTS = {
        "approve": "It stands as it is",
        "approve_with_change": "It is published once the change is settled; another file is signed anew",
        "return": "It goes back to whoever uploaded it, and needs everybody's look again",
    }

    decision = forms.ChoiceField(label="Decision", choices=Review.Decision.choices, widget=forms.RadioSelect)
    change = Words(label="The change, or why it is returned", most=LONGEST, text=True, rows=2, required=False)
    name = Words(label="Sign with your name", most=160)
    sha256 = forms.CharField(widget=forms.HiddenInput)
    confirmed = forms.MultipleChoiceField(
        label="You confirm", required=False, choices=list(enumerate(CONFIRMED)),
        widget=forms.CheckboxSelectMultiple(attrs={"form": "decision"}),
    )  # fmt: skip

    def options(self):
        """The three decisions, each with what follows from it."""
        return zip(self["decision"], self.HINTS.values(), strict=True)

    def clean(self):
        """Whoever approves confirms every line."""
        given = super().clean()
        approves = given.get("decision") in {Review.Decision.APPROVE, Review.Decision.WITH_A_CHANGE}
        if approves and len(given.get("confirmed", ())) < len(CONFIRMED):
            self.add_error("confirmed", "Confirm every line to approve, or return the version.")
        return given


class RemarkForm(ZonedForm):
    """A point about a version."""

    body = Words(label="Raise a point", most=LONGEST, text=True, rows=2)
    reply_to = forms.UUIDField(required=False, error_messages={"invalid": GONE})
