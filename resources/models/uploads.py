"""Files on their way into a library: piece by piece, and looked through before they become a version."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F
from django.utils import timezone

from boards.models import Board, Membership
from resources.models.documents import Version

KEPT = timedelta(days=7)


def week_hence():
    """When what was not finished is forgotten."""
    return timezone.now() + KEPT


class UploadQuerySet(models.QuerySet):
    """Uploads by how far they have come."""

    def whole(self):
        """All there, and not looked through yet, the earliest first."""
        waiting = self.filter(offset=F("size"), refused="", into=None)
        return waiting.select_related(*Upload.together).order_by("expires")

    def over(self, now):
        """Those that nobody finished in time."""
        return self.filter(expires__lt=now, into=None).select_related(*Upload.together)

    def arrived(self, member):
        """A member's own that have become drafts, the latest first."""
        mine = self.filter(by=member, board=member.board_id, into__state=Version.State.DRAFT).order_by("-expires")
        kept = "into__document__board", "into__document__kind", "into__uploaded_by__user"
        return mine.select_related(*kept).prefetch_related("into__checks")

    def newest(self):
        """The latest first, each with what became of it."""
        shown = self.select_related("into__document__board", "into__document__kind").prefetch_related("into__checks")
        return shown.order_by("-expires")[:50]


class Upload(models.Model):
    """A file that a member sends: how much of it is there, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="uploads")
    by = models.ForeignKey(Membership, models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=160)
    size = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    pieces = models.JSONField(default=list)
    expires = models.DateTimeField(default=week_hence)
    refused = models.CharField(max_length=400, blank=True)
    into = models.ForeignKey(Version, models.CASCADE, null=True, related_name="+")

    objects = UploadQuerySet.as_manager()
    together = ("board", "by__user")

    class Meta:
        ordering = ["-expires"]

    def __str__(self):
        return self.name

    @property
    def log_id(self):
        return self.board.log_id

    @property
    def is_whole(self):
        """Whether all of it is there."""
        return self.offset == self.size

    @property
    def ending(self):
        """The ending of its name, as people know it."""
        return self.name.rpartition(".")[2].upper()[:4]

    @property
    def is_drawn(self):
        """Whether the version that it became has been looked through to the last page."""
        return bool(self.into) and self.into.is_drawn

    @property
    def is_clean(self):
        """Whether every check of what it became is fine."""
        return bool(self.into) and all(check.state == "fine" for check in self.into.checks.all())

    @property
    def is_waiting(self):
        """Whether it is all there and the worker has still to do with it."""
        return self.is_whole and not self.refused and not self.is_drawn

    @property
    def arrived(self):
        """How much of it is there, how much it is, and in what: (12, 340, "kB")."""
        if self.size < 1024**2:
            return -(-self.offset // 1024), -(-self.size // 1024), "kB"
        return round(self.offset / 1024**2, 1), round(self.size / 1024**2, 1), "MB"
