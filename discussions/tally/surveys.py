"""Figures of surveys: promoters, usability, what a share may really be, and what is too few to show (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt

from discussions.tally.ratings import whole

Z95 = 1.959963984540054
MINIMUM = 5


def nps(scores: Iterable[int]) -> float | None:
    """Net promoter score of answers 0-10, -100 to 100; None without answers. ValueError for what is no answer.

    100 (those of 9-10 less those of 0-6) / n (Reichheld, Harvard Business Review 2003;81(12):46).
    """
    given = whole(scores, 0, 10, "answer")
    if not given:
        return None
    return 100 * (sum(score >= 9 for score in given) - sum(score <= 6 for score in given)) / len(given)


def nps_interval(scores: Iterable[int], z: float = Z95) -> tuple[float, float] | None:
    """Between which scores, -100 to 100, the true net promoter score lies: 95 % with the usual z; None without answers.

    Adjusted Wald: as if 3 more had answered, 3/4 of them promoters and 3/4 detractors (Rocks, The American Statistician
    2016;70:365). One answer alone or all the same ones thus leave room for doubt. ValueError for what is no answer.
    """
    given = whole(scores, 0, 10, "answer")
    if not given:
        return None
    n = len(given) + 3
    up = (sum(score >= 9 for score in given) + 0.75) / n
    down = (sum(score <= 6 for score in given) + 0.75) / n
    half = z * sqrt((up + down - (up - down) ** 2) / n)
    return max(-100.0, 100 * (up - down - half)), min(100.0, 100 * (up - down + half))


def sus(answers: Sequence[int]) -> float:
    """System usability scale of one person, 0 to 100, from ten answers 1-5 in their order.

    2.5 (sum of (x - 1) over the odd and of (5 - x) over the even statements) (Brooke, in: Usability Evaluation in
    Industry, 1996). ValueError when an answer is missing: a score of fewer statements is another scale.
    """
    if len(answers) != 10 or None in answers:
        missing = 10 - sum(answer is not None for answer in answers)
        raise ValueError(f"the usability scale takes ten answers, {missing} missing" if missing > 0 else
                         "the usability scale takes ten answers, no more")  # fmt: skip
    whole(answers, 1, 5, "answer")
    return 2.5 * (sum(answer - 1 for answer in answers[::2]) + sum(5 - answer for answer in answers[1::2]))


def wilson(count: int, n: int, z: float = Z95) -> tuple[float, float]:
    """Between which shares, 0 to 1, the true one lies when count of n said so: 95 % with the usual z.

    Wilson's score interval without continuity correction (Journal of the American Statistical Association
    1927;22:209). Of nobody nothing is known: (0, 1). ValueError unless 0 <= count <= n.
    """
    if not 0 <= count <= n:
        raise ValueError(f"{count} of {n} is no share")
    if not n:
        return 0.0, 1.0
    share, spread = count / n, z * z / n
    middle, half = share + spread / 2, z * sqrt(share * (1 - share) / n + spread / (4 * n))
    low = 0.0 if not count else (middle - half) / (1 + spread)
    high = 1.0 if count == n else (middle + half) / (1 + spread)
    return low, high


def shown(n: int, minimum: int = MINIMUM) -> bool:
    """Whether a figure over n people may be shown: below the minimum it could tell who said what."""
    return n >= minimum


def shown_groups(sizes: Mapping[str, int], minimum: int = MINIMUM) -> set[str]:
    """Which groups of a breakdown may be shown beside the figure over everybody.

    A hidden group could be worked out by taking the shown ones from the whole, so those hidden are together at least
    the minimum: the next smallest is hidden with them. Groups of nobody are neither shown nor needed to hide others.
    """
    ascending = sorted((size, name) for name, size in sizes.items() if size)
    hidden = 0
    for place, (size, _name) in enumerate(ascending):
        if shown(size, minimum) and not 0 < hidden < minimum:
            return {name for _size, name in ascending[place:]}
        hidden += size
    return set()
