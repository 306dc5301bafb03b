"""Who opened and read which version: receipts for the team, never for peers."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from boards.models import Membership
from resources.models.documents import Version

TOLD_EVERY = timedelta(hours=1)


class ReadingQuerySet(models.QuerySet):
    """Readings, as their readers and the team ask about them."""

    def told_of(self, documents):
        """Documents with `opened`, `read` and `met`: of the version in force, and which version was seen last."""
        mine = self.filter(version__document=OuterRef("pk"))
        now = mine.filter(version__state=Version.State.PUBLISHED)
        last = mine.order_by("-version__number").values("version__number")[:1]
        opened, read = Exists(now), Exists(now.exclude(read_at=None))
        return documents.annotate(opened=opened, read=read, met=Subquery(last))


class Reading(models.Model):
    """That a member opened a version, when the desk was told, when they marked it as read, and where they stopped.

    The place is a page, or a second of a film or a sound.
    """

    version = models.ForeignKey(Version, models.CASCADE, related_name="readings")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    place = models.PositiveIntegerField(default=0)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "member"], name="opened_once")]

    def __str__(self):
        return f"{self.member_id} opened {self.version_id}"

    @property
    def told_lately(self):
        """Whether the desk heard of this reader within the hour."""
        return bool(self.told_at) and self.told_at > timezone.now() - TOLD_EVERY
