"""What somebody finds: the newest of what they may read in which all words stand, up to a number that is said.

SQLite gives the newest first as it comes to them. PostgreSQL gathers all that match before it knows the newest: a word
that is everywhere is looked for in the last weeks, then in the last months, and only then at all times.
"""

import json
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.expressions import RawSQL
from django.utils import timezone

from advisory.search.models import DAY, SPAN, SearchEntry, asked_at, first_id, said_in

MOST, FEW, MANY, SPANS = 200, 12, 60, 24
TABLE, INDEX = SearchEntry._meta.db_table, "search_words"
COLUMNS = "id", "kind", "thing", "part", "board", "owner", "sort", "number", "place", "role"
AMONG = {
    "sqlite": "{} IN (SELECT value FROM json_each(%s))",
    "postgresql": "{} IN (SELECT unnest(string_to_array(%s, ' ')::{}[]))",  # looked up, where = ANY compares one by one
}
KEY = {
    "sqlite": f"{INDEX}.rowid",
    "postgresql": "e.id + 0",
}  # not by the index of the ids: it is walked to its end where words are seldom
NEWEST = {
    "sqlite": f"{INDEX}.rowid DESC",  # so that it comes unsorted
    "postgresql": f"{KEY['postgresql']} DESC",
}
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
    rows = _newest(reader, asked, boards, narrowed)
    hits = [_hit(row) for row in rows[:MOST]]
    return list({hit.key: hit for hit in reversed(hits)}.values())[::-1], len(rows) > MOST


def _newest(reader, asked, boards, narrowed):
    """The newest rows, and one more than MOST where there are more; of the last weeks alone where those are enough."""
    today, lately_first = timezone.now().date(), len(boards) > FEW or narrowed.since
    spans = 2 if _vendor() == "postgresql" and lately_first else 0
    while spans:
        days = [today - timedelta(days=place << SPAN) for place in range(spans)]
        lately = narrowed._replace(since=max(narrowed.since, first_id(days[-1], SPAN)))
        rows = _rows(_statement(reader, asked, boards, lately, [said_in(day) for day in days]))
        if len(rows) > MOST or lately.since == narrowed.since:
            return rows
        enough = spans * 3 * MOST // (2 * len(rows) + 1) + 1
        spans = enough if spans < enough <= SPANS else 0
    return _rows(_statement(reader, asked, boards, narrowed))


def _rows(statement):
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(*statement)
        return cursor.fetchall()


def _statement(reader, asked, boards, narrowed, spans=()):
    vendor, seats, mine = _vendor(), [reader.seats[board].pk for board in boards], asked.mine or narrowed.mine
    places = [
        spans,
        [asked_at(asked.question)] * (asked.question is not None),
        _places(boards, seats, asked, mine, spans),
    ]
    params = [asked.for_sqlite(*places) if vendor == "sqlite" else asked.for_postgresql(*places)]

    def one_of(column, values, sort="text"):
        params.append(_many(values, vendor))
        return AMONG[vendor].format(column, sort)

    def own():
        return one_of("e.owner", seats, "uuid")

    conditions = [own() if mine else f"({one_of('e.audience', reader.audiences)} OR {own()})"]
    conditions += [one_of("e.board", boards, "uuid")] if narrowed.boards else []
    conditions += [one_of("e.role", narrowed.roles)] if narrowed.roles else []
    for column, sign, value in (("e.number", "=", asked.question), ("e.sort", "=", narrowed.sort or None),
                                (KEY[vendor], ">=", narrowed.since or None)):  # fmt: skip
        if value is not None:
            conditions.append(f"{column} {sign} %s")
            params.append(value)
    columns = ", ".join(f"e.{column}" for column in COLUMNS)
    which = " AND ".join([FROM[vendor], *conditions])
    return f"SELECT {columns} FROM {which} ORDER BY {NEWEST[vendor]} LIMIT {MOST + 1}", params  # noqa: S608 - our own names


def _places(boards, seats, asked, mine, spans):
    """The seats, or the boards, to ask for beside the words, where they are not too many or nothing else is asked."""
    some, most = (seats, MANY) if mine else (boards, FEW if spans else MANY)
    return list(map(str, some)) if len(some) <= most or not (asked.terms or spans) else []


def _many(values, vendor):
    if vendor == "sqlite":
        return json.dumps([value.hex if isinstance(value, UUID) else value for value in values])
    return " ".join(map(str, values))


def among(keys):
    """Some keys as one parameter, for a query that looks for any of them: there may be hundreds."""
    vendor = _vendor()
    sql = "SELECT value FROM json_each(%s)" if vendor == "sqlite" else "SELECT unnest(string_to_array(%s, ' ')::uuid[])"
    return RawSQL(sql, [_many(keys, vendor)])  # noqa: S611 - our own words


def _vendor():
    return connections[DEFAULT_DB_ALIAS].vendor


def _hit(row):
    key, kind, thing, part, board, owner, *rest = row
    return Hit(key, kind, _uuid(thing), part, _uuid(board), _uuid(owner), *rest)


def _uuid(value):
    return UUID(value) if isinstance(value, str) else value
