"""What an import is made of: what was said by whom, who agreed, and the rows that need mending; knows no database."""

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from advisory.refusals import Invalid
from advisory.text import LONGEST, checked, drawn

LONGEST_NAME, LONGEST_PROMPT, LONGEST_CELL = 120, 600, 10_000_000
_WHOLE = re.compile("[0-9]{1,15}")


@dataclass(frozen=True)
class Place:
    """Where a row stands; the row that names the columns is row 1."""

    file: str
    row: int

    def bad(self, reason):
        """The same row as one that needs mending."""
        return BadRow(self.file, self.row, reason)


@dataclass(frozen=True)
class BadRow(Place):
    """A row that needs mending, and why it cannot be brought in."""

    reason: str

    def __str__(self):
        return f"{self.file}, row {self.row}: {self.reason}"


@dataclass
class Said:
    """One row that becomes a post; `question` is a question's number (int) or its prompt (str)."""

    id: str
    at: datetime
    author: str
    question: int | str
    body: str
    place: Place
    reply_to: str = ""

    def __post_init__(self):
        self.html = drawn(self.body)


@dataclass
class Conversation:
    """A whole conversation as it stands in a folder; `source` tells it from others on the same board."""

    source: str
    topic: str = ""
    about: str = ""
    attribution: str = ""
    people: dict = field(default_factory=dict)  # person in the file -> name on the board
    posts: list = field(default_factory=list)
    votes: dict = field(default_factory=dict)  # (id of what was said, person) -> whether their last vote agrees
    stances: dict = field(default_factory=dict)  # the same pair -> that vote: 1 agree, -1 disagree, 0 pass
    removed: list = field(default_factory=list)  # what moderators took out, as far as it holds words
    moderated_out: int = 0
    votes_left_out: int = 0
    bad: list = field(default_factory=list)


def text_of(path):
    """The text of a UTF-8 file, with or without a byte order mark; Invalid when it is not there or not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError:
        raise Invalid(message=f"{path.name}: there is no such file in the folder; add it.") from None
    except UnicodeDecodeError as wrong:
        message = f"{path.name}: byte {wrong.start + 1} is not UTF-8; save the file as UTF-8."
        raise Invalid(message=message) from None


csv.field_size_limit(LONGEST_CELL)


def rows_of(path, columns, make, *, more=False):
    """What `make` makes of each row's cells ({column: text}) and place, and the bad rows.

    `make` raises ValueError with the reason why a row cannot be taken. Columns may stand in any order; unknown ones are
    Invalid unless `more`. After a row that breaks the quoting nothing can be read, so it is the last one reported.
    """
    reader = csv.reader(io.StringIO(text_of(path), newline=""), strict=True)
    made, bad, place = [], [], Place(path.name, 1)
    try:
        header = _header(path.name, next(reader, []), columns, more=more)
        for number, cells in enumerate(reader, start=2):
            place = Place(path.name, number)
            try:
                if cells:
                    made.append(make(_named(header, cells), place))
            except ValueError as wrong:
                bad.append(place.bad(str(wrong)))
    except csv.Error as wrong:
        bad.append(Place(path.name, place.row + 1).bad(f"its cells and quotation marks cannot be read ({wrong})"))
    return made, bad


def words(cells, column, longest=LONGEST):
    """A cell's text as it may be stored, or ValueError with the reason."""
    if not cells[column].strip():
        raise ValueError(f"{column} is empty")
    try:
        return checked(cells[column], column, longest)
    except Invalid as wrong:
        raise ValueError(f"{column}: {wrong.message}") from None


def whole(cells, column):
    """A cell's whole number from 0, as text without leading zeros, or ValueError."""
    cell = cells[column].strip()
    if not _WHOLE.fullmatch(cell):
        raise ValueError(f"{column} is “{cell[:40]}”, not a whole number")
    return str(int(cell))


def past(at, column):
    """A time in UTC that has been, or ValueError."""
    try:
        at = at.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"{column} lies outside the calendar") from None
    if at > datetime.now(UTC):
        raise ValueError(f"{column} lies in the future")
    return at


def _header(file, names, columns, *, more):
    names = [name.strip() for name in names]
    wrong = [f"“{name}” is missing" for name in columns if name not in names]
    wrong += [f"“{name}” stands twice" for name in columns if names.count(name) > 1]
    wrong += [] if more else [f"“{name}” is not known" for name in names if name not in columns]
    if wrong:
        told = f"{file}: row 1 names the columns {', '.join(columns)}, separated by commas; {', '.join(wrong)}."
        raise Invalid(message=told)
    return names


def _named(header, cells):
    if len(cells) != len(header):
        raise ValueError(f"it has {len(cells)} cells, row 1 has {len(header)}")
    return dict(zip(header, cells, strict=True))
