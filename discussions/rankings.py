"""Who comes first when people rank: four ways of counting the same ballots, and a sentence on why they differ (pure).

A ballot is a person's options best first, each once; it may stop early: what is not ranked stands below what is, and is
not told apart there. A ballot that ranks nothing is none. No count tosses a coin: what is tied is reported as tied, and
neither the order of the ballots nor that of the options matters. Numpy counts the pairs, loaded with the first ranking.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

Ballots = Iterable[Sequence[Hashable]]


@dataclass(frozen=True)
class Outcome:
    """What one way of counting comes to.

    order: the options best first, those that are tied in one tuple; empty without ballots. figures: per option the
    number it was ordered by. rounds: for the run-off, the votes of each option that was still in.
    """

    order: tuple[tuple, ...]
    figures: dict
    rounds: tuple[dict, ...] = ()

    @property
    def winners(self) -> tuple:
        """Who stands first; several when tied, nobody without ballots."""
        return self.order[0] if self.order else ()


@dataclass(frozen=True)
class SideBySide:
    """The four counts of the same ballots; differ: whether any two orders differ; sentence: why, in words."""

    borda: Outcome
    schulze: Outcome
    runoff: Outcome
    plurality: Outcome
    differ: bool
    sentence: str


def plurality(ballots: Ballots, options: Iterable[Hashable] | None = None) -> Outcome:
    """Order the options by how many put each first. options: all that stood for election; left out: all ranked."""
    cast, standing = _read(ballots, options)
    figures = {option: sum(ballot[0] == option for ballot in cast) for option in standing}
    return Outcome(_tiers(figures) if cast else (), figures)


def borda(ballots: Ballots, options: Iterable[Hashable] | None = None) -> Outcome:
    """Order the options by points: n - 1 for a first place among n, one fewer for each next (Borda, 1784).

    Those that a ballot leaves out share the points of the places left, so every ballot gives n (n - 1) / 2 in all.
    """
    cast, standing = _read(ballots, options)
    figures = dict.fromkeys(standing, 0)
    for ballot in cast:
        places = {option: len(standing) - 1 - place for place, option in enumerate(ballot)}
        rest = (len(standing) - len(ballot) - 1) / 2
        for option in standing:
            figures[option] += places.get(option, rest)
    return Outcome(_tiers(figures) if cast else (), figures)


def schulze(ballots: Ballots, options: Iterable[Hashable] | None = None) -> Outcome:
    """Order the options by strongest paths, counting winning votes (Schulze, Social Choice and Welfare 2011;36:267).

    One stands above another when its strongest chain of pairwise wins is the stronger one; in a tier stands what nobody
    left beats so. figures: how many options each beats. Who beats every other head to head always comes first.
    """
    cast, standing = _read(ballots, options)
    if not cast:
        return Outcome((), dict.fromkeys(standing, 0))
    numpy = import_module("numpy")
    for_first = _pairs(cast, standing)
    paths = numpy.where(for_first > for_first.T, for_first, 0)
    for through in range(len(standing)):
        paths = numpy.maximum(paths, numpy.minimum(paths[:, through, None], paths[None, through, :]))
    numpy.fill_diagonal(paths, 0)
    beats, left, order = paths > paths.T, numpy.arange(len(standing)), []
    while len(left):
        unbeaten = ~beats[numpy.ix_(left, left)].any(axis=0)
        order.append(tuple(standing[place] for place in left[unbeaten]))
        left = left[~unbeaten]
    return Outcome(tuple(order), dict(zip(standing, beats.sum(axis=1).tolist(), strict=True)))


def instant_runoff(ballots: Ballots, options: Iterable[Hashable] | None = None) -> Outcome:
    """Count first choices, put out whoever has fewest, pass their ballots on, until one has more than half.

    All who are tied for the fewest go out together, unless nobody else would be left: then they are tied. A ballot
    whose options are all out rests, and the half is of those that still count. figures: votes when last counted.
    """
    cast, standing = _read(ballots, options)
    left, order, figures, rounds = list(standing), [], dict.fromkeys(standing, 0), []
    while cast and left:
        votes = dict.fromkeys(left, 0)
        for top in (next(filter(votes.__contains__, ballot), None) for ballot in cast):
            if top is not None:
                votes[top] += 1
        rounds.append(votes)
        figures |= votes
        if 2 * max(votes.values()) > sum(votes.values()):
            order[:0] = _tiers(votes)
            break
        fewest = min(votes.values())
        out = tuple(option for option in left if votes[option] == fewest)
        order.insert(0, out)
        left = [option for option in left if option not in out]
    return Outcome(tuple(order), figures, tuple(rounds))


def side_by_side(
    ballots: Ballots, options: Iterable[Hashable] | None = None, names: Mapping[Hashable, str] | None = None
) -> SideBySide:
    """Count the ballots in all four ways and say in a sentence whether they differ, and why.

    names: what the sentence calls each option; left out: as it is.
    """
    cast, standing = _read(ballots, options)
    counts = [count(cast, standing) for count in (borda, schulze, instant_runoff, plurality)]
    sentence = _sentence(counts, cast, standing, lambda option: (names or {}).get(option, str(option)))
    return SideBySide(*counts, differ=len({_plain(count.order) for count in counts}) > 1, sentence=sentence)


def _read(ballots, options):
    """The ballots that rank something, and every option once in a fixed order."""
    cast = [list(ballot) for ballot in ballots if len(ballot)]
    ranked = {option for ballot in cast for option in ballot}
    standing = sorted(ranked if options is None else set(options), key=lambda option: (str(type(option)), option))
    if ranked - set(standing):
        raise ValueError("a ballot ranks what does not stand for election")
    if any(len(set(ballot)) < len(ballot) for ballot in cast):
        raise ValueError("a ballot ranks an option twice")
    return cast, standing


def _tiers(figures):
    ordered = sorted(set(figures.values()), reverse=True)
    return tuple(tuple(option for option in figures if figures[option] == figure) for figure in ordered)


def _plain(order):
    return tuple(frozenset(tier) for tier in order)


def _pairs(cast, standing):
    """How many ballots put each option (row) above each other one (column)."""
    numpy = import_module("numpy")
    column = {option: place for place, option in enumerate(standing)}
    wins = numpy.zeros((len(standing), len(standing)), dtype=int)
    for ballot in cast:
        places = numpy.full(len(standing), len(standing))
        places[[column[option] for option in ballot]] = numpy.arange(len(ballot))
        wins += places[:, None] < places[None, :]
    return wins


def _sentence(counts, cast, standing, named):
    """Whether the four counts differ in what they put first, or behind that, and what each of them asked."""
    if not cast:
        return "No ballots yet."
    firsts = [_listed([named(option) for option in count.winners]) for count in counts]
    if len({frozenset(count.winners) for count in counts}) == 1:
        same = len({_plain(count.order) for count in counts}) == 1
        return f"All four counts put {firsts[0]} first" + (
            " and agree on the whole order." if same else "; they differ on the places behind."
        )
    points, paths, runoff, most = firsts
    points, most = points.removesuffix(","), most.removesuffix(",")
    remain = "remains" if len(counts[2].winners) == 1 else "remain"
    return (
        f"The counts differ, because each asks something else: the most first choices go to {most} (plurality); when "
        f"the options with the fewest are put out and their ballots passed on, {runoff} {remain} (run-off); the "
        f"highest average place goes to {points} (Borda); {_compared(cast, standing, counts[1].winners, paths)}."
    )


def _compared(cast, standing, winners, named):
    """What the one-to-one comparisons say: a winner of them all, or the strongest chain where there is none."""
    wins = _pairs(cast, standing)
    first = standing.index(winners[0])
    if (wins[first] > wins[:, first]).sum() == len(standing) - 1:
        return f"compared one to one, more people prefer {named} to every other option (Schulze)"
    return f"no option wins every one-to-one comparison, and their strongest chain puts {named} first (Schulze)"


def _listed(names):
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}, tied,"
