"""A survey is taken out as a file: every answer by its promise, every result, protocol and methods."""

from importlib import import_module

from django.db import transaction

from advisory.events.record import lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from boards.commands.stamps import require_current
from discussions.models import Survey

SORTS = ("xlsx", "csv")


def take_survey(survey, sort, *, by, sheet="Answers", stamp=None):
    """The survey as the bytes of a workbook, or one of its sheets as CSV; the taking is on record before it is read."""
    _record(survey, sort, by=by, stamp=stamp)
    sheets = import_module("discussions.surveys.tables").sheets_of(survey, by)
    return import_module("discussions.taking.sheets").file_of(
        f"{survey.board.title}: {survey.title}", sheets, sort, sheet
    )


@transaction.atomic
def _record(survey, sort, *, by, stamp):
    by, survey = lock(survey.board, by, survey)
    require_current(by, stamp)
    allow(by, "survey.take", survey)
    if survey.state != Survey.State.CLOSED:
        raise Conflict("open", "Close the survey first: answers are read once nobody answers any more.")
    if sort not in SORTS:
        raise Invalid(fields={"format": "Choose a workbook or a table."})
    record("survey.taken", survey, by=by, survey=survey.number, format=sort)
