"""Consensus: a study with its frozen protocol, the statements it rates, its rounds, its panel and their ratings."""

import uuid

from django.db import models
from django.utils import timezone

from boards.models import Board, Membership
from discussions.models.questions import Question
from discussions.tally import DelphiRule


class Study(models.Model):
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
    def log_id(self):
        return self.board.log_id

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
    """One member of a study's panel; `code`, drawn at random, stands for them wherever a rating is told."""

    class Group(models.TextChoices):
        """The stakeholder group for which feedback may be split."""

        HCP = "hcp", "Healthcare professionals"
        PATIENT = "patient", "Patient experts"

    study = models.ForeignKey(Study, models.CASCADE, related_name="panel")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="panels")
    group = models.CharField(max_length=10, choices=Group)
    code = models.PositiveSmallIntegerField(null=True)
    joined_at = models.DateTimeField(default=timezone.now)
    dropped_at = models.DateTimeField(null=True)

    together = ("study__board", "member__user")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["study", "member"], name="panelist_once"),
            models.UniqueConstraint(fields=["study", "code"], name="panel_code_once"),
        ]

    def __str__(self):
        return f"{self.member_id} on {self.study_id}"

    @property
    def log_id(self):
        return self.study.board.log_id


class Statement(models.Model):
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

    @property
    def log_id(self):
        return self.board.log_id


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


class RoundQuerySet(models.QuerySet):
    """Rounds, by what is due."""

    def due_to_open(self, now):
        """Planned rounds of a frozen study whose opening time has come, on open boards."""
        return self.filter(
            state=Round.State.DRAFT, opens_at__lte=now, study__state=Study.State.FROZEN,
            study__board__state=Board.State.OPEN,
        )  # fmt: skip

    def due_to_close(self, now):
        """Open rounds whose closing time has come, or whose board is over."""
        ending = models.Q(closes_at__lte=now) | models.Q(study__board__state__in=Board.OVER)
        return self.filter(ending, state=Round.State.OPEN)


class Round(models.Model):
    """One round of rating: in preparation, open, closed to ratings, then published to the panel."""

    class State(models.TextChoices):
        DRAFT = "draft", "In preparation"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"
        PUBLISHED = "published", "Published"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    study = models.ForeignKey(Study, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    invited = models.PositiveSmallIntegerField(default=0)

    objects = RoundQuerySet.as_manager()
    together = ("study__board",)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["study", "number"], name="round_number_once")]

    def __str__(self):
        return f"Round {self.number}"

    @property
    def board(self):
        return self.study.board

    @property
    def log_id(self):
        return self.board.log_id


class Item(models.Model):
    """One wording of a statement as it is put to the panel in one round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="items")
    version = models.ForeignKey(StatementVersion, models.PROTECT, related_name="items")

    class Meta:
        ordering = ["version__statement__number"]
        constraints = [models.UniqueConstraint(fields=["round", "version"], name="item_once")]

    def __str__(self):
        return f"item of {self.round_id}"


class Rating(models.Model):
    """What one panel member makes of one statement in one round; its value and comment are its current version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.CASCADE, related_name="ratings")
    panelist = models.ForeignKey(Panelist, models.PROTECT, related_name="ratings")
    version = models.PositiveIntegerField(default=0)
    current = models.OneToOneField("RatingVersion", models.PROTECT, null=True, related_name="+")
    withheld_at = models.DateTimeField(null=True)

    together = ("item__round__study__board", "item__version__statement", "panelist", "current")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "panelist"], name="rating_once")]

    def __str__(self):
        return f"rating of {self.item_id}"

    @property
    def board(self):
        return self.item.round.board

    @property
    def log_id(self):
        return self.board.log_id


class RatingVersion(models.Model):
    """One version of a rating: 1 to 9, or nothing for outside one's field, with a comment shared without a name."""

    rating = models.ForeignKey(Rating, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    value = models.PositiveSmallIntegerField(null=True)
    comment = models.CharField(max_length=1000, blank=True)
    salt = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["rating", "number"], name="rating_version_once"),
            models.CheckConstraint(
                condition=models.Q(value=None) | models.Q(value__range=(1, 9)), name="rating_one_to_nine"
            ),
        ]

    def __str__(self):
        return f"version {self.number} of {self.rating_id}"

    @property
    def shown(self):
        """The rating as its event committed to it, beside the comment."""
        return "outside" if self.value is None else str(self.value)
