"""What people agree to before they take part: texts in versions that never change, and each person's consents."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from boards.models.boards import Board


class PolicyQuerySet(models.QuerySet):
    """Texts, by the board on which they stand."""

    def current(self, board):
        """The latest version of each text that stands on a board, in the order of kinds: {kind: policy}."""
        found = {policy.kind: policy for policy in self.filter(board=board).order_by("version")}
        for policy in found.values():
            policy.board = board
        return {kind: found[kind] for kind in Policy.Kind.values if kind in found}


class Policy(models.Model):
    """One version of a text that a board asks its members to agree to; a change is a new version."""

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", "Advisory agreement"
        PRIVACY = "privacy", "Privacy"
        RECORDING = "recording", "Recording of live sessions"

    REQUIRED = (Kind.AGREEMENT, Kind.PRIVACY)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, models.PROTECT, related_name="texts")
    kind = models.CharField(max_length=10, choices=Kind)
    version = models.PositiveIntegerField()
    body = models.TextField()
    html = models.TextField()
    salt = models.CharField(max_length=32)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)

    objects = PolicyQuerySet.as_manager()
    together = ("board",)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "kind", "version"], name="policy_version_once")]

    def __str__(self):
        return f"{self.get_kind_display()}, version {self.version}"

    @property
    def log_id(self):
        return self.board.log_id

    @property
    def required(self):
        """Whether nobody takes part without it."""
        return self.kind in self.REQUIRED


class ConsentQuerySet(models.QuerySet):
    """Consents, by whether they still stand."""

    def standing(self):
        """Consents that were not withdrawn or replaced."""
        return self.filter(withdrawn_at=None)

    def on(self, board):
        """The standing consents of one board's people with their texts, oldest version first."""
        return self.standing().filter(policy__board=board).select_related("policy").order_by("policy__version")


class Consent(models.Model):
    """That a person agreed to one version of a text, or how they chose where there is a choice."""

    class Choice(models.TextChoices):
        GIVEN = "given", "Agreed"
        NO = "no", "No recording"
        AUDIO = "audio", "Audio only"
        VIDEO = "video", "Audio and video"

    RECORDED = (Choice.NO, Choice.AUDIO, Choice.VIDEO)  # the least first

    class Way(models.TextChoices):
        INVITATION = "invitation", "With the invitation"
        PAGE = "page", "On the board's page"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="consents")
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="consents")
    choice = models.CharField(max_length=5, choices=Choice, default=Choice.GIVEN)
    way = models.CharField(max_length=10, choices=Way)
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()
    together = ("policy__board", "person")

    def __str__(self):
        return f"{self.person_id} to {self.policy_id}"

    @property
    def log_id(self):
        return self.board.log_id

    @property
    def board(self):
        """The board that asked."""
        return self.policy.board
