"""Collections: named, ordered sets of documents that the team of a board put together."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef

from boards.models import Board
from resources.models.documents import Document


class CollectionQuerySet(models.QuerySet):
    """Collections, by who may see anything in them."""

    def of(self, user):
        """Those that hold a document which a person may read on any of their boards."""
        return self._holding(Document.objects.of(user))

    def visible_to(self, member):
        """Those that hold a document which one seat may read."""
        return self._holding(Document.objects.visible_to(member))

    def _holding(self, documents):
        seen = Gathered.objects.filter(collection=OuterRef("pk"), document__in=documents.order_by().values("pk"))
        return self.filter(Exists(seen)).select_related("board")


class Collection(models.Model):
    """A named set of documents in an order; whoever may read none of them does not know of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="collections")
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=400, blank=True)
    documents = models.ManyToManyField(Document, through="Gathered", related_name="collections")

    objects = CollectionQuerySet.as_manager()
    together = ("board",)

    class Meta:
        ordering = ["title", "id"]

    def __str__(self):
        return self.title

    @property
    def log_id(self):
        return self.board.log_id


class Gathered(models.Model):
    """The place of one document in a collection."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="gathered")
    document = models.ForeignKey(Document, models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["place", "pk"]
        constraints = [models.UniqueConstraint(fields=["collection", "document"], name="gathered_once")]

    def __str__(self):
        return f"{self.document_id} in {self.collection_id}"
