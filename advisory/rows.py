"""Rows written as `save` writes them, by statements that are worked out once: for commands that many are waiting on."""

from functools import cache

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.base import ModelState


def insert(row):
    """Write a new row; what the database numbers by itself comes back with it."""
    row._prepare_related_fields_for_save("save")
    connection, model = connections[DEFAULT_DB_ALIAS], row.__class__
    sql, fields, numbered = _insertion(model, connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [_kept(field, row, connection, fresh=True) for field in fields])
        if numbered:
            row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return row


def update(row, *names):
    """Write some fields of a row that is there."""
    row._prepare_related_fields_for_save("save")
    connection, model = connections[DEFAULT_DB_ALIAS], row.__class__
    sql, fields = _change(model, names, connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [_kept(field, row, connection, fresh=False) for field in fields])
        if cursor.rowcount != 1:
            raise model.DoesNotExist(f"{row!r} is not there to be changed")


def insert_soon(row):
    """Write a new row before anything else is asked, at the latest with the commit, where turns are dear.

    One that the database numbers by itself is written at once, unless its number was foreseen.
    """
    connection, model = connections[DEFAULT_DB_ALIAS], row.__class__
    number = _foreseen_number(connection, model)
    if not _may_wait(connection) or (model._meta.auto_field and not number):
        return insert(row)
    row._prepare_related_fields_for_save("save")
    row.pk = number or row.pk
    sql, fields = _insertion_of_all(model, connection.vendor)
    connection.later(model._meta.db_table, sql, [_kept(field, row, connection, fresh=True) for field in fields])
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return row


def update_soon(row, *names):
    """Write some fields of a row that is there, as late as `insert_soon` does; where it is not, all is refused."""
    connection, model = connections[DEFAULT_DB_ALIAS], row.__class__
    if not _may_wait(connection):
        return update(row, *names)
    row._prepare_related_fields_for_save("save")
    sql, fields = _change(model, names, connection.vendor)
    sql = f"WITH done AS ({sql} RETURNING 1) SELECT 1 / count(*) FROM done"  # noqa: S608 - all of it is the model's own
    return connection.later(model._meta.db_table, sql, [_kept(field, row, connection, fresh=False) for field in fields])


class Number:
    """The number that a table's next row will bear, as a question that can be foreseen."""

    def __init__(self, model):
        self.model = model

    def of(self):
        """Itself, as what is foreseen is named."""
        return self, {}

    def statement(self, values, connection):
        """What the database is asked."""
        return "SELECT nextval(pg_get_serial_sequence(%s, %s))", [self.model._meta.db_table, self.model._meta.pk.column]


@cache
def number(model):
    """The question for the number of a table's next row."""
    return Number(model)


def _foreseen_number(connection, model):
    if not (model._meta.auto_field and getattr(connection, "foreseen", None)):
        return None
    rows = connection.foreseen_rows((number(model),))
    return rows[0][0] if rows else None


def _may_wait(connection):
    return hasattr(connection, "later") and connection.in_atomic_block


def again(row):
    """A row as another object: what is put on it is nobody else's."""
    found, state = row.__class__.__new__(row.__class__), ModelState()
    state.__dict__ = {**row._state.__dict__, "fields_cache": {**row._state.fields_cache}}
    found.__dict__ = {**row.__dict__, "_state": state}
    return found


def _kept(field, row, connection, *, fresh):
    return field.get_db_prep_save(field.pre_save(row, fresh), connection)


@cache
def _insertion(model, vendor):
    about, quoted = model._meta, connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = [field for field in about.local_concrete_fields if field is not about.auto_field]
    columns, places = ", ".join(quoted(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    numbered = f" RETURNING {quoted(about.auto_field.column)}" if about.auto_field else ""
    return f"INSERT INTO {quoted(about.db_table)} ({columns}) VALUES ({places}){numbered}", fields, bool(numbered)  # noqa: S608 - all of it is the model's own


@cache
def _insertion_of_all(model, vendor):
    about, quoted = model._meta, connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = about.local_concrete_fields
    columns, places = ", ".join(quoted(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {quoted(about.db_table)} ({columns}) VALUES ({places})", fields  # noqa: S608 - all of it is the model's own


@cache
def _change(model, names, vendor):
    about, quoted = model._meta, connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = [about.get_field(name) for name in names]
    changes = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    return f"UPDATE {quoted(about.db_table)} SET {changes} WHERE {quoted(about.pk.column)} = %s", [*fields, about.pk]  # noqa: S608 - all of it is the model's own
