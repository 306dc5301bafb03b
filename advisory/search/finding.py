"""What somebody finds: the newest of what they may read in which all words stand, up to a number that is said."""

import json
from typing import NamedTuple
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections

from advisory.search.models import DAY, SearchEntry

MOST, MOST_PLACES = 500, 60
TABLE, INDEX = SearchEntry._meta.db_table, "search_words"
COLUMNS = "id", "kind", "thing", "part", "board", "owner", "sort", "number", "place", "role"
ANY = {"sqlite": "IN (SELECT value FROM json_each(%s))", "postgresql": "= ANY(%s)"}
KEY = {"sqlite": f"{INDEX}.rowid", "postgresql": "e.id"}  # by which a database gives the newest first without sorting
FROM = {
    "sqlite": f"{INDEX} JOIN {TABLE} e ON e.id = {INDEX}.rowid WHERE {INDEX}.words MATCH %s",
    "postgresql": f"{TABLE} e WHERE e.words @@ %s::tsquery",
}


class Hit(NamedTuple):
    """One entry of the index that somebody may find."""

    id: int
    kind: str
    thing: UUID
    part: str
    board: UUID
    owner: UUID | None
    sort: str
    number: int | None
    place: int | None
    role: str

    @property
    def day(self):
        """The day of its publication, as a number of days."""
        return self.id >> DAY

    @property
    def key(self):
        """What is the same wherever a thing, or a part of it, stands."""
        return self.thing, self.part.partition(".")[0]


class Narrowed(NamedTuple):
    """To what a search is narrowed beside its words: each a list, or nothing."""

    boards: tuple = ()
    sort: str = ""
    since: int = 0
    roles: tuple = ()
    mine: bool = False


ALL = Narrowed()


def find(reader, asked, narrowed=ALL):
    """The hits of somebody's search, the newest day first, and whether there are more than MOST."""
    if not asked or not reader.seats:
        return [], False
    boards = [board for board in reader.seats if not narrowed.boards or board in narrowed.boards]
    if not boards:
        return [], False
    sql, params = _statement(reader, asked, boards, narrowed)
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    hits = [_hit(row) for row in rows[:MOST]]
    return list({hit.key: hit for hit in reversed(hits)}.values())[::-1], len(rows) > MOST


def _statement(reader, asked, boards, narrowed):
    connection = connections[DEFAULT_DB_ALIAS]
    vendor, seats = connection.vendor, [reader.seats[board].pk for board in boards]
    mine = asked.mine or narrowed.mine
    places = _places(reader, boards, list(map(str, seats)), mine=mine)
    match = asked.for_sqlite(places) if vendor == "sqlite" else asked.for_postgresql(places)
    conditions, params = [], [match]

    def among(column, values):
        params.append(_many(values, vendor))
        return f"{column} {ANY[vendor]}"

    may = among("e.audience", reader.audiences)
    conditions.append(f"({may} OR {among('e.owner', seats)})")
    conditions.append(among("e.board", boards))
    if narrowed.roles:
        conditions.append(among("e.role", narrowed.roles))
    if mine:
        conditions.append(among("e.owner", seats))
    for column, value in (("e.number", asked.question), ("e.sort", narrowed.sort or None)):
        if value is not None:
            conditions.append(f"{column} = %s")
            params.append(value)
    if narrowed.since:
        conditions.append(f"{KEY[vendor]} >= %s")
        params.append(narrowed.since)
    columns = ", ".join(f"e.{column}" for column in COLUMNS)
    which = " AND ".join([FROM[vendor], *conditions])
    return f"SELECT {columns} FROM {which} ORDER BY {KEY[vendor]} DESC LIMIT {MOST + 1}", params  # noqa: S608 - our own names


def _places(reader, boards, seats, *, mine):
    """The places to ask for beside the words: as few as hold everything, and none where they would be too many."""
    if mine and (len(seats) <= MOST_PLACES or connections[DEFAULT_DB_ALIAS].vendor == "sqlite"):
        return seats
    for places in ([*reader.audiences, *seats], list(map(str, boards))):
        if len(places) <= MOST_PLACES:
            return places
    return []


def _many(values, vendor):
    if vendor == "sqlite":
        return json.dumps([value.hex if isinstance(value, UUID) else value for value in values])
    return list(values)


def _hit(row):
    key, kind, thing, part, board, owner, *rest = row
    return Hit(key, kind, _uuid(thing), part, _uuid(board), _uuid(owner), *rest)


def _uuid(value):
    return UUID(value) if isinstance(value, str) else value
