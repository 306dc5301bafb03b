"""How a consensus study is run, as forms: each knows when it is offered, and its command."""

from django import forms

from advisory.fields import Words, ZonedForm
from discussions.commands.statements import LONGEST, add_statement, reword_statement, withdraw_statement
from discussions.commands.studies import (
    LONGEST_GROUP,
    MOST_ROUNDS,
    amend_study,
    change_study,
    drop_panelist,
    end_study,
    freeze_study,
    group_panel,
    seat_panel,
)
from discussions.forms.rounds import Closing, Opening, Plan, Publication, Step
from discussions.models import Panelist, Round, Statement, Study

PROTOCOL = ("title", "rule", "percentile", "edge", "planned", "stop", "leaves", "split", "roundless")


class ProtocolForm(ZonedForm):
    """What is frozen before the first round: the rule, its conventions, how many rounds, when to stop."""

    title = Words(label="Title", most=120)
    rule = forms.ChoiceField(label="Consensus is", choices=Study.Rule.choices, initial=Study.Rule.RAND_UCLA)
    percentile = forms.ChoiceField(label="Percentiles", choices=Study.Percentile.choices, initial="linear",
                                   help_text="The convention changes results; it is printed beside them.")  # fmt: skip
    edge = forms.ChoiceField(label="Medians of 3.5 and 6.5", choices=Study.Edge.choices, initial="uncertain")
    planned = forms.IntegerField(label="Rounds", min_value=1, max_value=MOST_ROUNDS, initial=2)
    stop = forms.ChoiceField(label="Stop", choices=Study.Stop.choices, initial=Study.Stop.ROUNDS)
    leaves = forms.BooleanField(label="Statements that reached consensus leave the next round", required=False,
                                initial=True)  # fmt: skip
    split = forms.BooleanField(label="Show stakeholder groups apart, where each has five", required=False)
    roundless = forms.BooleanField(label="Without rounds: whoever has rated sees the panel at once", required=False)


class AddStatement(Step):
    """Put a statement to the panel."""

    step, heading, button = "statement", "Add a statement", "Add"
    text = Words(label="Statement", most=LONGEST, rows=2)
    question = forms.ModelChoiceField(None, label="The discussion behind it", required=False, empty_label="None")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["question"].queryset = self.study.board.questions.all()

    @property
    def offered(self):
        """Before the first round and between rounds."""
        return super().offered and self.round.state != Round.State.OPEN

    def command(self, **given):
        """Add it."""
        add_statement(self.study, **given)


class RewordStatement(AddStatement):
    """Word a statement anew."""

    step, heading, button = "wording", "Word a statement anew", "Word it anew"
    hint = "The ratings of the old wording stay with it."
    question = None
    statement = forms.ModelChoiceField(None, label="Statement")
    reason = Words(label="Why", most=400, required=False, help_text="Needed once it was rated; it stands in the report")
    field_order = ("statement", "text", "reason")

    def __init__(self, *args, **kwargs):
        Step.__init__(self, *args, **kwargs)
        self.fields["statement"].queryset = Statement.objects.filter(study=self.study, withdrawn_at=None)

    def command(self, *, statement, text, reason, **given):
        """Word it."""
        reword_statement(statement, text, reason, **given)


class WithdrawStatement(AddStatement):
    """Take a statement out."""

    step, heading, button = "withdrawal", "Withdraw a statement", "Withdraw it"
    question, text = None, None
    statement = forms.ModelChoiceField(None, label="Statement")

    def __init__(self, *args, **kwargs):
        Step.__init__(self, *args, **kwargs)
        self.fields["statement"].queryset = Statement.objects.filter(study=self.study, withdrawn_at=None)

    def command(self, *, statement, **given):
        """Withdraw it."""
        withdraw_statement(statement, **given)


class Panel(Step):
    """Choose the panel."""

    step, heading, button = "panel", "The panel", "Seat the panel"
    members = forms.ModelMultipleChoiceField(None, label="Who rates", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        advisors = self.study.board.seats.seated().filter(seat="advisor").by_name()
        self.fields["members"].queryset = advisors
        self.fields["members"].label_from_instance = lambda seat: seat.user.name
        self.fields["members"].initial = list(self.study.panel.values_list("member", flat=True))

    @property
    def offered(self):
        """Until the protocol is frozen."""
        return self._draft()

    def command(self, *, members, **given):
        """Seat them."""
        seat_panel(self.study, members, **given)


class Grouping(Step):
    """Put some of the panel in a stakeholder group."""

    step, heading, button = "group", "Stakeholder groups", "Put them in this group"
    hint = "Healthcare professionals and patient experts are groups already. A group is shown where five of it rated."
    name = Words(label="Group", most=LONGEST_GROUP, help_text="For example: pharmacists, or carers")
    members = forms.ModelMultipleChoiceField(None, label="Who belongs to it", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = self.study.board.seats.filter(panels__study=self.study).by_name()
        self.fields["members"].label_from_instance = lambda seat: seat.user.name

    @property
    def offered(self):
        """Until the protocol is frozen, once somebody is on the panel."""
        return self._draft() and self.study.panel.exists()

    def command(self, *, members, name, **given):
        """Put them there."""
        group_panel(self.study, members, name, **given)


class Protocol(ProtocolForm, Step):
    """Change the protocol."""

    step, heading, button = "protocol", "The protocol", "Save the protocol"

    def __init__(self, *args, **kwargs):
        study = kwargs["study"]
        super().__init__(*args, initial={name: getattr(study, name) for name in PROTOCOL}, **kwargs)

    @property
    def offered(self):
        """Until it is frozen."""
        return self._draft()

    def command(self, **given):
        """Keep it."""
        change_study(self.study, **given)


class Freezing(Step):
    """Freeze the protocol."""

    step, heading, button = "freezing", "Freeze the protocol", "Freeze it"
    hint = "Rule, rounds and panel stand from now on; a later change needs a reason that stays in the report."

    @property
    def offered(self):
        """Once."""
        return self._draft()

    def command(self, **given):
        """Freeze it."""
        freeze_study(self.study, **given)


class Amendment(Protocol):
    """Change a frozen protocol."""

    step, heading, button = "amendment", "Amend the protocol", "Amend it"
    hint = "The change and your reason stay in the report."
    reason = Words(label="Why", most=400)

    @property
    def offered(self):
        """While the study is under way."""
        return self._under_way()

    def command(self, *, reason, **given):
        """Amend it."""
        given.pop("title", None)
        amend_study(self.study, reason, **given)


class Departure(Step):
    """Note that somebody has left the panel."""

    step, heading, button = "departure", "Somebody left the panel", "Note it"
    panelist = forms.ModelChoiceField(None, label="Who", to_field_name="member")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        panel = Panelist.objects.filter(study=self.study, dropped_at=None).select_related("member__user")
        self.fields["panelist"].queryset = panel.order_by("member__user__name")
        self.fields["panelist"].label_from_instance = lambda one: one.member.user.name

    @property
    def offered(self):
        """While the study is under way."""
        return self._under_way()

    def command(self, *, panelist, **given):
        """Note it."""
        drop_panelist(panelist, **given)


class Ending(Step):
    """End the study."""

    step, heading, button = "ending", "End the study", "End the study"
    hint = "A round that never opened goes with it. The results stay."

    @property
    def offered(self):
        """Between rounds."""
        return self._under_way() and self.round.state in (Round.State.DRAFT, Round.State.PUBLISHED)

    def command(self, **given):
        """End it."""
        end_study(self.study, **given)


STEPS = {
    step.step: step
    for step in (
        Opening, Closing, Publication, Plan, AddStatement, RewordStatement, WithdrawStatement, Panel, Grouping,
        Protocol, Freezing, Amendment, Departure, Ending,
    )
}  # fmt: skip
