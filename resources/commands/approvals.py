"""Which functions have to approve what a board publishes, and in which order."""

from django.db import transaction

from advisory.events.record import lock, record
from advisory.refusals import Invalid
from advisory.rights import allow
from boards.commands.stamps import require_current
from resources.models import Review

STEPS = range(1, 4)


@transaction.atomic
def set_approvals(board, approvals, *, by, stamp=None):
    """Say who signs: {function: step}; equal steps look in parallel, rising ones in turn, nobody means no approval."""
    by, board = lock(board, by, board)
    require_current(by, stamp)
    allow(by, "library.approvals", board)
    if any(function not in Review.Function.values or step not in STEPS for function, step in approvals.items()):
        raise Invalid(fields={"approvals": "Choose none, or the first, second or third step for each function."})
    if approvals == board.approvals:
        return
    board.approvals = approvals
    board.save(update_fields=["approvals"])
    record("approvals.set", board, by=by, steps=approvals)
