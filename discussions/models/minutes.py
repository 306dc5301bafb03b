"""The minutes of a live session: their sections in every revision, and what attendees suggest to change in them."""

import secrets
import uuid

from django.db import models
from django.utils import timezone

from boards.models import Membership, Session
from discussions.models.logged import Logged


class Minutes(Logged):
    """What is kept in writing of a session: a draft of the desk's, sent to who came, approved and locked by the chair.

    Revisions before `sent_revision` are the desk's alone.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SENT = "sent", "Sent for comment"
        APPROVED = "approved", "Approved"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.OneToOneField(Session, models.CASCADE, related_name="record")
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    sent_revision = models.PositiveIntegerField(null=True)
    sent_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    signed_name = models.CharField(max_length=160, blank=True)
    approved_at = models.DateTimeField(null=True)

    together = ("session__board", "approved_by__user")

    def __str__(self):
        return f"minutes of {self.session_id}"

    @property
    def board(self):
        return self.session.board

    @property
    def is_open(self):
        """Whether anything in them may still change."""
        return self.state != Minutes.State.APPROVED

    def parts_in(self, revision):
        """Their sections as they stood in one revision, in order."""
        gone = models.Q(until=None) | models.Q(until__gt=revision)
        return self.parts.filter(gone, since__lte=revision).order_by("place")


class Revision(models.Model):
    """One state of the whole text: who made it, and the salt under which its event committed to its words."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    salt = models.CharField(max_length=64, default=secrets.token_hex)

    together = ("minutes__session__board", "by__user")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="minutes_revision_once")]

    def __str__(self):
        return f"revision {self.number} of {self.minutes_id}"

    @property
    def text(self):
        """All its words, as its event committed to them."""
        parts = self.minutes.parts_in(self.number).values_list("title", "body")
        return "\n\n".join(f"{title}\n{body}" for title, body in parts)


class MinutesPart(Logged):
    """One section as it stood from one revision (`since`) to the next (`until`); its place is its own for good."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="parts")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    body = models.TextField(blank=True)
    since = models.PositiveIntegerField(default=1)
    until = models.PositiveIntegerField(null=True)

    together = ("minutes__session__board",)

    class Meta:
        ordering = ["place", "since"]
        constraints = [models.UniqueConstraint(fields=["minutes", "place", "since"], name="minutes_part_once")]

    def __str__(self):
        return self.title

    @property
    def board(self):
        return self.minutes.board


class Suggestion(Logged):
    """What somebody who was there would change in a section: a remark, and where they like the words instead."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waits for an answer"
        TAKEN = "taken", "Taken"
        DECLINED = "declined", "Declined"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    part = models.ForeignKey(MinutesPart, models.CASCADE, related_name="suggestions")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    proposed = models.TextField(blank=True)
    salt = models.CharField(max_length=64, default=secrets.token_hex)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    answer = models.CharField(max_length=280, blank=True)
    at = models.DateTimeField(default=timezone.now)
    settled_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    together = ("part__minutes__session__board", "member__user", "member__board")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"suggestion {self.pk}"

    @property
    def board(self):
        return self.part.board

    @property
    def minutes(self):
        return self.part.minutes

    @property
    def text(self):
        """All its words, as its event committed to them."""
        return "\n\n".join(filter(None, (self.words, self.proposed)))
