"""Who came to a live session: who waits, who was let in, how long they were there; and who asked to speak."""

import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone

from boards.models.consents import Consent
from boards.models.members import Membership
from boards.models.sessions import Session

FADES = timedelta(seconds=90)  # after the last sign of life: a page that is hidden gives one a minute
LINE_FADES = timedelta(seconds=45)  # after they were last known to be on the line
GONE = timedelta(minutes=5)  # after which whoever gave none has left
AWAY = timedelta(minutes=30)  # the same of a meeting elsewhere, beside whose app a telephone lets the page sleep
WAITED = timedelta(minutes=2)  # after which whoever gave none waits no more


def _unheard(since):
    return models.Q(seen_at__lt=since) | models.Q(seen_at=None, admitted_at__lt=since)


class AttendanceQuerySet(models.QuerySet):
    """Who came, by whether they are still there."""

    def silent(self, now):
        """Those of sessions that go on who are in or wait, and have given no sign of life for minutes."""
        elsewhere = models.Q(session__provider=Session.Provider.EXTERNAL)
        unheard = (elsewhere & _unheard(now - AWAY)) | (~elsewhere & _unheard(now - GONE))
        inside = unheard & models.Q(state=Attendance.State.ADMITTED)
        waiting = models.Q(seen_at__lt=now - WAITED, state=Attendance.State.WAITING)
        return self.filter(inside | waiting, session__state__in=Session.RUNNING)

    def inside(self, slug, number):
        """Those who are in a session that goes on, by its board's name and its number."""
        running = {"session__board__slug": slug, "session__number": number, "session__state__in": Session.RUNNING}
        return self.filter(state=Attendance.State.ADMITTED, **running)

    def came(self):
        """Those who were let in, and were not asked to leave since."""
        return self.exclude(admitted_at=None).filter(turned_out=False)


class Attendance(models.Model):
    """One member at one session; `seconds` is how long they gave signs of life, `spoken` how long they were heard.

    A sign of life comes from their page, every 25 seconds and once a minute while it is hidden, or from what carries
    sound and pictures, which is asked every 15: the media server, or without one the line on which browsers find each
    other. Either is enough to be here. Without both they are here for 90 seconds, and have left after five minutes, or
    half an hour where the meeting is elsewhere, as of the last; they come back though the door is locked. Whoever is
    here by their page alone is here without sound and picture, and that is said of them; whoever has just come in is
    given 45 seconds to get there.

    Whoever waits gives signs of life too, which count no time, and without them for two minutes waits no more.

    A voice is measured by its owner's own page while it is on the line, and never for longer than they were there.

    Whoever was not let in, or was asked to leave, is out until they are let in, be it that they ask and wait again.

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
    turned_out = models.BooleanField(default=False)
    recording = models.CharField(max_length=5, choices=Consent.Choice, default=Consent.Choice.NO)
    asked_at = models.DateTimeField(default=timezone.now)
    admitted_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    line_at = models.DateTimeField(null=True)
    seconds = models.PositiveIntegerField(default=0)
    spoken = models.PositiveIntegerField(default=0)

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
    def waits(self):
        """Whether they are let in by somebody: advisors for the first time, and whoever was asked to leave."""
        left = self.admitted_at is not None and self.state == Attendance.State.LEFT
        return not self.member.moderates and (self.turned_out or (self.member.advises and not left))

    @property
    def is_locked_out(self):
        """Whether a locked door keeps them out: all but the desk, and whoever was in and went without a word."""
        return self.session.locked and not self.member.moderates and not self._fell_silent

    @property
    def _fell_silent(self):
        return self.state == Attendance.State.LEFT and self.stays.filter(left_at=self.seen_at).exists()

    @property
    def is_here(self):
        """Whether they gave a sign of life a moment ago."""
        return self.is_in and self.seen_at is not None and self.seen_at > timezone.now() - FADES

    @property
    def is_on_line(self):
        """Whether they can be seen and heard there, as far as what carries sound and pictures knows."""
        return self.line_at is not None and self.line_at > timezone.now() - LINE_FADES


class Stay(models.Model):
    """One time that somebody was in: from when they were let in until they left, or fell silent for good."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="stays")
    came_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["came_at", "id"]

    def __str__(self):
        return f"stay of {self.attendance_id}"


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
