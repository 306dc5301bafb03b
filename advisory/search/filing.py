"""What can be found is written with the thing itself: every command that changes how it is read says so here."""

from django.db import DEFAULT_DB_ALIAS, connections

from advisory.search.models import SearchEntry, asked_at, fresh_id, said_in
from advisory.search.sources import source_of
from advisory.search.words import filed

FIELDS = SearchEntry._meta.concrete_fields
TABLE, THING = SearchEntry._meta.db_table, SearchEntry._meta.get_field("thing")
CHANGING = [field.column for field in FIELDS if field.name not in {"id", "kind", "thing", "part"}]
KEPT = "board", "audience", "owner", "number", "place", "role", "part"
AT_ONCE = 200


def index(thing, *, fresh=False):
    """Let a thing be found as it is read now, or not any more; a `fresh` one has never been found before."""
    entries = _entries(thing)
    if not fresh:
        _forget(thing, [entry.part for entry in entries])
    _put(entries)


def unindex(*things):
    """Let some things be found no more."""
    for thing in things:
        _forget(thing, [])


def index_all(things):
    """Let many things be found that are found by no other parts than before; gives how many can be."""
    filed_as = [_entries(thing) for thing in things]
    _put(sorted((entry for some in filed_as for entry in some), key=lambda entry: entry.pk))
    return sum(map(bool, filed_as))


def _entries(thing):
    source = source_of(thing)
    return [_entry(source, thing, found) for found in source.file(thing)]


def _entry(source, thing, found):
    kept = {name: getattr(found, name) for name in KEPT}
    words = filed(found.texts, places_of(found))
    return SearchEntry(pk=fresh_id(found.at), kind=source.kind, sort=source.sort, thing=thing.pk, words=words, **kept)


def places_of(found):
    """What the index knows of a thing beside its words: its board and time, its question and its owner."""
    places = [str(found.board), said_in(found.at.date())]
    places += [asked_at(found.number)] if found.number is not None else []
    return [*places, str(found.owner)] if found.owner else places


def _put(entries):
    connection = connections[DEFAULT_DB_ALIAS]
    for begin in range(0, len(entries), AT_ONCE):
        some = entries[begin : begin + AT_ONCE]
        values = [
            field.get_db_prep_save(getattr(entry, field.attname), connection) for entry in some for field in FIELDS
        ]
        _write(_putting(len(some)), values)


def _forget(thing, parts):
    others = f" AND part NOT IN ({', '.join(['%s'] * len(parts))})" if parts else ""
    key = THING.get_db_prep_save(thing.pk, connections[DEFAULT_DB_ALIAS])
    _write(f"DELETE FROM {TABLE} WHERE thing = %s{others}", [key, *parts])  # noqa: S608 - the model's own name


def _putting(many):
    """One statement that writes so many entries; one that is there is written anew under the id that it has."""
    vector = connections[DEFAULT_DB_ALIAS].vendor == "postgresql"
    row = ", ".join("%s::tsvector" if vector and field.name == "words" else "%s" for field in FIELDS)
    columns = ", ".join(field.column for field in FIELDS)
    changes = ", ".join(f"{column} = excluded.{column}" for column in CHANGING)
    rows = ", ".join([f"({row})"] * many)
    return f"INSERT INTO {TABLE} ({columns}) VALUES {rows} ON CONFLICT (thing, part) DO UPDATE SET {changes}"  # noqa: S608 - the model's own names


def _write(sql, params):
    """With the next turn to the database where turns are dear, else at once."""
    connection = connections[DEFAULT_DB_ALIAS]
    if hasattr(connection, "later") and connection.in_atomic_block:
        connection.later(TABLE, sql, params)
    else:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
