"""Answers of one section as they came, read by what it asks; pure."""

from advisory.refusals import Invalid
from discussions.surveys.blocks import BLOCKS

OUTSIDE = "outside"  # {"outside": true} in place of an answer: not one's field
NOT_MINE = "Not my field"


def read_section(section, given):
    """{item: (marks, texts) or None where it was left empty} of what was given, and {item: complaint} of the rest."""
    found, wrong = {}, {}
    for item in section["items"]:
        if item["id"] in given:
            try:
                found[item["id"]] = _read(item, given[item["id"]])
            except Invalid as refusal:
                wrong[item["id"]] = next(iter(refusal.fields.values()), refusal.message)
    return found, wrong


def missing(section, values):
    """{item: complaint} of what a section demands and these answers leave out."""
    return {item["id"]: words for item in section["items"] if item["required"] and (words := _lacks(item, values))}


def is_outside(marks):
    """Whether somebody said that an item is not their field."""
    return OUTSIDE in marks


def said(item, marks):
    """An answer as a line of words."""
    return NOT_MINE if is_outside(marks) else BLOCKS[item["kind"]].said(item["design"], marks)


def is_blank(raw):
    """Whether nothing was answered, be it sent as fields that are all empty; a zero is an answer."""
    if isinstance(raw, dict):
        return all(map(is_blank, raw.values()))
    return all(map(is_blank, raw)) if isinstance(raw, list) else raw in ("", None) or raw is False


def _read(item, raw):
    if raw is not None and not isinstance(raw, dict):
        raise Invalid(fields={"value": "This could not be read. It has to be an object with named fields."})
    if is_blank(raw):
        return None
    if raw.get(OUTSIDE) is True:
        return {OUTSIDE: True}, {}
    marks, texts = BLOCKS[item["kind"]].checked_value(item["design"], raw)
    return marks, {slot: words for slot, words in texts.items() if words}


def _lacks(item, values):
    if item["id"] not in values:
        return "This is asked of everybody. Answer it to go on."
    if is_outside(values[item["id"]]):
        return ""
    kind = BLOCKS[item["kind"]]
    left = kind.missing(item["design"], values[item["id"]]) if hasattr(kind, "missing") else []
    return f"“{left[0]}” has no mark yet." if left else ""
