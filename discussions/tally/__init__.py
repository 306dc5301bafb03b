"""What a panel's answers come to, in the field's own numbers: appropriateness, rounds of ratings, survey figures.

Pure and exact: plain Python on whole numbers, each figure rounded once, nothing to load. Order never matters, and 0, 1
or 2 answers, or all the same ones, have a defined result; only what is no answer at all raises a ValueError.
"""

from discussions.tally.panels import RandUcla, rand_ucla
from discussions.tally.ratings import distribution, median, percentile, quartiles
from discussions.tally.rounds import Delphi, DelphiRule, delphi, kendall_w, stability, stable
from discussions.tally.surveys import nps, nps_interval, shown, shown_groups, sus, wilson
from discussions.voices import gini

__all__ = [
    "Delphi",
    "DelphiRule",
    "RandUcla",
    "delphi",
    "distribution",
    "gini",
    "kendall_w",
    "median",
    "nps",
    "nps_interval",
    "percentile",
    "quartiles",
    "rand_ucla",
    "shown",
    "shown_groups",
    "stability",
    "stable",
    "sus",
    "wilson",
]
