"""How evenly a discussion is carried: each voice's share, and how unequal the shares are.

Pure: lists of counts in, numbers out. Whoever was asked and said nothing counts with a 0; leaving the silent out would
make a board on which two of nine speak look balanced.
"""

from collections.abc import Sequence


def shares(counts: Sequence[int]) -> list[float]:
    """Each count as a part of their sum, 0 to 1 and in the same order; all 0 where nobody said anything."""
    total = sum(counts)
    return [count / total if total else 0.0 for count in counts]


def gini(counts: Sequence[int]) -> float | None:
    """The Gini coefficient of counts of 0 or more, 0 (all equal) to 1 - 1/n (one speaks alone); None: no activity.

    G = sum((2i - n - 1) x_i) / (n sum(x)) over ascending x_i, i from 1 to n (half the relative mean absolute
    difference: Sen, On Economic Inequality, 1973). ValueError for a negative count.
    """
    if any(count < 0 for count in counts):
        raise ValueError("a count below 0 is no count")
    total, number = sum(counts), len(counts)
    if not total:
        return None
    ranked = enumerate(sorted(counts), start=1)
    return sum((2 * place - number - 1) * count for place, count in ranked) / (number * total)


def balance(counts: Sequence[int]) -> str:
    """A Gini coefficient in words: below 0.2 even, below 0.4 fairly even, below 0.6 uneven, else few carry it."""
    spread = gini(counts)
    if spread is None:
        return "No activity"
    words = [(0.2, "Evenly spread"), (0.4, "Fairly even"), (0.6, "Uneven")]
    return next((said for below, said in words if spread < below), "A few carry it")
