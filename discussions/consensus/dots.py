"""Ratings as dots above the nine numbers one rates with; pure."""

from dataclasses import dataclass
from math import ceil

TALLEST = 12


@dataclass(frozen=True)
class Column:
    """The dots above one number: how many, whether the reader's is among them, and where the panel's middle lies."""

    dots: range
    mine: bool
    middle: bool
    median: bool


@dataclass(frozen=True)
class Dots:
    """A dot plot of ratings 1 to 9; `per` is how many people one dot stands for, so that no column grows too tall."""

    columns: tuple
    per: int
    told: str


def dots(counts, figures, own=None):
    """Dots for nine counts, with median and middle half from `figures`; `own` is the reader's rating or nothing."""
    per = max(1, ceil(max(counts) / TALLEST))
    columns = tuple(_column(value, count, per, figures, own) for value, count in enumerate(counts, start=1))
    return Dots(columns, per, _told(counts, figures, own))


def _column(value, count, per, figures, own):
    mine = own == value and count > 0
    others = ceil((count - mine) / per)
    if figures.median is None:
        return Column(range(others), mine, middle=False, median=False)
    middle = figures.q1 <= value <= figures.q3
    return Column(range(others), mine, middle, median=abs(value - figures.median) <= 0.5)  # both columns of a half


def _told(counts, figures, own):
    parts = [f"Number of people at each rating from 1 to 9: {', '.join(map(str, counts))}."]
    if own:
        parts.append(f"Your rating {own}.")
    if figures.median is not None:
        parts.append(f"Panel median {figures.median:g}.")
    return " ".join(parts)
