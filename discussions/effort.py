"""What the discussion guide asks of somebody who is invited: a block for each section."""

from boards.effort import Block, effort_by


@effort_by
def sections_of(board):
    """Each section of the guide with its questions, their minutes together, and when the last is due."""
    found = {}
    for question in board.questions.filter(talk="").select_related("section").order_by("number"):
        found.setdefault(question.section, []).append(question)
    return [_block(section, asked) for section, asked in found.items()]


def _block(section, asked):
    due = [question.due_at for question in asked if question.due_at]
    how = f"{len(asked)} question{'s' if len(asked) > 1 else ''} in writing, whenever you like"
    return Block(section.title, how, sum(question.minutes for question in asked), max(due, default=None))
