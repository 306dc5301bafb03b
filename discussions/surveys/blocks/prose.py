"""An answer in one's own words."""

from advisory.text import checked
from discussions.answering.reading import mapping, number

NAME, LABEL, ICON = "prose", "Own words", "pen"
LONGEST, SLOT = 4_000, "words"


def checked_design(raw):
    """{"longest"}: how many characters there may be."""
    return {"longest": number(mapping(raw, "design").get("longest") or LONGEST, "longest", 20, LONGEST)}


def checked_value(design, raw):
    """{} and the words."""
    return {}, {SLOT: checked(raw.get(SLOT), SLOT, design["longest"])}


def slots(design, marks):
    """The words."""
    return {SLOT: "In their own words"}


def said(design, marks):
    """Nothing but the words."""
    return ""


def summary(design, values):
    """{"n"}: how many wrote something."""
    return {"n": len(values)}


def figures(design, summary):
    """How many wrote something."""
    return [("", "Wrote something", summary["n"])]


def columns(design):
    """The words stand apart from the sheets."""
    return []


def cells(design, marks):
    """The words stand apart from the sheets."""
    return []


def keys(design, marks):
    """Nothing of a drawn summary is anybody's own."""
    return []


def posted(design, typed):
    """An answer as the form sends it."""
    return {SLOT: typed.get(SLOT, "")}


def raw(design, marks, texts):
    """An answer as it was sent."""
    return {SLOT: texts.get(SLOT, "")}


def shown(design, raw):
    """The words so far."""
    return {"words": raw.get(SLOT, ""), "longest": design["longest"]}


def drawn(design, summary, words):
    """What was written, in the order of the alphabet."""
    return {"n": summary["n"], "texts": sorted(texts[SLOT] for _, texts in words if texts.get(SLOT))}
