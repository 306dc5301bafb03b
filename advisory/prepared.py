"""Questions that are asked again and again: their SQL is worked out once, and asked again with other values.

Django builds a query anew each time; on the busiest pages that took more time than everything else together.
"""

from collections.abc import Callable
from functools import update_wrapper
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.expressions import Expression
from django.db.models.query import ModelIterable, get_related_populators
from django.db.models.signals import post_init, pre_init

MOST = 10_000  # guesses that a process remembers


class Hole(Expression):
    """A place in a query that is filled when it is asked; what fills it is prepared as this field would have it."""

    def __init__(self, name, field, place=None):
        super().__init__(output_field=field)
        self.name, self.place = name, place

    def as_sql(self, compiler, connection):
        """Itself, where its value will stand."""
        return "%s", [self]

    def filled(self, values, connection):
        """The value of this place as the database takes it; a list shorter than its places ends with its last again."""
        value = values[self.name]
        if self.place is not None:
            value = value[min(self.place, len(value) - 1)]
        return self.output_field.get_db_prep_value(value, connection)


class Prepared:
    """One queryset with holes; called with their values it gives what the queryset would, as a list.

    A hole whose field stands in a list takes a list of values; the SQL is worked out for 1, 2, 4, 8, … of them.
    """

    def __init__(self, build, holes):
        self.build, self.holes, self.made = build, holes, {}
        self.lists = [name for name, field in holes.items() if isinstance(field, list)]

    def __call__(self, **values):
        if not all(values[name] for name in self.lists):
            return []
        connection = connections[DEFAULT_DB_ALIAS]
        return self.asked(values, connection).things(self.rows(values, connection), connection)

    def first(self, **values):
        """The first of what it gives, or nothing."""
        return next(iter(self(**values)), None)

    def of(self, **values):
        """Itself with the values by which it will be asked, for whoever can ask it ahead."""
        return self, values

    def rows(self, values, connection=None):
        """The rows as the database's driver gives them, or gave them when they were foreseen."""
        connection = connection or connections[DEFAULT_DB_ALIAS]
        if getattr(connection, "foreseen", None):
            known = connection.foreseen_rows(_key(self, values))
            if known is not None:
                return known
        sql, filled = self.statement(values, connection)
        if getattr(connection, "waiting", None):
            return connection.asked([(sql, filled)])[0]
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            return cursor.fetchall()

    def statement(self, values, connection):
        """What the database is asked: the SQL, and what fills it."""
        return self.asked(values, connection).filled(values, connection)

    def asked(self, values, connection):
        """The queryset as it is worked out for the database, and for as many values."""
        sizes = [1 << (len(values[name]) - 1).bit_length() for name in self.lists]
        key = (connection.vendor, *sizes)
        return self.made.get(key) or self.made.setdefault(key, _worked_out(self.build(**self._places(sizes))))

    def _places(self, sizes):
        many = dict(zip(self.lists, sizes, strict=True))
        return {
            name: [Hole(name, field[0], place) for place in range(many[name])] if name in many else Hole(name, field)
            for name, field in self.holes.items()
        }


class Asked(NamedTuple):
    """A queryset worked out for one database: its SQL, and what becomes of the rows."""

    sql: str
    params: tuple
    turns: list  # (column, what turns its values into Python's, for which expression)
    made: Callable | None  # makes the thing of a row, where the queryset gives things

    def filled(self, values, connection):
        """The SQL with these values in its holes."""
        return self.sql, [one.filled(values, connection) if isinstance(one, Hole) else one for one in self.params]

    def things(self, rows, connection):
        """What becomes of rows as the database's driver gives them."""
        if self.turns:
            rows = [self.turned(row, connection) for row in rows]
        return list(map(self.made, rows)) if self.made else list(map(tuple, rows))

    def turned(self, row, connection):
        """A row of the driver's with its values as Python knows them."""
        row = list(row)
        for place, turns, expression in self.turns:
            for turn in turns:
                row[place] = turn(row[place], expression, connection)
        return tuple(row)


def _worked_out(queryset):
    compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
    sql, params = compiler.as_sql()
    found = compiler.get_converters([column[0] for column in compiler.select])
    turns = [(place, tuple(turns), expression) for place, (turns, expression) in found.items()]
    made = _things(compiler) if issubclass(queryset._iterable_class, ModelIterable) else None
    return Asked(sql, params, turns, made)


def _things(compiler):
    """What makes a row the thing it stands for, with the things beside it, as Django's own iteration does."""
    select, known, notes = compiler.select, compiler.klass_info, compiler.annotation_col_map or {}
    begin, end = known["select_fields"][0], known["select_fields"][-1] + 1
    names = [column[0].target.attname for column in select[begin:end]]
    beside, maker = get_related_populators(known, select, DEFAULT_DB_ALIAS), _lightly(known["model"])
    _all_lightly(beside)

    def made(row):
        thing = maker.from_db(DEFAULT_DB_ALIAS, names, row[begin:end])
        for one in beside:
            one.populate(row, thing)
        for name, place in notes.items():
            setattr(thing, name, row[place])
        return thing

    return made


class Light:
    """Makes rows of a model as its own `from_db` does, without asking each field, and who listens, about each row."""

    def __init__(self, model):
        self.model = model

    def from_db(self, db, names, values):
        """A row that is in the database."""
        thing, state = self.model.__new__(self.model), ModelState()
        state.adding, state.db = False, db
        thing.__dict__ = {"_state": state, **dict(zip(names, values, strict=True))}
        return thing


def _lightly(model):
    """What makes a model's rows; itself where it does something of its own about each, or somebody listens."""
    own = model.__init__ is not Model.__init__ or model.from_db.__func__ is not Model.from_db.__func__
    return model if own or any(signal.has_listeners(model) for signal in (pre_init, post_init)) else Light(model)


def _all_lightly(populators):
    for one in populators:
        one.model_cls = _lightly(one.model_cls)
        _all_lightly(one.related_populators)


def prepared(**holes):
    """Make a function that builds a queryset of holes into a question that is asked by their values."""

    def decorated(build):
        return update_wrapper(Prepared(build, holes), build)

    return decorated


class Guesses(dict):
    """What was true when it was last seen, to ask ahead by: what is found decides. Too many are forgotten."""

    def __setitem__(self, key, value):
        if len(self) >= MOST and key not in self:
            self.clear()
        super().__setitem__(key, value)


def foresee(*questions, latest=None):
    """Ask in one turn what will be asked soon, each as `question.of(…)`, where turns are dear: answered when asked.

    An answer is given once, and only while nothing that it read was written on this connection. What is to be the
    `latest` is asked last, and its answer given only while nothing else was read after it either.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if hasattr(connection, "foresee"):
        asked = [*questions, latest] if latest else questions
        made = {_key(*one): one[0].statement(one[1], connection) for one in asked}
        connection.foresee(made, latest=_key(*latest) if latest else None)


def foreseen(*questions):
    """Whether all of these, each as `question.of(…)`, were asked ahead and wait to be asked."""
    known = getattr(connections[DEFAULT_DB_ALIAS], "foreseen", None) or {}
    return all(_key(*one) in known for one in questions)


def _key(question, values):
    return question, *((name, tuple(value) if isinstance(value, list) else value) for name, value in values.items())
