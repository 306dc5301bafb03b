"""Rounds of ratings: whether a statement reached consensus, experts order alike, and a round moved anything (pure)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from discussions.tally.panels import HALVES, rand_ucla
from discussions.tally.ratings import CONVENTIONS, hundredfold, whole

STABLE_BELOW = Fraction(15, 100)


@dataclass(frozen=True)
class DelphiRule:
    """What counts as consensus, chosen and frozen before the first round opens.

    kind "percentage": at least `share` % rate 7-9 and fewer than `against` % rate 1-3. "iqr": q3 - q1 of at most
    `widest` points. "rand_ucla": RAND/UCLA agreement with `percentile` and `halves`. ValueError for another kind.
    """

    kind: str
    share: int = 70
    against: int = 15
    widest: float = 3
    percentile: str = "linear"
    halves: str = "uncertain"

    def __post_init__(self):
        """Refuse a rule that nobody could apply."""
        if self.kind not in {"percentage", "iqr", "rand_ucla"}:
            raise ValueError(f"{self.kind!r} is no rule: percentage, iqr or rand_ucla")
        if self.percentile not in CONVENTIONS or self.halves not in HALVES:
            raise ValueError("percentile is linear or weibull; halves are " + ", ".join(HALVES))
        if not (0 < self.share <= 100 and 0 < self.against <= 100 and 0 <= self.widest <= 8):
            raise ValueError("share and against are percentages above 0, widest is 0 to 8 points")

    def __str__(self):
        """The rule as a protocol prints it."""
        if self.kind == "percentage":
            return f"at least {self.share}% rate 7–9 and fewer than {self.against}% rate 1–3"
        if self.kind == "iqr":
            return f"an interquartile range of at most {self.widest:g} points; agreement with a median of 7 or more"
        return f"RAND/UCLA agreement of at least 8 ratings ({self.percentile} percentiles)"


@dataclass(frozen=True)
class Delphi:
    """One statement after a round: numbers are None without a rating.

    n: those who rated; median, q1, q3 and iqr on the scale (quartiles linear); low and high: how many rated 1-3 and
    7-9. consensus: the panel is of one mind by its rule; agreement: in favour. Both None where the rule cannot say.
    """

    n: int
    median: float | None = None
    q1: float | None = None
    q3: float | None = None
    iqr: float | None = None
    low: int = 0
    high: int = 0
    consensus: bool | None = None
    agreement: bool | None = None


def delphi(ratings: Iterable[int], rule: DelphiRule | str) -> Delphi:
    """Judge one statement by the ratings 1-9 of those who rated; abstentions are counted elsewhere.

    rule: a DelphiRule, or its kind with the usual thresholds. Strict: 14 of 20 high with 3 of 20 low is no consensus.
    ValueError for what is no rating and for an unknown rule.
    """
    rule = DelphiRule(rule) if isinstance(rule, str) else rule
    ascending = whole(ratings, 1, 9)
    if not ascending:
        return Delphi(0)
    first, middle, third = (hundredfold(ascending, percent) for percent in (25, 50, 75))
    low, high = sum(rating <= 3 for rating in ascending), sum(rating >= 7 for rating in ascending)
    numbers = (len(ascending), middle / 100, first / 100, third / 100, (third - first) / 100, low, high)
    if rule.kind == "rand_ucla":
        panel = rand_ucla(ascending, rule.percentile, halves=rule.halves)
        favour = panel.agreement and panel.classification == "appropriate"
        return Delphi(*numbers, panel.agreement, favour)
    if rule.kind == "iqr":
        close = third - first <= 100 * rule.widest
        return Delphi(*numbers, close, close and middle >= 700)
    reached = 100 * high >= rule.share * len(ascending) and 100 * low < rule.against * len(ascending)
    return Delphi(*numbers, reached, reached)


def stability(before: Iterable[int], after: Iterable[int]) -> float | None:
    """How much a statement's ratings moved between two rounds: 0 (not at all) to 1; None where one has no rating.

    Half the summed differences of the shares of each rating (Scheibe, Skutsch & Schofer, in: The Delphi Method, 1975);
    with as many ratings in both rounds that is half the summed differences of the counts over n.
    """
    moved = _moved(before, after)
    return None if moved is None else float(moved)


def stable(before: Iterable[int], after: Iterable[int]) -> bool | None:
    """Whether less than 15 % of the ratings moved between two rounds; None where one has no rating."""
    moved = _moved(before, after)
    return None if moved is None else moved < STABLE_BELOW


def _moved(before, after):
    first, then = Counter(before), Counter(after)
    if not first or not then:
        return None
    pairs = [(Fraction(first[rating], first.total()), Fraction(then[rating], then.total())) for rating in first | then]
    return sum((abs(was - now) for was, now in pairs), Fraction(0)) / 2


def kendall_w(items: Sequence[Sequence[float]]) -> float | None:
    """How alike judges order the items: 0 (not at all) to 1 (the same way), corrected for ties.

    items: a row for each item, a column for each judge, complete (ValueError otherwise). None where nothing is ordered:
    fewer than 2 items, no judge, or every judge rates all items the same. W = 12 S / (m^2 (n^3 - n) - m sum(t^3 - t))
    (Kendall, Rank Correlation Methods, 1948); the same as Friedman's statistic / (m (n - 1)).
    """
    if len({len(row) for row in items}) > 1:
        raise ValueError("every judge has to rate every item")
    judges = list(zip(*items, strict=True))
    n, m = len(items), len(judges)
    ties = sum(held**3 - held for judge in judges for held in Counter(judge).values())
    room = m * m * (n**3 - n) - m * ties
    if not room:
        return None
    ranks = [[_doubled_rank(value, judge) for value in judge] for judge in judges]
    return 3 * sum((sum(column) - m * (n + 1)) ** 2 for column in zip(*ranks, strict=True)) / room


def _doubled_rank(value, among):
    """Twice the rank among values, 1 the lowest, ties sharing the mean of theirs."""
    return 2 * sum(other < value for other in among) + among.count(value) + 1
