"""Staff take the discussion out as a file; that they did, and what of it, is on record before they have it."""

from django.db import transaction

from advisory.events.record import lock, record
from advisory.refusals import Busy, Invalid
from advisory.rights import allow
from boards.commands.stamps import require_current
from boards.models import Membership
from discussions.taking.formats import FORMATS
from discussions.taking.outline import outline_of

TRIES = 5


def take_out(board, ask, sort, *, by, stamp=None):
    """A part of a board as the bytes of a file, as its taker may read it now.

    It is read before the lock and written after it, since a large board takes seconds; when rights moved while it was
    read, it is read again.
    """
    if sort not in FORMATS:
        raise Invalid(fields={"format": "Choose one of the formats."})
    for _ in range(TRIES):
        by = Membership.objects.select_related("board__log", "user").get(pk=by.pk)
        _require(board, by, ask)
        outline = outline_of(by, ask)
        if _recorded(board, ask, sort, by=by, stamp=stamp):
            return FORMATS[sort].write(outline)
    raise Busy


@transaction.atomic
def _recorded(board, ask, sort, *, by, stamp):
    """Record the taking, unless rights on the board have moved since its taker's seat was read."""
    moves = by.board.log.rights
    by, board = lock(board, by, board)
    require_current(by, stamp)
    _require(board, by, ask)
    if board.log.rights != moves:
        return False
    record("discussion.taken", board, by=by, format=sort, scope=ask.scope, names=ask.names, held=ask.held)
    return True


def _require(board, by, ask):
    allow(by, "export.take", board)
    if ask.held:
        allow(by, "export.held", board)
