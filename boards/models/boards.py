"""Advisory boards and the sections of their discussion guide."""

import uuid

from django.db import models
from django.utils import timezone

from advisory.events.models import Log
from boards.models.sights import Sight


class BoardQuerySet(models.QuerySet):
    """Boards, by who sits on them and by what is due."""

    def of(self, user):
        """The boards on which a person has a seat now, and nothing to agree to first."""
        mine = {"seats__user": user, "seats__left_at": None, "seats__agreed__gte": models.F("terms")}
        return self.filter(**mine).order_by("title")

    def due_to_open(self, now):
        """Drafts whose opening time has come."""
        return self.filter(state=Board.State.DRAFT, opens_at__lte=now)

    def due_to_close(self, now):
        """Open boards whose closing time has come."""
        return self.filter(state=Board.State.OPEN, closes_at__lte=now)


class Board(models.Model):
    """One advisory board: a question to a circle of people, for a time."""

    class State(models.TextChoices):
        DRAFT = "draft"
        OPEN = "open"
        CLOSED = "closed"
        ARCHIVED = "archived"

    class SafetyClock(models.TextChoices):
        """By when the team passes on what may be an adverse event."""

        HOURS = "hours", "24 hours"
        DAY = "day", "One business day"

    class Screening(models.TextChoices):
        PROPOSE = "propose", "Show it to the moderators"
        HOLD = "hold", "Hold the post until a moderator has read it"

    OVER = (State.CLOSED, State.ARCHIVED)
    SWITCHES = ("moderators_blinded", "moderators_seat", "moderators_unmask", "moderators_export", "chairs_blinded")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    log = models.OneToOneField(Log, models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=160)
    objective = models.CharField(max_length=400)
    background = models.TextField(blank=True)
    sponsor = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    attribution = models.TextField(blank=True)
    moderators_blinded = models.BooleanField(default=False)
    moderators_seat = models.BooleanField(default=True)
    moderators_unmask = models.BooleanField(default=True)
    moderators_export = models.BooleanField(default=True)
    chairs_blinded = models.BooleanField(default=False)
    sponsor_sight = models.CharField(max_length=10, choices=Sight, default=Sight.NAMED)
    policies = models.PositiveIntegerField(default=0)
    letters_quote = models.BooleanField(default=False)
    screening = models.CharField(max_length=8, choices=Screening, default=Screening.PROPOSE)
    products = models.CharField(max_length=400, blank=True)
    terms = models.PositiveIntegerField(default=0)
    approvals = models.JSONField(default=dict, blank=True)
    safety_clock = models.CharField(max_length=10, choices=SafetyClock, default=SafetyClock.HOURS)
    safety_country = models.CharField(max_length=2, default="GB")
    safety_zone = models.CharField(max_length=40, default="Europe/London")
    safety_contact = models.CharField(max_length=160, blank=True)
    safety_phone = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = BoardQuerySet.as_manager()
    together = ("log",)

    def __str__(self):
        return self.title

    @property
    def stream(self):
        """The name of the stream that every member may follow."""
        return f"board.{self.slug}"

    @property
    def rules(self):
        """What of the board itself decides how its members see it, and what they may do."""
        return self.policies, self.sponsor_sight, *(getattr(self, name) for name in self.SWITCHES)

    @property
    def product_names(self):
        """The products that the board is about, by the names under which people may speak of them."""
        return tuple(name for part in self.products.split(",") if (name := part.strip()))


class Section(models.Model):
    """A dated block of the discussion guide."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["board", "position"], name="section_position_once")]

    def __str__(self):
        return f"{self.letter}. {self.title}"

    @property
    def letter(self):
        """A for the first section, B for the second."""
        return chr(ord("A") + (self.position - 1) % 26)
