"""Rounds of a consensus study: what is put to the panel, and what each of them makes of it."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from boards.models import Board
from discussions.models.logged import Logged
from discussions.models.studies import Panelist, StatementVersion, Study


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

    def waiting_for(self, user):
        """Open rounds in which a person on the panel has statements left: with `asked` and `answered`, as counts."""
        me = models.Q(items__ratings__panelist__member__user=user)
        found = self.filter(
            state=Round.State.OPEN, study__board__state=Board.State.OPEN, study__panel__member__user=user,
            study__panel__dropped_at=None,
        )  # fmt: skip
        counted = found.annotate(
            asked=models.Count("items", distinct=True), answered=models.Count("items", filter=me, distinct=True)
        )
        return counted.filter(answered__lt=models.F("asked")).select_related("study__board")


class Round(Logged):
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
    def due_at(self):
        """When it closes, as whatever else is due."""
        return self.closes_at


class Item(models.Model):
    """One wording of a statement as it is put to the panel in one round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="items")
    version = models.ForeignKey(StatementVersion, models.PROTECT, related_name="items")

    class Meta:
        ordering = ["version__statement__number"]
        constraints = [models.UniqueConstraint(fields=["round", "version"], name="item_once")]

    def __str__(self):
        return f"item of {self.round_id}"


class Rating(Logged):
    """What one panel member makes of one statement in one round; its value and comment are its current version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.CASCADE, related_name="ratings")
    panelist = models.ForeignKey(Panelist, models.PROTECT, related_name="ratings")
    version = models.PositiveIntegerField(default=0)
    current = models.OneToOneField("RatingVersion", models.PROTECT, null=True, related_name="+")
    withheld_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    together = ("item__round__study__board", "item__version__statement", "panelist", "current")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "panelist"], name="rating_once")]

    def __str__(self):
        return f"rating of {self.item_id}"

    @property
    def handle(self):
        """What a page calls its comment by: its id stands in the log beside whoever rated."""
        return uuid.UUID(bytes=salted_hmac("discussions.comment", str(self.pk)).digest()[:16])

    @property
    def board(self):
        return self.item.round.board


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
