"""How likely somebody is to recommend something, 0 to 10: the net promoter score."""

from discussions.answering import scale
from discussions.answering.reading import mapping
from discussions.answering.scale import cells, checked_value, keys, posted, raw, said, shown, slots
from discussions.tally import nps, nps_interval

NAME, LABEL, ICON = "nps", "Recommendation (NPS)", "scale"
METHOD = (
    "Net promoter score: the percentage of answers 9 to 10 less the percentage of answers 0 to 6 (Reichheld 2003); "
    "95 % interval by the adjusted Wald method (Rocks 2016)"
)

__all__ = [
    "ICON", "LABEL", "NAME", "cells", "checked_design", "checked_value", "columns", "drawn", "figures", "keys",
    "posted", "raw", "said", "shown", "slots", "summary",
]  # fmt: skip

FIGURES = {
    "nps": "Net promoter score", "low": "95 % interval, from", "high": "95 % interval, to", "promoters": "Promoters",
    "passives": "Passives", "detractors": "Detractors",
}  # fmt: skip


def checked_design(raw):
    """A scale from 0 to 10 with labelled ends."""
    raw = mapping(raw, "design")
    ends = {"low_label": raw.get("low_label") or "Not at all likely"}
    ends |= {"high_label": raw.get("high_label") or "Extremely likely"}
    return scale.checked_design({"scale": "0-10", **ends})


def summary(design, values):
    """The scale's own, with {"nps", "low", "high" of its interval, "promoters", "passives", "detractors"}."""
    told = scale.summary(design, values)
    ratings = [marks["rating"] for marks in values]
    low, high = nps_interval(ratings) or (None, None)
    counts = told["counts"]
    shares = {"promoters": sum(counts[9:]), "passives": sum(counts[7:9]), "detractors": sum(counts[:7])}
    return told | {"nps": nps(ratings), "low": low, "high": high} | shares


def figures(design, summary):
    """The score with its interval, and the scale's own."""
    told = [("", label, summary[name]) for name, label in FIGURES.items()]
    return [*told, *scale.figures(design, summary)]


def columns(design):
    """The rating."""
    return ["0 to 10"]


def drawn(design, summary, words):
    """The scale's columns, and the score."""
    return scale.drawn(design, summary, words) | {name: summary[name] for name in FIGURES}
