"""What there is to read before one answers."""

from boards.effort import Block, effort_by
from resources.models import Document, Version


@effort_by
def documents_of(board):
    """The documents of a board, in one block."""
    shown = Document.objects.filter(shelves__board=board, versions__state=Version.State.PUBLISHED)
    count = shown.distinct().count()
    return [Block("Pre-reads", f"{count} document{'s' if count > 1 else ''}")] if count else []
