"""Somebody answered, trusting what the board said of who reads it."""

from boards.models import Role
from boards.promises import answered_by
from discussions.models import Post


@answered_by
def has_answers(board):
    """Whether an advisor has written anything on a board, be it taken back since."""
    return Post.objects.filter(question__board=board, role=Role.ADVISOR).exists()
