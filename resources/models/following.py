"""What somebody keeps up with in all libraries: topics they follow, and when they were here last."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from resources.models.terms import Term


class Following(models.Model):
    """That a person wishes to hear of documents on a topic: an area, a product or a kind."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="topics")
    term = models.ForeignKey(Term, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "term"], name="followed_once")]

    def __str__(self):
        return f"{self.person_id} follows {self.term_id}"


class Visit(models.Model):
    """When a person looked at the library of all boards: last, and at the end of the visit before this one."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    last_at = models.DateTimeField(default=timezone.now)
    before = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.person_id} was here {self.last_at}"
