"""Breakout rooms of a live session: prepared beforehand, open for a while, each with people and perhaps a question."""

import uuid

from django.db import models

from boards.models.members import Membership
from boards.models.sessions import Session


class Breakout(models.Model):
    """One of them; its link names a thing of an app above, as boards.linked knows it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="breakouts")
    name = models.CharField(max_length=60)
    link = models.CharField(max_length=12, blank=True)
    linked = models.CharField(max_length=36, blank=True)

    together = ("session__board",)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["session", "name"], name="breakout_name_once")]

    def __str__(self):
        return self.name

    @property
    def board(self):
        return self.session.board

    @property
    def log_id(self):
        return self.session.log_id


class Placing(models.Model):
    """In which room somebody is while they are open; whoever runs the session visits, others were placed there."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="placings")
    breakout = models.ForeignKey(Breakout, models.CASCADE, related_name="placings")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    visits = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "member"], name="in_one_room_each")]

    def __str__(self):
        return f"{self.member_id} in {self.breakout_id}"
