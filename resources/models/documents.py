"""Documents that the medical team publishes on a board, and who has opened them."""

import uuid

from django.db import models
from django.utils import timezone

from boards.models import Board, Membership


class DocumentQuerySet(models.QuerySet):
    """Documents, newest first, with whether a member has opened them."""

    def read_by(self, member):
        """A board's documents, each with `opened` for one member."""
        return self.filter(board=member.board)._opened(member=member)

    def of(self, user):
        """The documents of every board on which a person sits, each with `opened` for them."""
        return self.filter(board__in=Board.objects.of(user).order_by())._opened(member__user=user)

    def _opened(self, **who):
        opened = Opening.objects.filter(document=models.OuterRef("pk"), **who)
        return self.annotate(opened=models.Exists(opened)).select_related("board", "published_by__user")


class Document(models.Model):
    """A PDF, a link or a page of text on a board, perhaps beside one of its questions."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF file"
        LINK = "link", "Link"
        PAGE = "page", "Page of text"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="documents")
    question_number = models.PositiveSmallIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=4, choices=Kind)
    title = models.CharField(max_length=160)
    file = models.FileField(blank=True)
    address = models.URLField(max_length=500, blank=True)
    body = models.TextField(blank=True)
    html = models.TextField(blank=True)
    published_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)

    objects = DocumentQuerySet.as_manager()
    together = ("board", "published_by__user")

    class Meta:
        ordering = ["-published_at"]

    def __str__(self):
        return self.title

    @property
    def log_id(self):
        return self.board.log_id


class Opening(models.Model):
    """That a member opened a document, and when first."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="openings")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "member"], name="opened_once")]

    def __str__(self):
        return f"{self.member_id} opened {self.document_id}"
