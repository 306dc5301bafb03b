"""Statements that are each agreed with on five or seven labelled points."""

from discussions.answering import matrix
from discussions.answering.matrix import cells, checked_value, columns, keys, posted, raw, said, shown, slots
from discussions.answering.reading import mapping, number, options, several, wrong
from discussions.tally import median

NAME, LABEL, ICON = "likert", "Agreement (Likert)", "sliders"
POINTS = {
    5: ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"),
    7: ("Strongly disagree", "Disagree", "Rather disagree", "Neither", "Rather agree", "Agree", "Strongly agree"),
}

__all__ = [
    "ICON", "LABEL", "NAME", "cells", "checked_design", "checked_value", "columns", "drawn", "figures",
    "keys", "missing", "posted", "raw", "said", "shown", "slots", "summary",
]  # fmt: skip


def checked_design(raw):
    """{"rows", "columns"}: the statements, and the five or seven points from the lowest up."""
    raw = mapping(raw, "design")
    wanted = number(raw.get("points") or 5, "points", min(POINTS), max(POINTS))
    points = several(raw.get("columns"), "columns") or POINTS.get(wanted, ())
    if len(points) not in POINTS:
        raise wrong("points", "Write 5 or 7 points, the lowest first.")
    rows = options(raw.get("rows") or raw.get("options"), "options", least=1, letter="r")
    return {"rows": rows, "columns": options(list(points), "columns", letter="p")}


def missing(design, marks):
    """The statements without a mark, by their words."""
    return [row["label"] for row in design["rows"] if row["id"] not in marks["cells"]]


def summary(design, values):
    """The matrix's own, with the "median" point of each statement, counted from 1."""
    told = matrix.summary(design, values)
    for row in told["rows"]:
        given = [place for place, count in enumerate(row["counts"], start=1) for _ in range(count)]
        row["median"] = median(given)
    return told


def figures(design, summary):
    """How many marked each point of a statement, and the median of the points counted from 1."""
    medians = [(row["label"], "Median point", row["median"]) for row in summary["rows"]]
    return [*matrix.figures(design, summary), *medians]


def drawn(design, summary, words):
    """The matrix's own, with the median of each statement."""
    told = matrix.drawn(design, summary, words)
    rows = [row | {"median": one["median"]} for row, one in zip(told["rows"], summary["rows"], strict=True)]
    return told | {"rows": rows}
