"""What screening noticed in a post's words, and what a moderator said of it."""

import uuid

from django.db import models
from django.utils import timezone

from boards.models import Membership
from discussions.models.threads import Post

SPECIAL = ("pregnancy", "overdose", "misuse", "medication_error", "off_label", "lack_of_effect", "quality_defect")


class FindingQuerySet(models.QuerySet):
    """Findings, by whether a moderator has decided and by what they are about."""

    def unsettled(self):
        """Findings on which no moderator has decided yet."""
        return self.filter(settled_at=None)

    def about_safety(self):
        """Findings that may have to be reported: possible adverse events, and the special situations beside them."""
        return self.filter(kind__in=Finding.SAFETY)

    def in_place(self):
        """Findings in the order of the words, each with its post's versions at hand."""
        return self.order_by("version", "start", "kind")


class Finding(models.Model):
    """A place in one version of a post's words that may need a moderator; the words stay in the version alone."""

    class Kind(models.TextChoices):
        ADVERSE_EVENT = "adverse_event", "Possible adverse event"
        PREGNANCY = "pregnancy", "Use in pregnancy"
        OVERDOSE = "overdose", "Possible overdose"
        MISUSE = "misuse", "Possible misuse"
        MEDICATION_ERROR = "medication_error", "Possible medication error"
        OFF_LABEL = "off_label", "Possible off-label use"
        LACK_OF_EFFECT = "lack_of_effect", "Possible lack of effect"
        QUALITY_DEFECT = "quality_defect", "Possible quality defect"
        PATIENT = "patient", "May identify a patient"
        LINK = "link", "Link"
        FILE = "file", "File"

    class Verdict(models.TextChoices):
        UPHELD = "upheld", "It is one"
        SET_ASIDE = "set_aside", "It is not"

    SAFETY = (Kind.ADVERSE_EVENT.value, *SPECIAL)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Post, models.CASCADE, related_name="findings")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    rule = models.CharField(max_length=40)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)

    objects = FindingQuerySet.as_manager()
    together = ("post__question__board", "post__author__user", "post__author__board", "post__current", "post__thread")

    class Meta:
        indexes = [models.Index(fields=["post", "settled_at"])]

    def __str__(self):
        return f"{self.kind} in {self.post_id}"

    @property
    def log_id(self):
        return self.post.log_id

    @property
    def about_safety(self):
        """Whether it may have to be reported to the company's drug safety."""
        return self.kind in self.SAFETY

    @property
    def gone(self):
        """Whether its author has changed these words since: they stand in an earlier version alone."""
        return self.version != self.post.version
