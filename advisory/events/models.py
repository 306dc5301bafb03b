"""The log: what happened on a board, in order, each entry sealed to the one before."""

from django.conf import settings
from django.db import models
from django.utils import timezone

GENESIS = "0" * 64


class Log(models.Model):
    """One board's log; its row is the board's lock, its last number and its last seal."""

    name = models.CharField(max_length=120, unique=True)
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=GENESIS)
    rights = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return self.name


class Stream(models.Model):
    """One audience of a log: who may follow it may read all of it."""

    log = models.ForeignKey(Log, models.PROTECT, related_name="streams")
    name = models.CharField(max_length=200, unique=True)
    head = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return self.name


class Event(models.Model):
    """One thing that happened: ids and small facts, never people's words."""

    log = models.ForeignKey(Log, models.PROTECT, related_name="events")
    number = models.PositiveBigIntegerField()
    stream = models.ForeignKey(Stream, models.PROTECT, related_name="events")
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=60)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    subject_type = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["log", "number"], name="event_number_once"),
            models.UniqueConstraint(fields=["stream", "seq"], name="event_seq_once"),
        ]

    def __str__(self):
        return f"{self.log_id}/{self.number} {self.kind}"


class Heartbeat(models.Model):
    """When a part of the installation was last known to be alive."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.name
