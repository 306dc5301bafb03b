"""A figure drawn from a table: the paths and ticks of a line plot; pure.

The first column is the horizontal axis, each further column one line, all cells numbers; sizes are in SVG user units.
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Frame:
    """The size of a plot and the room around it."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int


WIDE = Frame(720, 268, 48, 160, 24, 38)
NARROW = Frame(360, 236, 34, 12, 24, 36)


def plot(stimulus, frame=WIDE):
    """A line plot of a figure stimulus as {"series", "xticks", "yticks", "width", "height", "title", "desc"}."""
    header, *rows = stimulus["rows"]
    table = sorted([float(cell) for cell in row] for row in rows)
    xs = [row[0] for row in table]
    values = [value for row in table for value in row[1:]]
    top, low = _ceiling(max(values)), -_ceiling(-min(0, *values))
    across = _scale((min(xs), max(xs)), (frame.left, frame.width - frame.right))
    up = _scale((low, top), (frame.height - frame.bottom, frame.top))
    unit = stimulus.get("unit", "")
    series = []
    for place, name in enumerate(header[1:], start=1):
        points = [(across(row[0]), up(row[place])) for row in table]
        line = {"name": name, "last": f"{_told(table[-1][place])}{unit}", "cls": f"l{min(place, 2)}"}
        series.append(line | {"points": _path(points)} | _label(points[-1], frame))
    return {
        "series": series, "width": frame.width, "height": frame.height,
        "xticks": [{"x": across(x), "label": _told(x)} for x in _spread(xs)],
        "yticks": _levels(low, top, up, unit),
        "title": stimulus["title"], "desc": _described(series, header[0], xs[-1]),
    }  # fmt: skip


def _levels(low, top, up, unit):
    values = [low + (top - low) * i / 4 for i in range(5)]
    return [{"y": up(value), "label": f"{_told(value)}{unit if value else ''}"} for value in values]


def _path(points):
    return " ".join(f"{'L' if i else 'M'}{x} {y}" for i, (x, y) in enumerate(points))


def _label(end, frame):
    if frame is WIDE:
        return {"x": end[0] + 12, "y": end[1] + 4}
    return {"x": end[0], "y": end[1] - 8, "anchor": "end"}


def _described(series, axis, end):
    told = ", ".join(f"{line['name']} reaches {line['last']}" for line in series)
    return f"At {axis.lower()} {_told(end)}, {told}."


def _scale(values, places):
    (low, high), (begin, end) = values, places
    span = (high - low) or 1
    return lambda value: round(begin + (value - low) / span * (end - begin), 1)


def _spread(values):
    step = max(1, round((len(values) - 1) / 4))
    picked = values[:-1:step]
    return [*(picked[:-1] if len(picked) > 4 else picked), values[-1]]


def _ceiling(value):
    """The least of 0 and 1, 2, 4 or 8 times a power of ten that is not below a value."""
    if value <= 0:
        return 0
    size = 10.0 ** math.floor(math.log10(value))
    return next(size * step for step in (1, 2, 4, 8, 10) if value <= size * step)


def _told(value):
    return f"{value:g}"
