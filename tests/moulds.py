"""Rooms made once with commands, then cast again row by row: the same rows, in a twentieth of the time."""

import pickle
from contextlib import contextmanager
from functools import cache

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from advisory.accounts.models import User
from advisory.events.models import Log

_MOULDS = {}
_SHARED = {"auth", "contenttypes", "sites"}


@contextmanager
def put_away():
    """Make every room anew: beside a test, processes write rows of their own, which belong in no mould."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(globals(), "cast", lambda wanted, make: make())
        yield


def cast(wanted, make):
    """What `make` makes in an empty database; asked for again, its rows are written as they were."""
    if time_machine.escape_hatch.is_travelling() or holding([User, Log]):
        return make()
    if wanted not in _MOULDS:
        made = make()
        _MOULDS[wanted] = Mould(made)
        return made
    return _MOULDS[wanted].cast()


class Mould:
    """What was made, and the rows that stand for it: first as things, then as the SQL that writes them."""

    def __init__(self, made):
        self.made = pickle.dumps(made)
        self.rows = {model: list(model._base_manager.all()) for model in holding(_models())}
        self.statements = []

    def cast(self):
        """Make it again."""
        with transaction.atomic(savepoint=False):
            self._again() if self.statements else self._write()
        return pickle.loads(self.made)

    def _again(self):
        if connection.vendor == "postgresql":
            connection.asked(self.statements)  # in one turn
            return
        with connection.cursor() as cursor:
            for sql, values in self.statements:
                cursor.execute(sql, values)

    def _write(self):
        self.noted = []
        with connection.execute_wrapper(self._note):
            for model, things in self.rows.items():
                model._base_manager.bulk_create(things)
            with connection.cursor() as cursor:
                for statement in connection.ops.sequence_reset_sql(no_style(), list(self.rows)):
                    cursor.execute(statement)
        self.rows, self.statements = {}, self.noted

    def _note(self, execute, sql, values, many, context):
        if "SAVEPOINT" not in sql:
            self.noted.append((sql, values))
        return execute(sql, values, many, context)


@cache
def _models():
    return [model for model in apps.get_models() if model._meta.app_label not in _SHARED]


def holding(models):
    """Which of some models have rows."""
    tables = [connection.ops.quote_name(model._meta.db_table) for model in models]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT {n} WHERE EXISTS (SELECT 1 FROM {table})"
                                          for n, table in enumerate(tables)))  # fmt: skip
        return [models[n] for n in sorted(n for (n,) in cursor.fetchall())]


def emptied(tries=10):
    """Take out every row but those that migrating writes; again where a process beside the tests wrote meanwhile."""
    try:
        _taken_out()
    except DatabaseError:
        if tries == 1:
            raise
        emptied(tries - 1)


def _taken_out():
    with transaction.atomic(), connection.cursor() as cursor:
        for model in holding(_emptiable()):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")


@cache
def _emptiable():
    return [model for model in apps.get_models(include_auto_created=True) if model not in (ContentType, Permission)]
