"""A consensus study is taken out as a file: every rating without a name, every result, protocol and methods."""

from importlib import import_module

from django.db import transaction

from advisory.events.record import lock, record
from advisory.refusals import Invalid
from advisory.rights import allow, can
from boards.commands.stamps import require_current

SORTS = ("xlsx", "csv")


def take_study(study, sort, *, by, sheet="Ratings", stamp=None):
    """The study as the bytes of a workbook, or one of its sheets as CSV; kept back comments for the desk alone.

    It is read after the taking is on record: a file that could not be written is told too often rather than too seldom.
    """
    withheld = _record(study, sort, by=by, stamp=stamp)
    sheets = import_module("discussions.consensus.tables").sheets_of(study, withheld=withheld)
    return import_module("discussions.taking.sheets").file_of(
        f"{study.board.title}: {study.title}", sheets, sort, sheet
    )


@transaction.atomic
def _record(study, sort, *, by, stamp):
    """Record the taking; says whether its taker reads comments that are kept back."""
    by, study = lock(study.board, by, study)
    require_current(by, stamp)
    allow(by, "study.take", study)
    if sort not in SORTS:
        raise Invalid(fields={"format": "Choose a workbook or a table."})
    record("study.taken", study, by=by, number=study.number, format=sort)
    return can(by, "comment.withhold", study)
