"""Somebody answered, trusting what the board said of who reads it."""

from boards.models import Role
from boards.promises import answered_by
from discussions.models import Post, Sheet


@answered_by
def has_answers(board):
    """Whether an advisor has written anything on a board, be it taken back since, or begun a survey."""
    wrote = Post.objects.filter(question__board=board, role=Role.ADVISOR)
    return wrote.exists() or Sheet.objects.filter(survey__board=board).exclude(member=None).exists()
