"""What is said in a live session, written down line by line while everybody there has agreed; and put right later."""

import uuid

from django.db import models
from django.utils import timezone

from boards.models.members import Membership
from boards.models.recordings import Recording
from boards.models.sessions import Session

LONGEST = 600  # characters of a line


class Captioning(models.Model):
    """One stretch of a session in which what is said is written down; it ends as a recording ends."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="captionings")
    begun_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=8, choices=Recording.End, blank=True)

    together = ("session__board", "begun_by__user", "begun_by__board")

    class Meta:
        ordering = ["begun_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=models.Q(ended_at=None), name="one_captioning_at_a_time"
            )
        ]

    def __str__(self):
        return f"captions of {self.session_id}"

    @property
    def board(self):
        return self.session.board

    @property
    def log_id(self):
        return self.session.log_id


class CaptionQuerySet(models.QuerySet):
    """Captions, by what stands in them."""

    def drawn(self):
        """In the order in which they were said, with their words and whose they are."""
        return self.select_related(*Caption.together).order_by("begun_at", "pk")

    def standing(self):
        """Those that hold words: none that was taken out, or erased."""
        return self.exclude(current__words="")


class Caption(models.Model):
    """What one person said without a pause. Whoever came as an advisor stays one, as in the lists of the session."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="captions")
    speaker = models.ForeignKey(Membership, models.PROTECT, related_name="captions")
    advised = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    current = models.OneToOneField("CaptionVersion", models.PROTECT, null=True, related_name="+")

    objects = CaptionQuerySet.as_manager()
    together = ("session__board", "speaker__user", "speaker__board", "current")

    class Meta:
        indexes = [models.Index(fields=["session", "begun_at"])]

    def __str__(self):
        return f"caption {self.pk}"

    @property
    def board(self):
        return self.session.board

    @property
    def log_id(self):
        return self.session.log_id

    @property
    def seconds(self):
        """How long after the session began this was said; what was said before that stands at its beginning."""
        began = self.session.begun_at or self.session.opened_at or self.begun_at
        return max((self.begun_at - began).total_seconds(), 0)

    @property
    def edited(self):
        """Whether somebody put it right."""
        return self.version > 1


class CaptionVersion(models.Model):
    """One version of a line, with the salt under which its event committed to it; the first is as it was heard."""

    caption = models.ForeignKey(Caption, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    words = models.CharField(max_length=LONGEST, blank=True)
    salt = models.CharField(max_length=64)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["caption", "number"], name="caption_version_once")]

    def __str__(self):
        return f"version {self.number} of {self.caption_id}"
