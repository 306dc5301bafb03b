"""Where documents are shown."""

import uuid

from django.db import models
from django.db.models import Q

from boards.models import Board

BOARDS = "boards"  # of what a version brings: where it is shown too


class Shelf(models.Model):
    """One place where a document is shown: a board's library, or beside one of its questions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey("resources.Document", models.CASCADE, related_name="shelves")
    board = models.ForeignKey(Board, models.CASCADE, related_name="shelves")
    question_number = models.PositiveSmallIntegerField(null=True, blank=True)
    preread = models.BooleanField(default=False)
    minutes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["question_number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "board", "question_number"], name="shown_once_beside"),
            models.UniqueConstraint(
                fields=["document", "board"], condition=Q(question_number=None), name="shown_once_in_a_library"
            ),
        ]

    def __str__(self):
        return f"{self.document_id} on {self.board_id}"

    @property
    def log_id(self):
        return self.board.log_id
