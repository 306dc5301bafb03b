"""Invitations: one person's link to one seat on one board."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from boards.models.boards import Board
from boards.models.members import Role


class InvitationQuerySet(models.QuerySet):
    """Invitations, by how they stand."""

    def pending(self):
        """Invitations that were neither accepted nor withdrawn; some of them lapsed or were declined."""
        return self.filter(accepted_at=None, revoked_at=None)

    def by_name(self):
        """Invitations in the order of names."""
        return self.order_by("name", "address", "id")


class Invitation(models.Model):
    """The offer of a seat to one address; its link is kept as a digest, and can be written again from the nonce."""

    class State(models.TextChoices):
        WAITING = "waiting", "Deciding"
        LAPSED = "lapsed", "Link has lapsed"
        DECLINED = "declined", "Declined"
        REVOKED = "revoked", "Withdrawn"
        ACCEPTED = "accepted", "Joined"

    class Reason(models.TextChoices):
        TIME = "time", "No time in these weeks"
        CONFLICT = "conflict", "A conflict of interest"
        FIELD = "field", "Outside my field"
        EMPLOYER = "employer", "My employer does not allow it"
        UNSAID = "unsaid", "I prefer not to say"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="invitations")
    address = models.EmailField(max_length=254)
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=10, choices=Role)
    patient_expert = models.BooleanField(default=False)
    nonce = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    declined_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    suggestion = models.CharField(max_length=200, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()
    together = ("board__log", "invited_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "address"],
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="one_pending_invitation_each",
            )
        ]

    def __str__(self):
        return f"{self.name or self.address} to {self.board}"

    @property
    def log_id(self):
        return self.board.log_id

    @property
    def state(self):
        """How it stands now; a declined one may still be accepted until it lapses."""
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.revoked_at:
            return self.State.REVOKED
        if self.expires_at <= timezone.now():
            return self.State.DECLINED if self.declined_at else self.State.LAPSED
        return self.State.DECLINED if self.declined_at else self.State.WAITING

    @property
    def advises(self):
        """Whether the seat is there to answer."""
        return self.role == Role.ADVISOR

    @property
    def lives(self):
        """Whether its link still leads to a seat."""
        return not (self.accepted_at or self.revoked_at) and self.expires_at > timezone.now()
