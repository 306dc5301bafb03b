"""The ten statements of the system usability scale, each on five points, and its score from 0 to 100."""

from discussions.answering.reading import line, mapping, wrong
from discussions.surveys.blocks import likert
from discussions.surveys.blocks.likert import keys, missing, posted, raw, said, shown, slots
from discussions.tally import quartiles, sus

NAME, LABEL, ICON = "sus", "Usability (SUS)", "sliders"
FIGURES = {"mean": "SUS, mean score", "median": "SUS, median", "first": "SUS, first quartile",
           "third": "SUS, third quartile"}  # fmt: skip
STATEMENTS = (
    "I think that I would like to use {it} frequently",
    "I found {it} unnecessarily complex",
    "I thought {it} was easy to use",
    "I think that I would need the support of a technical person to be able to use {it}",
    "I found the various functions in {it} were well integrated",
    "I thought there was too much inconsistency in {it}",
    "I would imagine that most people would learn to use {it} very quickly",
    "I found {it} very cumbersome to use",
    "I felt very confident using {it}",
    "I needed to learn a lot of things before I could get going with {it}",
)
METHOD = (
    "System usability scale: 2.5 times the sum of (x − 1) over the odd and of (5 − x) over the even statements, 0 to "
    "100 (Brooke 1996); the mean over the scores of those who answered all ten"
)

__all__ = [
    "ICON", "LABEL", "NAME", "cells", "checked_design", "checked_value", "columns", "drawn", "figures", "keys",
    "missing", "posted", "raw", "said", "shown", "slots", "summary",
]  # fmt: skip


def checked_design(raw):
    """{"it", "rows", "columns"}: what the ten statements are about."""
    about = line(mapping(raw, "design").get("it") or "this system", "it", longest=60)
    return {"it": about} | likert.checked_design({"rows": [one.format(it=about) for one in STATEMENTS], "points": 5})


def checked_value(design, raw):
    """{"cells": {statement: point}}, all ten of them: a score of fewer statements is another scale."""
    marks, texts = likert.checked_value(design, raw)
    left = len(missing(design, marks))
    if left:
        raise wrong("cells", f"Mark all ten statements; {left} {'is' if left == 1 else 'are'} left.")
    return marks, texts


def score(design, marks):
    """The score of one respondent."""
    places = {column["id"]: place for place, column in enumerate(design["columns"], start=1)}
    return sus([places[marks["cells"][row["id"]]] for row in design["rows"]])


def columns(design):
    """A column for each statement, and one for the score."""
    return [*likert.columns(design), "SUS score"]


def cells(design, marks):
    """The label that each statement was marked with, and the score."""
    return [*likert.cells(design, marks), score(design, marks)]


def summary(design, values):
    """The distribution of each statement, with {"mean", "median", "first", "third"} of the score."""
    scores = [score(design, marks) for marks in values]
    first, middle, third = quartiles(scores) or (None, None, None)
    mean = round(sum(scores) / len(scores), 2) if scores else None
    return likert.summary(design, values) | {"mean": mean, "median": middle, "first": first, "third": third}


def figures(design, summary):
    """The score, and the points of each statement."""
    told = [("", label, summary[name]) for name, label in FIGURES.items()]
    return [*told, *likert.figures(design, summary)]


def drawn(design, summary, words):
    """The statements, and the score."""
    return likert.drawn(design, summary, words) | {name: summary[name] for name in FIGURES}
