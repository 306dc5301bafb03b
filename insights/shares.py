"""How much of a group agrees with a statement, and what sets the group apart from the others (pure).

Formulas: Small, Bjorkegren, Erkkila, Shaw & Megill, Polis: Scaling deliberation by mapping high dimensional opinion
spaces, Recerca 2021;26(2). Every share starts from one agreement and one refusal, so that few votes say little.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from math import prod, sqrt

SIDES = ("agree", "disagree")
MOST_REPRESENTATIVE = 5
SIGNIFICANT = 1.2816  # z of a one-sided 90 %


@dataclass(frozen=True)
class Votes:
    """How a group voted on one statement: counts of 0 or more."""

    agrees: int = 0
    disagrees: int = 0
    passes: int = 0

    @property
    def seen(self) -> int:
        """How many voted, passes included."""
        return self.agrees + self.disagrees + self.passes

    def __add__(self, other: "Votes") -> "Votes":
        """Both together."""
        return Votes(self.agrees + other.agrees, self.disagrees + other.disagrees, self.passes + other.passes)


@dataclass(frozen=True)
class Stand:
    """Where a group stands on one side, "agree" or "disagree", of a statement.

    count of seen took that side; share: 0 to 1; z: whether that is more than half; ratio: the share over that of all
    other groups, above 0; ratio_z: whether the difference is more than chance.
    """

    statement: object
    side: str
    count: int
    seen: int
    share: float
    z: float
    ratio: float
    ratio_z: float

    @property
    def significant(self) -> bool:
        """Whether the group takes that side, and more than others do, beyond chance: both z above 1.2816."""
        return self.z > SIGNIFICANT and self.ratio_z > SIGNIFICANT

    @property
    def weight(self) -> float:
        """By how much the statement stands for its group: the product of all four figures."""
        return self.share * self.z * self.ratio * self.ratio_z


def share(count: int, seen: int) -> float:
    """The part of a group that took a side, 0 to 1: (count + 1) / (seen + 2), so a half where nobody voted."""
    return (count + 1) / (seen + 2)


def consensus(groups: Iterable[Votes]) -> float:
    """Group-informed consensus, 0 to 1: the product of every group's share of agreement; no large group outvotes."""
    return prod(share(votes.agrees, votes.seen) for votes in groups)


def proportion_z(count: int, seen: int) -> float:
    """How far the part of a group that took a side is from a half, in standard deviations."""
    return 2 * sqrt(seen + 1) * ((count + 1) / (seen + 1) - 0.5)


def difference_z(count: int, seen: int, count_rest: int, seen_rest: int) -> float:
    """How far two parts differ, in standard deviations; 0 where all of both took the side, or nobody voted."""
    first, second = (count + 1) / (seen + 1), (count_rest + 1) / (seen_rest + 1)
    pooled = (count + count_rest + 2) / (seen + seen_rest + 2)
    if pooled >= 1:
        return 0.0
    return (first - second) / sqrt(pooled * (1 - pooled) * (1 / (seen + 1) + 1 / (seen_rest + 1)))


def stand(statement: object, side: str, group: Votes, rest: Votes) -> Stand:
    """Where a group stands on one side of a statement, beside all other groups together."""
    count, others = (votes.agrees if side == "agree" else votes.disagrees for votes in (group, rest))
    part, z = share(count, group.seen), proportion_z(count, group.seen)
    apart = difference_z(count, group.seen, others, rest.seen)
    return Stand(statement, side, count, group.seen, part, z, part / share(others, rest.seen), apart)


def representative(statements: Iterable[tuple[object, Votes, Votes]]) -> tuple[Stand, ...]:
    """Up to five stands that speak for a group, from (statement, its votes, all others' votes) on each.

    What the group agrees with most, then what is significant by weight, on whichever side sets it further apart; where
    there is neither, the one that comes nearest. Agreements come first. Polis chooses so, in the order given; only that
    it may tell what a group agrees with most as a disagreement of nobody.
    """
    pairs = [tuple(stand(one, side, *votes) for side in SIDES) for one, *votes in statements if votes[0].seen]
    agreed = reduce(_more_agreed, (agree for agree, _disagree in pairs), None)
    apart = [max(pair, key=lambda one: one.ratio_z) for pair in pairs]
    others = [one for one in apart if one.significant and (not agreed or one.statement != agreed.statement)]
    told = [agreed] * bool(agreed) + sorted(others, key=lambda one: -one.weight)
    nearest = sorted(apart, key=lambda one: -one.ratio_z)[:1]
    return tuple(sorted((told or nearest)[:MOST_REPRESENTATIVE], key=lambda one: SIDES.index(one.side)))


def _more_agreed(best, other):
    """Of two agreements the one that speaks more for the group: set apart where the best so far is, else clear."""
    if best is None:
        return other if other.z > SIGNIFICANT or (other.ratio > 1 and other.share > 0.5) else None
    if best.ratio > 1:
        return other if other.weight > best.weight else best
    return other if other.share * other.z > best.share * best.z else best
