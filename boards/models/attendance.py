"""Who came to a live session: who waits, who was let in, how long they were there; and who asked to speak."""

import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone

from boards.models.consents import Consent
from boards.models.members import Membership
from boards.models.sessions import Session

FADES = timedelta(seconds=75)  # after the last sign of life
GONE = timedelta(minutes=5)  # after which whoever gave none has left


class AttendanceQuerySet(models.QuerySet):
    """Who came, by whether they are still there."""

    def silent(self, now):
        """Those of sessions that go on who are in, and have given no sign of life for minutes."""
        unheard = models.Q(seen_at__lt=now - GONE) | models.Q(seen_at=None, admitted_at__lt=now - GONE)
        return self.filter(unheard, state=Attendance.State.ADMITTED, session__state__in=Session.RUNNING)


class Attendance(models.Model):
    """One member at one session; `seconds` is how long their page has said that they are there.

    Whoever came as an advisor stays one in the lists of this session: an alias that turned into a name as a role
    changed would be theirs.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        ADMITTED = "admitted", "Let in"
        DECLINED = "declined", "Not let in"
        LEFT = "left", "Left"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="attendances")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    advised = models.BooleanField(default=False)
    recording = models.CharField(max_length=5, choices=Consent.Choice, default=Consent.Choice.NO)
    asked_at = models.DateTimeField(default=timezone.now)
    admitted_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    seconds = models.PositiveIntegerField(default=0)

    objects = AttendanceQuerySet.as_manager()
    together = ("session__board", "member__user", "member__board")

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [models.UniqueConstraint(fields=["session", "member"], name="one_attendance_each")]

    def __str__(self):
        return f"{self.member_id} at {self.session_id}"

    @property
    def board(self):
        return self.session.board

    @property
    def log_id(self):
        return self.session.log_id

    @property
    def is_in(self):
        """Whether they were let in and have not left."""
        return self.state == Attendance.State.ADMITTED

    @property
    def is_here(self):
        """Whether their page has said a moment ago that they are there."""
        return self.is_in and self.seen_at is not None and self.seen_at > timezone.now() - FADES


class Hand(models.Model):
    """That somebody asked to speak; a hand is up until it is lowered, and its owner speaks once they are called on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="hands")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="hands")
    raised_at = models.DateTimeField(default=timezone.now)
    called_at = models.DateTimeField(null=True)
    lowered_at = models.DateTimeField(null=True)

    together = ("session__board", "member__user", "member__board")

    class Meta:
        ordering = ["raised_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "member"], condition=models.Q(lowered_at=None), name="one_hand_up_each"
            )
        ]

    def __str__(self):
        return f"hand of {self.member_id}"

    @property
    def board(self):
        return self.session.board

    @property
    def log_id(self):
        return self.session.log_id
