"""A database as it is at one moment, and another one put in its place only when it has been found good."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import DatabaseError, connection, transaction
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

from advisory.events.models import Log
from advisory.keeping import Unfit

HEADS = f"SELECT name, number, digest FROM {Log._meta.db_table} ORDER BY name"  # noqa: S608
APPLIED = "SELECT app, name FROM django_migrations ORDER BY app, name"
BEFORE = "advisory_before_restore"


def snapshot(folder):
    """Write the database into a folder; gives the file, where the logs end in it, and its migrations."""
    return (_sqlite if connection.vendor == "sqlite" else _postgres)(folder)


def arriving(file):
    """For as long as this lasts the database is the one in the file; it stays when nothing fails, else the old one."""
    return (_sqlite_arriving if connection.vendor == "sqlite" else _postgres_arriving)(file)


def mended():
    """Put back what was there before a restore that was broken off."""
    if connection.vendor == "postgresql":
        _take_back()


def name_of_file():
    """What the database is called inside a backup."""
    return "database.sqlite3" if connection.vendor == "sqlite" else "database.dump"


def _sqlite(folder):
    file = folder / name_of_file()
    with (
        closing(sqlite3.connect(f"file:{_path()}?mode=ro", uri=True, timeout=20)) as here,
        closing(sqlite3.connect(file)) as there,
    ):
        here.backup(there)
        return file, *(list(map(list, there.execute(asked))) for asked in (HEADS, APPLIED))


def _path():
    return Path(connection.settings_dict["NAME"]).absolute()


@contextmanager
def _sqlite_arriving(file):
    place = _path()
    new = place.with_name(f"{place.name}.restoring")
    shutil.copyfile(file, new)
    new.chmod(0o600)
    _turn_to(new)
    try:
        yield
        connection.close()
        _put_in_place(new, place)
    finally:
        _turn_to(place)
        for path in (new, _beside(new, "-wal"), _beside(new, "-shm")):
            path.unlink(missing_ok=True)


def _turn_to(path):
    connection.close()
    connection.settings_dict["NAME"] = str(path)


def _put_in_place(new, place):
    """Swap the files; the old one's own log goes first into it, so that it cannot be read into the new one."""
    if place.exists():
        with closing(sqlite3.connect(place, timeout=20)) as old:
            if old.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise Unfit("somebody still uses the database; stop the product first")
    with closing(sqlite3.connect(new)) as settled:
        settled.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    os.replace(new, place)
    for ending in ("-wal", "-shm"):
        _beside(place, ending).unlink(missing_ok=True)


def _beside(path, ending):
    return path.with_name(path.name + ending)


def _postgres(folder):
    file = folder / name_of_file()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        moment = cursor.execute("SELECT pg_export_snapshot()").fetchone()[0]
        told = [list(map(list, cursor.execute(asked).fetchall())) for asked in (HEADS, APPLIED)]
        wanted = ["--format=custom", "--schema=public", "--no-owner", "--no-privileges", f"--snapshot={moment}"]
        _run("pg_dump", *wanted, f"--file={file}")
    return file, *told


@contextmanager
def _postgres_arriving(file):
    _needs("pg_restore")
    _said(f"ALTER SCHEMA public RENAME TO {BEFORE}", "CREATE SCHEMA public")
    try:
        listed = file.with_name("listed")
        lines = _run("pg_restore", "--list", file, here=False).splitlines()
        listed.write_text("\n".join(line for line in lines if " SCHEMA - public" not in line))
        _run("pg_restore", "--single-transaction", "--no-owner", "--no-privileges", f"--use-list={listed}", file)
        yield
        connection.close()
        _said(f"DROP SCHEMA {BEFORE} CASCADE")
    except BaseException:
        connection.close()
        _take_back()
        raise


def _take_back():
    with connection.cursor() as cursor:
        there = cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [BEFORE]).fetchone()
    if there:
        _said("DROP SCHEMA IF EXISTS public CASCADE", f"ALTER SCHEMA {BEFORE} RENAME TO public")


def _said(*orders):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for order in orders:
                cursor.execute(order)
    except DatabaseError as refused:
        wrong = str(refused).splitlines()[0]
        raise Unfit(f"DATABASE_URL: its role has to own the schema public to be restored ({wrong})") from refused


def _needs(program):
    found = shutil.which(program)
    if not found:
        raise Unfit(f"{program} is not there; install PostgreSQL's client programs (Debian: postgresql-client)")
    return found


def _run(program, *asked, here=True):
    """Run one of PostgreSQL's own programs on the database; the password goes by the environment."""
    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    given = {name: value for name, value in connection.get_connection_params().items() if name in known and value}
    environment = os.environ | {"PGPASSWORD": given.pop("password", "")}
    at = [f"--dbname={make_conninfo(**given)}"] if here else []
    done = subprocess.run([_needs(program), *at, *map(str, asked)], env=environment, capture_output=True, text=True)
    if done.returncode:
        wrong = (done.stderr.strip().splitlines() or ["it ended without a word"])[0]
        raise Unfit(f"{program} failed: {wrong.removeprefix(f'{program}: ')}")
    return done.stdout
