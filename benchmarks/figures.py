"""A figure with its bound, and the table of them."""

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One measured number; `most` or `least` is the bound it has to keep, where it has one."""

    name: str
    value: float
    unit: str = ""
    most: float | None = None
    least: float | None = None
    reach: float | None = None

    @property
    def met(self):
        """Whether the bound is kept, or nothing where there is none."""
        if self.most is None and self.least is None:
            return None
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)

    @property
    def bound(self):
        """The bound in words."""
        if self.met is None:
            return ""
        words = f"≤ {_short(self.most)}" if self.most is not None else f"≥ {_short(self.least)}"
        return f"{words} (reach for {_short(self.reach)})" if self.reach is not None else words

    @property
    def verdict(self):
        """Met, missed, or nothing."""
        return {None: "", True: "met", False: "missed"}[self.met]

    @property
    def cells(self):
        """The row of a table."""
        return [self.name, f"{_short(self.value)} {self.unit}".strip(), self.bound, self.verdict]


@dataclass(frozen=True)
class Note:
    """A line of words under a table: where time goes, or what was not run."""

    words: str


def middle(rounds):
    """The median of each figure over some rounds, in the order of the first; notes are those of the last round."""
    figures = [[one for one in measured if isinstance(one, Figure)] for measured in rounds]
    notes = [one for one in rounds[-1] if isinstance(one, Note)]
    by_name = {figure.name: figure for measured in figures for figure in measured}
    values = {name: [one.value for measured in figures for one in measured if one.name == name] for name in by_name}
    return [Figure(**{**vars(figure), "value": median(values[name])}) for name, figure in by_name.items()] + notes


def percentile(values, share):
    """The value below which a share of some values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


def table(found):
    """Figures as a Markdown table, notes under it."""
    rows = [["figure", "measured", "bound", ""], ["---"] * 4] + [one.cells for one in found if isinstance(one, Figure)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*lines, *(f"\n{one.words}" for one in found if isinstance(one, Note))])


def _short(value):
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"
