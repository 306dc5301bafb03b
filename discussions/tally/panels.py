"""Appropriateness as RAND/UCLA panels judge it: ratings 1-9 in thirds, and whether the panel disagrees (pure).

Formulas: Fitch et al., The RAND/UCLA Appropriateness Method User's Manual, 2001; the classic rule by panel size as in
BMC Med Inform Decis Mak 2012;12:93, table 7. Everything is compared in whole numbers, so that a tie is a tie.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from discussions.tally.ratings import hundredfold, whole

FEWEST = 8
LOW, MIDDLE, HIGH = (1, 3), (4, 6), (7, 9)
# Which third a median of 3.5 and one of 6.5 fall into, by the study's setting.
HALVES = {"uncertain": (MIDDLE, MIDDLE), "higher": (MIDDLE, HIGH), "outward": (LOW, HIGH)}
RULES = ("either", "ipras", "classic")
CLASSES = {LOW: "inappropriate", MIDDLE: "uncertain", HIGH: "appropriate"}


@dataclass(frozen=True)
class RandUcla:
    """A panel's judgement of one statement; numbers are None without a rating, verdicts below 8 ratings.

    median, p30, p70: 1 to 9; ipr = p70 - p30: 0 to 8; ipras: 2.35 to 8.35; di = ipr / ipras: 0 or more.
    disagreement: ipr > ipras. classic: "agreement", "neither" or "disagreement" by the counts in the thirds.
    agreement: classic agreement, and no disagreement. classification: "appropriate", "uncertain" or "inappropriate".
    percentile: the convention that the numbers follow, to be printed beside them.
    """

    n: int
    median: float | None = None
    p30: float | None = None
    p70: float | None = None
    ipr: float | None = None
    ipras: float | None = None
    di: float | None = None
    disagreement: bool | None = None
    agreement: bool | None = None
    classification: str | None = None
    classic: str | None = None
    percentile: str = "linear"


def rand_ucla(
    ratings: Iterable[int], percentile: str = "linear", *, halves: str = "uncertain", rule: str = "either"
) -> RandUcla:
    """Judge one statement by its ratings, whole numbers 1-9 (any number of them, in any order).

    percentile: "linear" (numpy, R type 7) or "weibull" (SPSS). halves, where a median of 3.5 or 6.5 falls:
    "uncertain" (both), "higher" (3.5 uncertain, 6.5 appropriate), "outward" (3.5 inappropriate, 6.5 appropriate).
    rule, which disagreement keeps a statement from being classified: "ipras", "classic", or "either" of them.

    IPRAS = 2.35 + 1.5 |5 - (p30 + p70)/2|. One more rating equal to the median (to either of the two middle ones)
    never makes ipr exceed ipras, and one of 4-6 never makes a classic disagreement; one more 5 may make ipr exceed
    ipras, since it draws the centre to the middle, where less spread is borne. ValueError for what is no rating.
    """
    if halves not in HALVES or rule not in RULES:
        raise ValueError(f"halves are {', '.join(HALVES)}; rules are {', '.join(RULES)}")
    ascending = whole(ratings, 1, 9)
    if not ascending:
        return RandUcla(0, percentile=percentile)
    middle, low, high = hundredfold(ascending, 50), *(hundredfold(ascending, part, percentile) for part in (30, 70))
    spread, borne = 400 * (high - low), 94000 + 300 * abs(1000 - low - high)  # IPR and IPRAS in 40,000ths
    panel = RandUcla(
        len(ascending), middle / 100, low / 100, high / 100, spread / 40000, borne / 40000, spread / borne,
        percentile=percentile,
    )  # fmt: skip
    return _judged(panel, ascending, _third(middle, halves), rule) if panel.n >= FEWEST else panel


def _judged(panel, ascending, third, rule):
    """The panel with its verdicts; di, a quotient of whole numbers, exceeds 1 exactly when ipr exceeds ipras."""
    classic, apart = _classic(ascending, third), panel.di > 1
    heeded = {"either": apart or classic == "disagreement", "ipras": apart, "classic": classic == "disagreement"}
    return replace(
        panel, disagreement=apart, agreement=classic == "agreement" and not apart, classic=classic,
        classification="uncertain" if heeded[rule] else CLASSES[third],
    )  # fmt: skip


def _third(middle, halves):
    """The three-point region of a median, given in hundredths."""
    if middle in (350, 650):
        return HALVES[halves][middle == 650]
    return LOW if middle <= 300 else HIGH if middle >= 700 else MIDDLE


def _within(ascending, third):
    return bisect_right(ascending, third[1]) - bisect_left(ascending, third[0])


def _classic(ascending, third):
    """Disagreement: a third of the panel in each extreme region; agreement: fewer than that outside the median's."""
    share = round(len(ascending) / 3)
    if min(_within(ascending, LOW), _within(ascending, HIGH)) >= share:
        return "disagreement"
    return "agreement" if len(ascending) - _within(ascending, third) < share else "neither"
