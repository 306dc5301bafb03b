"""Staff take the discussion or its answers out as a file; that they did, and what of it, is on record before that."""

from importlib import import_module

from django.db import transaction

from advisory.events.record import lock, record
from advisory.refusals import Busy, Invalid
from advisory.rights import allow
from boards.commands.stamps import require_current
from boards.models import Membership
from discussions.taking.answers import SHEETS, sheets_of
from discussions.taking.formats import FORMATS
from discussions.taking.outline import outline_of
from discussions.taking.tree import Figures

TRIES, SORTS = 5, ("xlsx", "csv")


def take_out(board, ask, sort, *, by, stamp=None):
    """A part of a board as the bytes of a file, as its taker may read it now."""
    if sort not in FORMATS:
        raise Invalid(fields={"format": "Choose one of the formats."})
    return FORMATS[sort].write(_read(outline_of, board, ask, sort, by=by, stamp=stamp))


def take_answers(board, ask, sort, *, by, sheet="Answers", stamp=None):  # noqa: PLR0913 - as one file is asked for
    """Answers, votes and results of a part of a board: all sheets as a workbook, or one of them as a table."""
    if sort not in SORTS:
        raise Invalid(fields={"format": "Choose a workbook or a table."})
    if sheet not in SHEETS:
        raise Invalid(fields={"sheet": "Choose one of the sheets."})
    title, sheets = _read(sheets_of, board, ask, sort, by=by, stamp=stamp)
    return import_module("discussions.taking.sheets").file_of(title, sheets, sort, sheet)


def _read(read, board, ask, sort, *, by, stamp):  # noqa: PLR0913 - as one file is asked for
    """What is taken out, read before the lock and written after it, since a large board takes seconds.

    When rights moved while it was read, it is read again.
    """
    for _ in range(TRIES):
        by = Membership.objects.select_related("board__log", "user").get(pk=by.pk)
        _require(board, by, ask)
        found = read(by, ask)
        if _recorded(board, ask, sort, by=by, stamp=stamp):
            return found
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
    kind = "answers.taken" if isinstance(ask, Figures) else "discussion.taken"
    record(kind, board, by=by, format=sort, scope=ask.scope, names=ask.names, held=ask.held)
    return True


def _require(board, by, ask):
    allow(by, "export.take", board)
    if ask.held:
        allow(by, "export.held", board)
