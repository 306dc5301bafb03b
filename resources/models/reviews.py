"""Who has to approve a version, what they decided and signed, and the points that were raised on the way."""

import uuid

from django.db import models
from django.utils import timezone

from boards.models import Membership
from resources.models.documents import Version
from resources.models.leaves import Leaf


class ReviewQuerySet(models.QuerySet):
    """Reviews of a version, by whether they count."""

    def standing(self):
        """Those of what was sent last, and of the file as it is."""
        return self.filter(voided_at=None)


class Review(models.Model):
    """One person's look at a version for one function: equal orders look in parallel, rising ones after each other.

    A decision is bound to the checksum of what was seen: once that changes, it is void.
    """

    class Function(models.TextChoices):
        MEDICAL = "medical", "Medical"
        LEGAL = "legal", "Legal"
        REGULATORY = "regulatory", "Regulatory"

    class Decision(models.TextChoices):
        APPROVE = "approve", "Approve"
        WITH_A_CHANGE = "approve_with_change", "Approve with a change"
        RETURN = "return", "Return"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, models.CASCADE, related_name="reviews")
    function = models.CharField(max_length=10, choices=Function)
    reviewer = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=1)
    decision = models.CharField(max_length=19, choices=Decision, blank=True)
    meaning = models.CharField(max_length=200, blank=True)
    signed_name = models.CharField(max_length=160, blank=True)
    signed_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    voided_at = models.DateTimeField(null=True)

    objects = ReviewQuerySet.as_manager()
    together = ("version__document__board", "reviewer__user")

    class Meta:
        ordering = ["order", "function", "id"]

    def __str__(self):
        return f"{self.function} review of {self.version_id}"

    @property
    def board(self):
        return self.version.document.board

    @property
    def log_id(self):
        return self.version.document.log_id

    @property
    def approves(self):
        """Whether it says yes to the file as it is now."""
        said = self.decision in {self.Decision.APPROVE, self.Decision.WITH_A_CHANGE}
        return said and self.voided_at is None and self.sha256 == self.version.sha256


class Remark(models.Model):
    """A point that somebody raises about a version, an answer to one, or the change that a decision asks for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, models.CASCADE, related_name="remarks")
    review = models.ForeignKey(Review, models.SET_NULL, null=True, related_name="remarks")
    leaf = models.ForeignKey(Leaf, models.SET_NULL, null=True, related_name="+")
    region = models.JSONField(null=True)
    body = models.CharField(max_length=2000)
    salt = models.CharField(max_length=64)
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reply_to = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")

    together = ("version__document__board", "by__user", "review")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"remark on {self.version_id}"

    @property
    def board(self):
        return self.version.document.board

    @property
    def log_id(self):
        return self.version.document.log_id
