"""The agenda of a live session: what is spoken of, for how long, led by whom."""

import uuid

from django.db import models

from boards.models.members import Membership
from boards.models.sessions import Session


class AgendaItem(models.Model):
    """One point of an agenda; its link names a thing of an app above, as boards.linked knows it."""

    class State(models.TextChoices):
        WAITING = "waiting", "Not started"
        OPEN = "open", "Open now"
        CLOSED = "closed", "Done"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="agenda")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    minutes = models.PositiveSmallIntegerField(default=10)
    extra = models.PositiveSmallIntegerField("minutes added meanwhile", default=0)
    lead = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    link = models.CharField(max_length=12, blank=True)
    linked = models.CharField(max_length=36, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    together = ("session__board", "lead__user")

    class Meta:
        ordering = ["place"]

    def __str__(self):
        return self.title

    @property
    def board(self):
        return self.session.board

    @property
    def log_id(self):
        return self.session.log_id

    @property
    def length(self):
        """Its minutes with those that were added."""
        return self.minutes + self.extra
