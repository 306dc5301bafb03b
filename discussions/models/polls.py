"""Polls: what a moderator asks in a moment inside a thread, and who answered it."""

import uuid

from django.db import models
from django.utils import timezone

from boards.models import Membership
from discussions.models.logged import Logged
from discussions.models.threads import Post

FEWEST = 5  # ballots below which a detached poll tells nothing


class Poll(Logged):
    """The options under a post of the team, and how many chose each; the post holds the question in words.

    A detached poll keeps nothing but these counters and who has voted: no ballot, so no answer can be traced.
    """

    class Mode(models.TextChoices):
        NAMED = "named", "Named: the board sees who chose what"
        BLINDED = "blinded", "Blinded: the board sees counts alone"
        DETACHED = "detached", "Detached: final once cast, and nobody can ever find out who chose what"

    class State(models.TextChoices):
        DRAFT = "draft", "Not open yet"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.OneToOneField(Post, models.CASCADE, related_name="poll")
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.BLINDED)
    multiple = models.BooleanField(default=False)
    hidden = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    options = models.JSONField()
    counts = models.JSONField()
    voted = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    shared_at = models.DateTimeField(null=True)

    together = (
        "post__question__board", "post__author__user", "post__author__board", "post__current",
        "post__thread__opener__board",
    )  # fmt: skip

    def __str__(self):
        return f"poll {self.pk}"

    @property
    def board(self):
        return self.post.board

    @property
    def question(self):
        return self.post.question

    @property
    def tells(self):
        """Whether its counts may be told to anybody: a detached one once it has closed with enough ballots."""
        return self.mode != Poll.Mode.DETACHED or (self.state == Poll.State.CLOSED and self.voted >= FEWEST)


class PollVersion(models.Model):
    """The options as they were worded at one time, with the salt under which their event committed to them."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    options = models.JSONField()
    salt = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["poll", "number"], name="poll_version_once")]

    def __str__(self):
        return f"version {self.number} of {self.poll_id}"


class Ballot(models.Model):
    """What one member chose in a named or blinded poll; it may be changed until the poll closes."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="ballots")
    version = models.PositiveIntegerField()
    member = models.ForeignKey(Membership, models.PROTECT, related_name="ballots")
    picks = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "version", "member"], name="one_ballot_each")]

    def __str__(self):
        return f"ballot in {self.poll_id}"


class Voter(models.Model):
    """Who has voted in a detached poll; what they chose is kept nowhere."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="voters")
    version = models.PositiveIntegerField()
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    client_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "version", "member"], name="one_vote_each")]

    def __str__(self):
        return f"voter in {self.poll_id}"
