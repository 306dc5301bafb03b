"""Boards, as their members may find them."""

from django.urls import reverse

from advisory.search import Found, searchable
from boards.models import Board


@searchable
def boards(user, matches):
    """The boards on which somebody sits, by title and objective."""
    for board in Board.objects.of(user):
        if matches(board.title, board.objective):
            yield Found(
                "boards", "Board", "users", board.title, reverse("board", args=[board.slug]), board.objective, ""
            )
