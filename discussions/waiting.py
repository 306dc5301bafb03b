"""What waits at the desk for whoever takes a seat there: held and flagged posts, safety cases, unanswered questions."""

from boards.waiting import waiting_by
from discussions.models import Case, Clarification, Flag, Post, Question


@waiting_by
def open_items(board):
    """The items that whoever takes a seat at the desk takes over."""
    here = {"post__question__board": board}
    asked = board.questions.filter(state=Question.State.OPEN)
    held = Post.objects.filter(question__board=board, removed_at=None).exclude(held_at=None)
    return [
        (asked.count(), "question is open", "questions are open"),
        (held.count(), "post is held", "posts are held"),
        (Flag.objects.filter(resolved_at=None, **here).count(), "flag waits for an answer", "flags wait for an answer"),
        (Case.objects.unsettled().filter(board=board).count(), "safety case is open", "safety cases are open"),
        (Clarification.objects.filter(settled_at=None, **here).count(), "clarification is awaited",
         "clarifications are awaited"),
    ]  # fmt: skip
