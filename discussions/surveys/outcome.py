"""A survey's results as one member may read them: its finished sheets, who took part, and what is too few to show."""

from collections import Counter
from functools import cached_property

from advisory.rights import can
from discussions.models import Urn
from discussions.surveys.asking import asked_now
from discussions.surveys.permissions import reads_names
from discussions.surveys.results import MINIMUM, answers_of, breakdowns, grouped, left_where, results_of

GROUPS = {"hcp": "Healthcare professionals", "patient": "Patient experts", "invited": "Invited people"}


class Outcome:
    """What a survey came to, read once for a page, an answer of the API, or a file."""

    def __init__(self, survey, member, by=""):
        self.survey, self.member = survey, member
        self.may_read = can(member, "survey.read", survey)
        self.named = reads_names(member, survey)
        self.fewest = 1 if self.named else MINIMUM
        self.by = by if by in dict(self.breakdowns) else ""

    @cached_property
    def turnout(self):
        """{"invited", "started", "finished"}: as it was counted at the end, or as it stands."""
        if self.survey.turnout:
            return {name: self.survey.turnout[name] for name in ("invited", "started", "finished")}
        sheets = self.survey.sheets.all()
        done = sheets.exclude(finished_at=None).count()
        return {"invited": asked_now(self.survey), "started": sheets.count(), "finished": done}

    @property
    def rate(self):
        """The share of those asked who finished, 0 to 1; nothing where nobody was asked."""
        return self.turnout["finished"] / self.turnout["invited"] if self.turnout["invited"] else None

    @cached_property
    def sheets(self):
        """The finished sheets, once they may be read: in the order of their codes, or of their words."""
        if not self.may_read:
            return []
        return self._unnamed() if self.survey.anonymous else self._coded()

    @property
    def enough(self):
        """Whether as many finished as are needed before anything is told."""
        return bool(self.sheets) and len(self.sheets) >= self.fewest

    @cached_property
    def items(self):
        """How each item was answered."""
        return results_of(self.survey.design, self.sheets, by=self.by, fewest=self.fewest) if self.enough else []

    @cached_property
    def breakdowns(self):
        """By what the results may be broken down: [(value, label)]; nothing where not even two groups could be told."""
        return breakdowns(self.survey.design, self.sheets) if len(self.sheets) >= 2 * MINIMUM else []

    @property
    def hidden(self):
        """The groups of a breakdown that are told nowhere, for too few are in them or in the rest."""
        told = {group.label for one in self.items for group in one.groups}
        groups = grouped(self.survey.design, self.sheets, self.by) if self.by else {}
        return [label for label in groups if label not in told]

    @property
    def left(self):
        """Where people left, by section; nothing before the survey has closed."""
        if not (self.survey.turnout and self.may_read):
            return []
        met = Counter(key for one in self.sheets for key in one.met)
        return left_where(self.survey.design, self.survey.turnout["sections"], met, fewest=self.fewest)

    def _unnamed(self):
        urn = Urn.objects.filter(survey=self.survey).first()
        return [answers_of(self.survey.design, one["values"], one["texts"]) for one in (urn.sheets if urn else [])]

    def _coded(self):
        found = self.survey.sheets.exclude(finished_at=None).select_related("member__user").order_by("code")
        return [
            answers_of(self.survey.design, one.values, one.texts, group=_group(one), who=self._called(one))
            for one in found
        ]

    def _called(self, sheet):
        """A name only where respondents were told so, and never for somebody without a seat."""
        return sheet.member.user.name if self.named and sheet.member_id else f"R{sheet.code}"


def _group(sheet):
    if sheet.member is None:
        return GROUPS["invited"]
    return GROUPS["patient" if sheet.member.patient_expert else "hcp"]
