"""Notes that readers of a document write beside its passages, with every version of their words, and reactions."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from boards.models import Membership, Role
from resources.models.documents import Document, Version


class AnnotationQuerySet(models.QuerySet):
    """Notes, by who may read them."""

    def drawn(self):
        """Notes with their words, their writers and their document."""
        return self.select_related(*Annotation.together)

    def read_by(self, member):
        """What was shared, what somebody keeps to themselves, and as a moderator what waits to be read.

        A note that was taken back stands only below answers; an answer to one that is out of sight is so too.
        """
        mine = Q(member=member, removed_at=None)
        above = Q(reply_to=None) | Q(reply_to__shared_at__isnull=False) | Q(reply_to__member=member)
        if member.moderates:
            mine |= Q(held_at__isnull=False, removed_at=None)
            above |= Q(reply_to__held_at__isnull=False)
        return self.filter(Q(shared_at__isnull=False) | mine, above)


class Annotation(models.Model):
    """A note on a document: on a passage, a region of a page or a moment of a recording; or an answer to one.

    It is its writer's own until they share it, and the desk's too while it is held. Its place is told by
    W3C Web Annotation selectors.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, models.CASCADE, related_name="annotations")
    version = models.ForeignKey(Version, models.CASCADE, related_name="annotations")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="annotations")
    role = models.CharField(max_length=10, choices=Role)
    client_id = models.UUIDField()
    selector = models.JSONField(default=list)
    leaf = models.PositiveIntegerField(null=True)
    lost = models.BooleanField(default=False)
    reply_to = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    edition = models.PositiveIntegerField(default=1)
    current = models.OneToOneField("AnnotationVersion", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    shared_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    held_for = models.CharField(max_length=400, blank=True)
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    agree = models.PositiveIntegerField(default=0)
    insightful = models.PositiveIntegerField(default=0)

    objects = AnnotationQuerySet.as_manager()
    together = ("document__board", "version", "member__user", "member__board", "current", "reply_to")

    class Meta:
        verbose_name = "note"
        constraints = [models.UniqueConstraint(fields=["member", "client_id"], name="annotation_client_id_once")]
        indexes = [models.Index(fields=["document", "shared_at"])]

    def __str__(self):
        return f"annotation {self.pk}"

    @property
    def board(self):
        return self.document.board

    @property
    def log_id(self):
        return self.document.log_id

    @property
    def stream(self):
        """The stream of the document's readers, once it is shared."""
        return self.document.stream

    @property
    def motivation(self):
        """What it does, as the standard calls it."""
        return "replying" if self.reply_to_id else "commenting"

    @property
    def is_placed(self):
        """Whether it stands somewhere in the version that is in force."""
        return not self.lost and self.document.current is not None and self.version_id == self.document.current.pk


class AnnotationVersion(models.Model):
    """One version of a note's words, with the salt under which its event committed to them."""

    annotation = models.ForeignKey(Annotation, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.TextField()
    html = models.TextField()
    salt = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["annotation", "number"], name="annotation_version_once")]

    def __str__(self):
        return f"version {self.number} of {self.annotation_id}"


class AnnotationReaction(models.Model):
    """One reader agrees with a note, or finds it insightful."""

    class Kind(models.TextChoices):
        AGREE = "agree"
        INSIGHTFUL = "insightful"

    annotation = models.ForeignKey(Annotation, models.CASCADE, related_name="reactions")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["annotation", "member", "kind"], name="annotation_reacted_once")]

    def __str__(self):
        return f"{self.kind} on {self.annotation_id}"
