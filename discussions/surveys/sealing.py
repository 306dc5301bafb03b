"""Designs, sheets and urns as the texts to which events commit; pure."""

import json
from bisect import insort


def canonical(thing):
    """Plain values as one text, the same whatever the order of their names."""
    return json.dumps(thing, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def asked_text(survey):
    """What a survey asked and promised as it opened."""
    names = ("title", "intro", "privacy", "promise", "asked", "design")
    return canonical({name: getattr(survey, name) for name in names})


def sheet_text(sheet):
    """What a sheet says."""
    return canonical({"values": sheet.values, "texts": sheet.texts})


def urn_text(urn):
    """What all sheets of an anonymous survey say."""
    return canonical(urn.sheets)


def put_among(sheets, sheet):
    """Put a sheet where its words belong among the others, so that nothing tells who finished first."""
    insort(sheets, sheet, key=canonical)
