"""Ratings in order: how many of each, and the values below which a part of them lies (pure)."""

from collections import Counter
from collections.abc import Iterable, Sequence

CONVENTIONS = ("linear", "weibull")


def whole(values: Iterable, low: int, high: int, what: str = "rating") -> list[int]:
    """Answers as whole numbers from low to high, ascending; ValueError names the first that is none."""
    given = list(values)
    for value in given:
        if isinstance(value, bool) or value not in range(low, high + 1):
            raise ValueError(f"{value!r} is no {what}: a whole number from {low} to {high}")
    return sorted(int(value) for value in given)


def distribution(ratings: Iterable[int], low: int = 1, high: int = 9) -> tuple[int, ...]:
    """How many gave each rating, from low to high: high - low + 1 counts of 0 or more. ValueError outside the scale."""
    counted = Counter(whole(ratings, low, high))
    return tuple(counted[value] for value in range(low, high + 1))


def hundredfold(ascending: Sequence, percent: int, convention: str = "linear"):
    """A percentile times 100, so that whole numbers stay whole and comparisons exact; at least one value.

    "linear" is R's type 7 and numpy's default, place 1 + p(n - 1); "weibull" is type 6 and what SPSS prints, place
    p(n + 1), held inside the values (Hyndman & Fan, The American Statistician 1996;50:361). ValueError for another.
    """
    if convention not in CONVENTIONS:
        raise ValueError(f"{convention!r} is no convention for percentiles: {' or '.join(CONVENTIONS)}")
    last = 100 * (len(ascending) - 1)
    place = percent * (len(ascending) - 1) if convention == "linear" else percent * (len(ascending) + 1) - 100
    below, part = divmod(min(max(place, 0), last), 100)
    value = 100 * ascending[below]
    return value + part * (ascending[below + 1] - ascending[below]) if part else value


def percentile(values: Iterable[float], percent: int, convention: str = "linear") -> float | None:
    """The value below which that percentage (0 to 100) of the values lies, in their unit; None without values."""
    ascending = sorted(values)
    return hundredfold(ascending, percent, convention) / 100 if ascending else None


def median(values: Iterable[float]) -> float | None:
    """The middle value, or halfway between the two middle ones, in the values' unit; None without values."""
    return percentile(values, 50)


def quartiles(values: Iterable[float], convention: str = "linear") -> tuple[float, float, float] | None:
    """First quartile, median and third quartile, in the values' unit; None without values."""
    ascending = sorted(values)
    if not ascending:
        return None
    first, middle, third = (hundredfold(ascending, percent, convention) / 100 for percent in (25, 50, 75))
    return first, middle, third
