"""Questions that are asked again and again: their SQL is worked out once, and asked again with other values.

Django builds a query anew each time; on the busiest pages that took more time than everything else together.
"""

from functools import wraps

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.expressions import Expression
from django.db.models.query import ModelIterable, get_related_populators


class Hole(Expression):
    """A place in a query that is filled when it is asked; what fills it is prepared as this field would have it."""

    def __init__(self, name, field):
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler, connection):
        """Itself, where its value will stand."""
        return "%s", [self]


class Prepared:
    """One queryset with holes; called with their values it gives what the queryset would, as a list."""

    def __init__(self, build, holes):
        self.build = build
        self.holes = {name: Hole(name, field) for name, field in holes.items()}
        self.made = {}

    def __call__(self, **values):
        connection = connections[DEFAULT_DB_ALIAS]
        sql, params, turned, made = self.made.get(connection.vendor) or self._make(connection)
        filled = [_filled(one, values, connection) if isinstance(one, Hole) else one for one in params]
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            rows = cursor.fetchall()
        if turned:
            rows = [_turned(row, turned, connection) for row in rows]
        return [made(row) for row in rows] if made else rows

    def first(self, **values):
        """The first of what it gives, or nothing."""
        return next(iter(self(**values)), None)

    def _make(self, connection):
        asked = self.build(**self.holes)
        compiler = asked.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        found = compiler.get_converters([column[0] for column in compiler.select])
        turned = [(place, tuple(turns), expression) for place, (turns, expression) in found.items()]
        made = _things(compiler) if issubclass(asked._iterable_class, ModelIterable) else None
        self.made[connection.vendor] = sql, params, turned, made
        return self.made[connection.vendor]


def _filled(hole, values, connection):
    return hole.output_field.get_db_prep_value(values[hole.name], connection)


def _turned(row, turned, connection):
    """A row with its values as Python knows them."""
    row = list(row)
    for place, turns, expression in turned:
        value = row[place]
        for turn in turns:
            value = turn(value, expression, connection)
        row[place] = value
    return tuple(row)


def _things(compiler):
    """What makes a row the thing it stands for, with the things beside it, as Django's own iteration does."""
    select, known, notes = compiler.select, compiler.klass_info, compiler.annotation_col_map or {}
    begin, end = known["select_fields"][0], known["select_fields"][-1] + 1
    names = [column[0].target.attname for column in select[begin:end]]
    beside = get_related_populators(known, select, DEFAULT_DB_ALIAS)

    def made(row):
        thing = known["model"].from_db(DEFAULT_DB_ALIAS, names, row[begin:end])
        for one in beside:
            one.populate(row, thing)
        for name, place in notes.items():
            setattr(thing, name, row[place])
        return thing

    return made


def prepared(**holes):
    """Make a function that builds a queryset of holes into a question that is asked by their values."""

    def decorated(build):
        return wraps(build)(Prepared(build, holes))

    return decorated
