"""Slides in a live session: the version on the stage of its room, and the page that everybody sees."""

from django.db import models

from boards.models import Session
from resources.models.documents import Version


class Deck(models.Model):
    """What one session shows now; without a version, nothing. `turns` only grows, so no page goes back in time."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="deck")
    version = models.ForeignKey(Version, models.CASCADE, null=True, related_name="+")
    slide = models.PositiveIntegerField(default=1)
    turns = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"slides of {self.session_id}"
