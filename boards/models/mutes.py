"""Who was muted in a live session; it holds until the desk lifts it, however often a page is loaded anew."""

from django.db import models
from django.utils import timezone

from boards.models.members import Membership
from boards.models.sessions import Session


class Mute(models.Model):
    """One member whose microphone the desk has closed in one session."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="mutes")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "member"], name="muted_once")]

    def __str__(self):
        return f"muted in {self.session}"
