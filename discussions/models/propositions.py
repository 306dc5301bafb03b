"""Statements that advisors agree with, disagree with or pass, on questions of that type; who took which stance."""

import uuid

from django.db import models
from django.utils import timezone

from boards.models import Membership
from discussions.models.logged import Logged
from discussions.models.questions import Question


class Proposition(Logged):
    """One idea in one sentence: proposed by somebody, or brought in; voted on once a moderator accepted it.

    It has a number from then on, so that no gap tells of what still waits or was turned down. One that is taken out
    again keeps its number and its votes, which count nowhere.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "Waits for a moderator"
        ACCEPTED = "accepted", "Put to the board"
        REJECTED = "rejected", "Not put to the board"
        WITHDRAWN = "withdrawn", "Taken out again"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="propositions")
    number = models.PositiveSmallIntegerField(null=True)
    author = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="propositions")
    text = models.TextField()
    salt = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    at = models.DateTimeField(default=timezone.now)

    version = 1  # its words never change
    together = ("question__board", "author__user", "author__board")

    class Meta:
        ordering = ["number", "at"]
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="proposition_number_once")]

    def __str__(self):
        return f"proposition {self.pk}"

    @property
    def board(self):
        return self.question.board


class Stance(Logged):
    """What one member says to one statement: one row, whatever the number of devices and changes.

    `before` is what they said to it earlier, the oldest first: [{"value", "at"}].
    """

    class Value(models.IntegerChoices):
        AGREE = 1, "Agree"
        DISAGREE = -1, "Disagree"
        PASS = 0, "Pass"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposition = models.ForeignKey(Proposition, models.CASCADE, related_name="stances")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="stances")
    value = models.SmallIntegerField(choices=Value)
    before = models.JSONField(default=list)
    at = models.DateTimeField(default=timezone.now)

    together = ("proposition__question__board", "member__user", "member__board")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposition", "member"], name="one_stance_each")]

    def __str__(self):
        return f"stance {self.pk}"

    def turn(self, value, at):
        """Take another stance from now on; the one before stays on record."""
        self.before = [*self.before, {"value": self.value, "at": self.at.isoformat(timespec="seconds")}]
        self.value, self.at = value, at

    @property
    def question(self):
        return self.proposition.question

    @property
    def board(self):
        return self.proposition.board
