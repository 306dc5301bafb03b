"""Tables on a page: lines whose words stand in columns, by where they stand alone."""

from dataclasses import dataclass
from itertools import pairwise

WIDE = 1.25  # of a letter: more room than that between two words parts two cells
LEVEL = 0.7  # of a word's height: words that stand no further apart are on one line
ASIDE = 8  # thousandths by which the cells of a column may begin apart
FAR = 3.5  # of the letters' height between two rows: what follows is no row any more


@dataclass
class _Run:
    """Words beside each other in one cell."""

    left: int
    right: int
    top: int
    bottom: int
    begin: int
    end: int


def grid(lines):
    """How many of some lines make a table from the first one on, and its rows; (0, ()) when they make none.

    A row is its cells, a cell the parts of the text that it holds: ((begin, end), …).
    """
    runs = [_runs(lines[0].boxes)]
    columns = [run.left for run in runs[0]]
    if len(columns) < 2 or not _level(runs[0]) or columns != sorted(columns):
        return 0, ()
    for before, line in pairwise(lines):
        inside = _runs(line.boxes)
        if line.top - before.bottom > FAR * line.size or not _fit(inside, columns):
            break
        runs.append(inside)
    while len(runs) > 1 and {_column(run, columns) for run in runs[-1]} == {0}:
        runs.pop()
    rows = _rows([run for line in runs for run in line], columns)
    full = [row for row in rows if sum(map(bool, row)) > 1]
    return (len(runs), rows) if len(full) > 1 else (0, ())


def _runs(boxes):
    """The cells, or parts of them, in the words of a line."""
    letter = sum(box[2] for box in boxes) / max(1, sum(box[5] - box[4] for box in boxes))
    found = []
    for left, top, width, height, begin, end in boxes:
        last = found[-1] if found else None
        beside = last and abs(top + height - last.bottom) < LEVEL * height and left - last.right + letter >= 0
        if beside and left - last.right < WIDE * letter:
            last.right, last.end = left + width, end
        else:
            found.append(_Run(left, left + width, top, top + height, begin, end))
    return found


def _level(runs):
    """Whether a line begins with two cells beside each other."""
    return abs(runs[0].bottom - runs[1].bottom) < LEVEL * (runs[0].bottom - runs[0].top)


def _column(run, columns):
    return next((place for place, left in enumerate(columns) if abs(run.left - left) <= ASIDE), None)


def _fit(runs, columns):
    """Whether every cell begins where a column does, and ends before the next one."""
    places = [_column(run, columns) for run in runs]
    if None in places:
        return False
    after = [*columns[1:], 1001]
    return all(run.right < after[place] for run, place in zip(runs, places, strict=True))


def _rows(runs, columns):
    """The cells row by row: a row begins where its first column and another one have words on one line."""
    placed = [(_column(run, columns), run) for run in runs]
    tops = [run.bottom for place, run in placed if place == 0 and _beside(run, placed)]
    rows = [[[] for _ in columns] for _ in tops]
    for place, run in placed:
        row = sum(run.bottom >= top - LEVEL * (run.bottom - run.top) for top in tops)
        if row:
            rows[row - 1][place].append((run.begin, run.end))
    return tuple(tuple(tuple(cell) for cell in row) for row in rows)


def _beside(run, placed):
    near = LEVEL * (run.bottom - run.top)
    return any(place and abs(other.bottom - run.bottom) < near for place, other in placed)
