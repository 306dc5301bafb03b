"""What belongs to a board, and so stands in the board's log."""

from django.db import models


class Logged(models.Model):
    """A thing of one board."""

    class Meta:
        abstract = True

    @property
    def log_id(self):
        return self.board.log_id
