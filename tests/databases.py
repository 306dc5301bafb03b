"""A worker's own database: a copy of one that was migrated once for all workers."""

import fcntl
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.state import ProjectState
from psycopg._preparing import PrepareManager

PLANS = 1000  # of statements on one connection, which asks for every page here
MIGRATED = "migrated"


def laid_out(scratch: Path) -> None:
    """Give this process a database with every table and what migrating writes, under its name for tests."""
    own = connection.creation._get_test_db_name()
    with _alone(scratch):
        if not (scratch / f"{MIGRATED}.done").exists():
            _migrate(scratch)
            (scratch / f"{MIGRATED}.done").touch()
    _point_at(own)
    if connection.vendor == "postgresql":
        _keep_plans()
        _create(own, f"TEMPLATE {MIGRATED}")
    else:
        with closing(sqlite3.connect(scratch / MIGRATED)) as whole, closing(sqlite3.connect(own)) as copy:
            whole.backup(copy)  # what has been written, wherever SQLite keeps it now


def copied(scratch: Path, name: str) -> None:
    """Make a further PostgreSQL database as migrating leaves one, for processes beside the tests."""
    with _alone(scratch):
        _create(name, f"TEMPLATE {MIGRATED}")


@contextmanager
def _alone(scratch):
    with (scratch / f"{MIGRATED}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _keep_plans():
    """Plan a statement once for all tests; psycopg would forget all with every rollback, and every test ends in one."""
    discard = PrepareManager._should_discard

    def unless_rolled_back(manager, prepare, results):
        return discard(manager, prepare, [result for result in results if result.command_status != b"ROLLBACK"])

    PrepareManager._should_discard, PrepareManager.prepared_max = unless_rolled_back, PLANS


def _migrate(scratch):
    if connection.vendor == "postgresql":
        _create(MIGRATED)
    _point_at(MIGRATED if connection.vendor == "postgresql" else scratch / MIGRATED)
    with _drawn_alone():
        call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _drawn_alone():
    """A new table's model is drawn once, alone; Django would draw every model that leads to it anew for each table."""
    add = ProjectState.add_model

    def alone(state, model):
        apps = state.__dict__.pop("apps", None)
        add(state, model)
        if apps is not None:
            state.apps = apps
            apps.render_multiple([model])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ProjectState, "add_model", alone)
        yield


def _create(name, like=""):
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)} {like}")


def _point_at(name):
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = str(name)
