"""What there is to read before one answers."""

from boards.effort import Block, effort_by


@effort_by
def documents_of(board):
    """The documents of a board, in one block."""
    count = board.documents.count()
    return [Block("Pre-reads", f"{count} document{'s' if count > 1 else ''}")] if count else []
