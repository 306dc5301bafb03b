"""Letters on their way: each to one person, with one or more notifications in it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class LetterQuerySet(models.QuerySet):
    """Letters, by what is to be done with them."""

    def due(self, now):
        """Letters that may be tried now, the longest waiting first."""
        return self.filter(state=Letter.State.WAITING, next_at__lte=now).order_by("next_at")

    def stranded(self, before):
        """Letters whose sender did not live to say what became of them."""
        return self.filter(state=Letter.State.SENDING, claimed_at__lt=before)


class Letter(models.Model):
    """One e-mail: waiting, being handed over, sent, with nothing left to say, or refused for good.

    Its id is in its Message-ID, the same at every try, so that a repeat can be recognised.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        IDLE = "idle"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="letters")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    made_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    refusals = models.PositiveSmallIntegerField(default=0)

    objects = LetterQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "next_at"], name="letter_due")]

    def __str__(self):
        return f"letter {self.pk}"
