"""A recording of a live session: begun and ended by the chair, then put together, and kept in the library."""

import uuid

from django.db import models
from django.utils import timezone

from boards.models.consents import Consent
from boards.models.members import Membership
from boards.models.sessions import Session


class RecordingQuerySet(models.QuerySet):
    """Recordings, by what is still to be done with them."""

    def going(self):
        """Those that go on now."""
        return self.filter(state=Recording.State.GOING)

    def waiting(self):
        """Those that have to be put together, the earliest first."""
        return self.filter(state=Recording.State.ENDED).select_related(*Recording.together).order_by("ended_at")


class Recording(models.Model):
    """One stretch of a session that was recorded; `document` is the id of the draft in the library."""

    class State(models.TextChoices):
        GOING = "going", "Recording"
        ENDED = "ended", "Being put together"
        KEPT = "kept", "In the library"
        EMPTY = "empty", "Nothing was said or shown"
        BROKEN = "broken", "Could not be put together; its tracks are kept"

    class End(models.TextChoices):
        """Why it ended."""

        CHAIR = "chair", "The chair ended it."
        CONSENT = "consent", "Somebody is here who has not agreed to a recording."
        SESSION = "session", "The session ended."
        FULL = "full", "There was no room left where recordings are kept. What was recorded until then is kept."
        LOST = "lost", "The media server did not answer. What was recorded until then is kept."

    UNMADE = (State.GOING, State.ENDED, State.BROKEN)
    BY_ITSELF = {End.CONSENT, End.FULL, End.LOST}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="recordings")
    state = models.CharField(max_length=8, choices=State, default=State.GOING)
    begun_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=8, choices=End, blank=True)
    done = models.PositiveSmallIntegerField("percent put together", default=0)
    trouble = models.CharField(max_length=200, blank=True)
    document = models.UUIDField(null=True)
    film_from = models.DateTimeField("when its first second was", null=True)

    objects = RecordingQuerySet.as_manager()
    together = ("session__board", "begun_by__user", "begun_by__board")

    class Meta:
        ordering = ["begun_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=models.Q(state="going"), name="one_recording_at_a_time"
            )
        ]

    def __str__(self):
        return f"recording of {self.session_id}"

    @property
    def board(self):
        return self.session.board

    @property
    def log_id(self):
        return self.session.log_id


class Allowance(models.Model):
    """The least that somebody allowed of themselves while a recording went on; its film goes by that."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recording = models.ForeignKey(Recording, models.CASCADE, related_name="allowances")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="allowances")
    choice = models.CharField(max_length=5, choices=Consent.Choice)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recording", "member"], name="one_allowance_each")]

    def __str__(self):
        return f"{self.choice} by {self.member_id}"
