"""How the rounds of a consensus study are run, as forms: each knows when it is offered, and its command."""

from advisory.fields import Moment, ZonedForm
from discussions.commands.rounds import close_round, open_round, plan_round, publish_round
from discussions.models import Round, Study


class Step(ZonedForm):
    """One thing that is done with a study; `heading` and `button` are what its page says."""

    step, heading, button, hint = "", "", "", ""

    def __init__(self, *args, study, **kwargs):
        self.study = study
        super().__init__(*args, auto_id=f"{self.step}-%s", **kwargs)

    @property
    def offered(self):
        """Whether it makes sense for the study as it stands."""
        return self.study.state != Study.State.ENDED

    @property
    def round(self):
        """The round that comes next, or runs."""
        found = self.study.rounds.last()
        found.study = self.study
        return found

    def give(self, by, stamp):
        """Do it."""
        self.command(by=by, stamp=stamp, **self.cleaned_data)

    def _draft(self):
        return self.study.state == Study.State.DRAFT

    def _under_way(self):
        return self.study.state == Study.State.FROZEN


class Plan(Step):
    """Say when a round opens and closes."""

    step, heading, button = "plan", "When the round opens and closes", "Keep these times"
    opens_at = Moment(label="Opens", required=False, help_text="In your time; empty: opened by hand")
    closes_at = Moment(label="Closes", required=False, help_text="In your time; empty: closed by hand")

    @property
    def offered(self):
        """Before and while the panel rates."""
        return super().offered and self.round.state in (Round.State.DRAFT, Round.State.OPEN)

    def command(self, **given):
        """Keep them."""
        plan_round(self.round, given.pop("opens_at"), given.pop("closes_at"), **given)


class Opening(Step):
    """Open the next round."""

    step, button, hint = "opening", "Open the round", "The panel is told, and rates from now on."

    @property
    def offered(self):
        """When one is prepared."""
        return self._under_way() and self.round.state == Round.State.DRAFT

    def command(self, **given):
        """Open it."""
        open_round(self.round, **given)


class Closing(Step):
    """Close the round."""

    step, button = "closing", "Close the round"
    hint = "Nothing can be rated from then on; you read the results and the comments first."

    @property
    def offered(self):
        """While it is open."""
        return self.round.state == Round.State.OPEN

    def command(self, **given):
        """Close it."""
        close_round(self.round, **given)


class Publication(Step):
    """Show the panel what it said."""

    step, button = "publication", "Publish the results"
    hint = "Read the comments first and keep back what would tell who wrote it."

    @property
    def offered(self):
        """Once it has closed."""
        return self.round.state == Round.State.CLOSED

    def command(self, **given):
        """Publish it."""
        publish_round(self.round, **given)
