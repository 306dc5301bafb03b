"""Consensus studies: the frozen protocol, the panel, and the statements that are rated."""

import uuid

from django.db import models
from django.utils import timezone

from boards.models import Board, Membership
from discussions.models.logged import Logged
from discussions.models.questions import Question
from discussions.tally import DelphiRule


class Study(Logged):
    """One consensus exercise of a board, with the protocol that is frozen before its first round opens."""

    class State(models.TextChoices):
        DRAFT = "draft", "In preparation"
        FROZEN = "frozen", "Under way"
        ENDED = "ended", "Ended"

    class Rule(models.TextChoices):
        """When a statement has reached consensus (methods of the field; `discussions.tally` computes them)."""

        RAND_UCLA = "rand_ucla", "RAND/UCLA appropriateness"
        PERCENTAGE = "percentage", "70 % rate 7 to 9, fewer than 15 % rate 1 to 3"
        IQR = "iqr", "Median 7 or more, middle half no wider than 3"

    class Percentile(models.TextChoices):
        LINEAR = "linear", "Linear (R type 7)"
        WEIBULL = "weibull", "Weibull (SPSS)"

    class Edge(models.TextChoices):
        """How medians of 3.5 and 6.5 are read."""

        UNCERTAIN = "uncertain", "Both are uncertain"
        HIGHER = "higher", "6.5 is appropriate, 3.5 uncertain"
        OUTWARD = "outward", "6.5 is appropriate, 3.5 inappropriate"

    class Stop(models.TextChoices):
        """When no further round is held."""

        ROUNDS = "rounds", "After the planned rounds"
        AGREED = "agreed", "Once every statement has reached consensus, at the latest after the planned rounds"
        STABLE = "stable", "Once ratings are stable between rounds, at the latest after the planned rounds"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="studies")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    rule = models.CharField(max_length=12, choices=Rule, default=Rule.RAND_UCLA)
    percentile = models.CharField(max_length=8, choices=Percentile, default=Percentile.LINEAR)
    edge = models.CharField(max_length=10, choices=Edge, default=Edge.UNCERTAIN)
    planned = models.PositiveSmallIntegerField("number of rounds", default=2)
    stop = models.CharField(max_length=8, choices=Stop, default=Stop.ROUNDS)
    leaves = models.BooleanField(default=True)
    split = models.BooleanField(default=False)
    roundless = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    frozen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    together = ("board",)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["board", "number"], name="study_number_once")]

    def __str__(self):
        return f"Consensus {self.number}"

    @property
    def consensus_rule(self):
        """The rule as `discussions.tally.delphi` takes it."""
        return DelphiRule(self.rule, percentile=self.percentile, halves=self.edge)

    @property
    def protocol(self):
        """What is frozen, as plain values: for the event that freezes it, for exports and for the report."""
        names = ("rule", "percentile", "edge", "planned", "stop", "leaves", "split", "roundless")
        return {name: getattr(self, name) for name in names}


class Amendment(models.Model):
    """A change of a frozen protocol, with its reason: it stands in the report."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="amendments")
    before = models.JSONField()
    after = models.JSONField()
    reason = models.CharField(max_length=400)
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]

    def __str__(self):
        return f"amendment of {self.study_id}"


class Panelist(models.Model):
    """One member of a study's panel.

    `group` is the stakeholder group for which feedback may be split: one that a seat leads to, or one of any name.
    """

    HCP, PATIENT = "Healthcare professionals", "Patient experts"

    study = models.ForeignKey(Study, models.CASCADE, related_name="panel")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="panels")
    group = models.CharField(max_length=60)
    joined_at = models.DateTimeField(default=timezone.now)
    dropped_at = models.DateTimeField(null=True)

    together = ("study__board", "member__user")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "member"], name="panelist_once")]

    def __str__(self):
        return f"{self.member_id} on {self.study_id}"

    @property
    def log_id(self):
        return self.study.board.log_id


class Statement(Logged):
    """What a panel rates; rewording makes a new version, and ratings stay with the version they were given to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    study = models.ForeignKey(Study, models.CASCADE, related_name="statements")
    number = models.PositiveSmallIntegerField()
    question = models.ForeignKey(Question, models.PROTECT, null=True, related_name="statements")
    current = models.OneToOneField("StatementVersion", models.PROTECT, null=True, related_name="+")
    settled_in = models.PositiveSmallIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    together = ("study__board", "question", "current")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["study", "number"], name="statement_number_once")]

    def __str__(self):
        return f"Statement {self.number}"

    @property
    def board(self):
        return self.study.board


class StatementVersion(models.Model):
    """One wording of a statement, with the salt under which its event committed to it."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=600)
    salt = models.CharField(max_length=64)
    reason = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["statement", "number"], name="wording_once")]

    def __str__(self):
        return f"wording {self.number} of {self.statement_id}"
