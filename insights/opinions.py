"""Who thinks alike: people set on a map by their votes on statements, and the groups that show (pure).

After Polis (Small et al., Recerca 2021;26(2)). Numpy and scikit-learn are loaded with the first map: they would slow
every start down. The same votes give the same map, in whatever order they and the people come.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add

from insights.placing import clusters, positions, silhouette, tabled
from insights.shares import Stand, Votes, consensus, representative

FEWEST_VOTES = 7
FEWEST_PEOPLE = 15
SCALES = {
    "votes": {-1: -1, 0: 0, 1: 1},
    "ratings": {rating: (rating > 6) - (rating < 4) for rating in range(1, 10)},
}


@dataclass(frozen=True)
class Person:
    """Somebody on the map: x and y without a unit or a sign that means anything; group: a Group's key, or None."""

    key: Hashable
    x: float
    y: float
    votes: int
    group: Hashable | None


@dataclass(frozen=True)
class Group:
    """People who think alike: how many, where their middle is, and up to five statements that speak for them."""

    key: Hashable
    size: int
    x: float
    y: float
    representative: tuple[Stand, ...]


@dataclass(frozen=True)
class Statement:
    """A statement: everybody's votes, each group's in the groups' order, and group-informed consensus, 0 to 1."""

    key: Hashable
    votes: Votes
    groups: tuple[Votes, ...]
    consensus: float | None


@dataclass(frozen=True)
class OpinionMap:
    """Everybody on the map, the groups (largest first) and the statements, people and statements ordered by key.

    k: how many groups; silhouette: how apart they lie, -1 to 1, None below 2 groups. left_out: who voted on too few
    statements to be placed. caution: fewer than 15 people are on the map, too few to speak of groups.
    """

    people: tuple[Person, ...]
    groups: tuple[Group, ...]
    statements: tuple[Statement, ...]
    k: int = 0
    silhouette: float | None = None
    left_out: int = 0
    caution: bool = True


def opinion_groups(
    votes: Iterable[tuple], *, groups: Mapping | None = None, without: Collection = (), scale: str = "votes"
) -> OpinionMap:
    """Place people by their votes, find the groups that show, and say what each stands for.

    votes: (person, statement, vote) in the order cast: the last of a person on a statement holds. Keys are sortable.
    groups: each person's group where it is known: all of them who voted are placed, nobody else, nothing is searched.
    without: statements that are not shown and not counted. scale: "votes": 1 agree, -1 disagree, 0 pass; "ratings": 1-9
    by their thirds, 7-9 agree, 1-3 disagree, 4-6 pass. ValueError for what is no vote.

    Left to search, it places who voted on at least min(7, statements), finds no groups below 15 people, and else keeps
    the best silhouette of k-means for 2 to min(5, 2 + people // 12); one group where all vote alike. Found groups are
    numbered from 0, the largest first. Statements on which nobody placed has voted are dropped.
    """
    cast = _cast(votes, without, scale)
    people = _placed(cast, groups)
    statements = sorted({statement for person in people for statement in cast[person]})
    table = tabled(cast, people, statements)
    points = positions(table)
    labels = _labels(people, groups, (table, points))
    placed = [
        Person(*one) for one in zip(people, *points.T.tolist(), map(len, map(cast.get, people)), labels, strict=True)
    ]
    told, keys = _told(cast, placed, statements), _keys(labels)
    return OpinionMap(
        tuple(placed), tuple(_group(key, placed, told, keys) for key in keys), told, len(keys),
        silhouette(points, labels), len(cast) - len(placed), len(placed) < FEWEST_PEOPLE,
    )  # fmt: skip


def _labels(people, groups, placing):
    """The group of each, as known or as found; None for everybody where they are too few."""
    if groups is not None:
        return [groups[person] for person in people]
    return clusters(*placing) if len(people) >= FEWEST_PEOPLE else [None] * len(people)


def _cast(votes, without, scale):
    """Each person's last vote on each statement that counts, as 1, 0 or -1."""
    if scale not in SCALES:
        raise ValueError(f"{scale!r} is no scale: {' or '.join(SCALES)}")
    cast, means = {}, SCALES[scale]
    for person, statement, vote in votes:
        if vote not in means:
            raise ValueError(f"{vote!r} is no vote: {', '.join(map(str, means))}")
        given = cast.setdefault(person, {})
        if statement not in without:
            given[statement] = means[vote]
    return cast


def _placed(cast, groups):
    """Who is placed, by key: those in the given groups, or who voted on enough."""
    if groups is not None:
        return sorted(person for person in cast if groups.get(person) is not None)
    enough = min(FEWEST_VOTES, len({statement for given in cast.values() for statement in given}) or 1)
    return sorted(person for person, given in cast.items() if len(given) >= enough)


def _keys(labels):
    """The groups, the largest first."""
    found = set(labels) - {None}
    return sorted(found, key=lambda key: (-labels.count(key), key))


def _told(cast, placed, statements):
    """Each statement with everybody's votes and each group's."""
    keys = _keys([person.group for person in placed])
    member = {person.key: person.group for person in placed}
    told = []
    for statement in statements:
        given = [(member.get(person), votes[statement]) for person, votes in cast.items() if statement in votes]
        groups = tuple(_counted(vote for group, vote in given if group == key) for key in keys)
        everybody = _counted(vote for _group, vote in given)
        told.append(Statement(statement, everybody, groups, consensus(groups) if groups else None))
    return tuple(told)


def _counted(votes):
    counts = Counter(votes)
    return Votes(counts[1], counts[-1], counts[0])


def _group(key, placed, told, keys):
    """One group: its middle, and what speaks for it beside all the others together."""
    own, place = [person for person in placed if person.group == key], keys.index(key)
    stands = [
        (one.key, one.groups[place], reduce(add, one.groups[:place] + one.groups[place + 1 :], Votes()))
        for one in told
    ]  # fmt: skip
    middle = (sum(person.x for person in own) / len(own), sum(person.y for person in own) / len(own))
    return Group(key, len(own), *middle, representative(stands) if len(keys) > 1 else ())
