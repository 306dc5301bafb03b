"""Boards, as their members may find them."""

from django.urls import reverse

from advisory.search.sources import Filed, Found, Source, searchable
from boards.models import Board


def filed(board):
    """By title and objective, for every member."""
    return [Filed((board.title, board.objective), board.pk, board.stream, board.created_at)]


def _drawn(reader, hits):
    return {hit.key: _found(reader.seats[hit.board].board) for hit in hits}


def _found(board):
    return Found("Board", "users", board.title, reverse("board", args=[board.slug]), board.objective, "")


searchable(Source("board", "boards", Board, filed, Board.objects.all, _drawn))
