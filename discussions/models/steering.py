"""What steers a discussion: the points a question should cover, and reminders to those it waits for."""

import uuid

from django.db import models
from django.utils import timezone

from boards.models import Board, Membership
from discussions.models.questions import Question

LOCAL = "{their local time}"


class GuideNote(models.Model):
    """One point that a question should cover; a moderator ticks it once somebody has spoken to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="guide_notes")
    text = models.CharField(max_length=200)
    salt = models.CharField(max_length=64)
    added_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    ticked_at = models.DateTimeField(null=True)
    ticked_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")

    together = ("question__board",)

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self):
        return f"guide note of {self.question_id}"

    @property
    def board(self):
        return self.question.board

    @property
    def log_id(self):
        return self.question.board.log_id


class Reminder(models.Model):
    """A moderator's words to some advisors, each alone: about a question, or without one to the whole circle."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="reminders")
    question = models.ForeignKey(Question, models.CASCADE, null=True, related_name="reminders")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    body = models.TextField()
    salt = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    together = ("board", "question__board", "by__user")

    def __str__(self):
        return f"reminder {self.pk}"

    @property
    def log_id(self):
        return self.board.log_id


class Reminded(models.Model):
    """One person who is reminded; `send_at` waits for their daytime and is empty where it went at once."""

    reminder = models.ForeignKey(Reminder, models.CASCADE, related_name="reminded")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="reminded")
    send_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reminder", "member"], name="reminded_once")]

    def __str__(self):
        return f"{self.member_id} by {self.reminder_id}"
