"""What becomes of sheets as a survey closes: codes for those that are finished, nothing but a place for the others."""

import random

from discussions.models import Sheet, Urn
from discussions.surveys.asking import asked_now
from discussions.surveys.branching import path


def count_out(survey):
    """Close the sheets of a survey under the caller's lock; gives the urn of an anonymous one, if there is any."""
    sheets, urn = list(survey.sheets.all()), Urn.objects.filter(survey=survey).first()
    survey.turnout = _turnout(survey, sheets, urn)
    _number([sheet for sheet in sheets if sheet.finished_at and not survey.anonymous])
    empty = {"values": {}, "texts": {}, "salt": ""} | ({"section": ""} if survey.anonymous else {})
    survey.sheets.filter(finished_at=None).update(**empty)
    return urn


def _turnout(survey, sheets, urn):
    finished = [sheet for sheet in sheets if sheet.finished_at]
    values = urn.sheets if urn else [{"values": sheet.values} for sheet in finished]
    reached, left = {one["id"]: 0 for one in survey.sections}, {one["id"]: 0 for one in survey.sections}
    for one in values:
        for key in path(survey.design, one["values"]):
            reached[key] += 1
    for sheet in sheets:
        if not sheet.finished_at:
            here = _left(survey, sheet)
            left[here] += 1
            for key in _up_to(survey, sheet, here):
                reached[key] += 1
    parts = [{"id": key, "reached": reached[key], "left": left[key]} for key in reached]
    return {"invited": asked_now(survey), "started": len(sheets), "finished": len(finished), "sections": parts}


def _left(survey, sheet):
    """The section at which a sheet was left; whoever had only the last button before them left at the last one."""
    way = path(survey.design, sheet.values)
    return sheet.section if sheet.section in way else way[-1] if sheet.section else way[0]


def _up_to(survey, sheet, here):
    way = path(survey.design, sheet.values)
    return way[: way.index(here) + 1]


def _number(sheets):
    codes = random.SystemRandom().sample(range(1, len(sheets) + 1), len(sheets))
    for sheet, code in zip(sheets, codes, strict=True):
        sheet.code = code
    Sheet.objects.bulk_update(sheets, ["code"], batch_size=500)
