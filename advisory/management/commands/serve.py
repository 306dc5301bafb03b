"""Prepares the product and serves it: the web and the worker under one roof."""

import hashlib
import os
import secrets
import socket
import sys
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from advisory import env
from advisory.counting import counted_in
from advisory.keeping.returning import unfinished
from advisory.search.refiling import fill
from advisory.supervisor import supervise
from boards.live.janus import configuration as janus

MIGRATES = 7_205_121


class Command(BaseCommand):
    help = "Prepare the database and the static files, then serve until a signal comes"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--prepare", action="store_true", help="prepare only")
        parser.add_argument("--only", choices=("web", "worker", "media"), help="serve this alone, the others elsewhere")

    def handle(self, *, prepare, only, **_):
        commands = {name: command() for name, command in PARTS.items() if only in (None, name)}
        if only == "media":
            sys.exit(supervise({"media": media()}, ready=lambda: False, announce=self.announce, revived=REVIVED))
        if "web" in commands and not prepare:
            free_port()
        if left := unfinished():
            env.stop(
                "ADVISORY_DATA", f"a restore was broken off; run bin/restore again (what was here is in {left[0]})"
            )
        migrate()
        collect_static()
        if settings.DEMO:
            call_command("demo", stdout=self.stderr)
        if prepare:
            return
        for connection in connections.all():
            close(connection)
        ready = answers if "web" in commands else lambda: False
        with counted_in(settings.DATA / "metrics") as folder:
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
            if "web" in commands and (found := media_of_our_own()):
                commands["media"] = found
            sys.exit(supervise(commands, ready=ready, announce=self.announce, revived=REVIVED))

    def announce(self):
        """Say where to go and, for the demo, as whom."""
        if settings.DEMO:
            self.stdout.write("\n".join(["", *demo_people(), "", "Password for all: advisory-demo"]))
        self.stdout.write(f"\nAdvisory is served at {address()}\n")
        self.stdout.flush()


def address():
    """The address a person types."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.HOST, settings.HOST)  # noqa: S104
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.PORT}/"


def free_port():
    """Stop with one line when somebody else listens here already."""
    try:
        family, kind, proto, _, place = socket.getaddrinfo(settings.HOST, settings.PORT, type=socket.SOCK_STREAM)[0]
    except OSError:
        env.stop("HOST", f"{settings.HOST} is no address of this machine")
    with socket.socket(family, kind, proto) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(place)
        except OSError as error:
            env.stop("PORT", f"{settings.HOST}:{settings.PORT} cannot be served ({error.strerror})")


def answers():
    """Whether the web process takes connections yet."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.HOST, settings.HOST)  # noqa: S104
    try:
        socket.create_connection((host, settings.PORT), timeout=1).close()
    except OSError:
        return False
    return True


def migrate():
    """Bring the database up to date, when it is not; of several that start at once, one does it."""
    connection = connections["default"]
    try:
        connection.Database.connect(**connection.get_connection_params()).close()
    except connection.Database.Error as error:
        env.stop("DATABASE_URL", f"the database does not answer ({str(error).strip().splitlines()[0]})")
    if not behind(connection):
        return
    with alone(connection):
        if behind(connection):
            call_command("migrate", interactive=False, verbosity=0)
            fill()


def behind(connection):
    """Whether migrations are still to be done."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def alone(connection):
    """Hold the others off, on a connection of our own, for as long as this lasts; SQLite has one that starts."""
    if connection.vendor == "sqlite":
        yield
        return
    with connection.Database.connect(**connection.get_connection_params(), autocommit=True) as held:
        held.execute("SET lock_timeout = 0")
        held.execute("SELECT pg_advisory_lock(%s)", [MIGRATES])
        yield


def collect_static():
    """Gather the static files under their hashed names, when one of them has changed."""
    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list(None), key=lambda found: found[0]):
            seen.update(f"{path} {storage.size(path)} {storage.get_modified_time(path)}\n".encode())
    mark = settings.DATA / "static.seen"
    if not mark.exists() or mark.read_text() != seen.hexdigest():
        call_command("collectstatic", interactive=False, verbosity=0)
        mark.write_text(seen.hexdigest())


def close(connection):
    """Leave no connection, and no thread of a pool, to the children."""
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()


def demo_people():
    """A line for each demo person: where they sign in, who they are, what they do on which board."""
    people = get_user_model().objects.filter(demo=True).prefetch_related("seats__board").order_by("created_at", "email")
    for person in people:
        seats = ", ".join(f"{seat.role} on {seat.board.slug}" for seat in person.seats.all() if not seat.left_at)
        yield f"  {person.email:24}{person.name:28}{seats or 'on no board'}"


def web():
    """The command of the web process."""
    command = [sys.executable, "-m", "uvicorn", "advisory.asgi:application"]
    command += ["--app-dir", str(settings.BASE_DIR)]
    command += ["--host", settings.HOST, "--port", str(settings.PORT), "--backlog", "4096", "--lifespan", "off"]
    command += ["--ws", "websockets-sansio", "--ws-max-size", "65536", "--ws-per-message-deflate", "false"]
    command += ["--timeout-graceful-shutdown", "10", "--no-server-header", "--no-access-log", "--log-level", "warning"]
    command += ["--no-proxy-headers", "--log-config", str(settings.BASE_DIR / "advisory" / "uvicorn.json")]
    return command + (["--workers", str(settings.WEB_PROCESSES)] if settings.WEB_PROCESSES > 1 else [])


def worker():
    """The command of the process that does what is due."""
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker"]


def media_of_our_own():
    """The command of a Janus for this start alone, where the program is installed and none is named elsewhere.

    The processes that are started with it learn from their environment where it is, and the secret that opens it.
    """
    found = janus.program() if settings.JANUS and not settings.JANUS_URL else None
    if found is None:
        return None
    door = door_at("127.0.0.1", janus.free_port(), secrets.token_urlsafe(32))
    os.environ |= {"JANUS_URL": f"ws://{door.host}:{door.port}", "JANUS_SECRET": door.secret}
    return janus.command(found, settings.DATA / "janus", door)


def media():
    """The command of a Janus for products that run elsewhere and name it in JANUS_URL."""
    found = janus.program()
    if found is None:
        env.stop("PATH", "no program called janus was found with its modules (Debian: the package janus)")
    if not settings.JANUS_URL:
        env.stop("JANUS_URL", "is required; its port is where the media server listens")
    port = urlsplit(settings.JANUS_URL).port or janus.PORT
    return janus.command(found, settings.DATA / "janus", door_at(settings.HOST, port, settings.JANUS_SECRET))


def door_at(host, port, secret):
    """Where a Janus listens for us, and by which address and ports browsers reach it."""
    return janus.Door(host, port, secret, settings.JANUS_ADDRESS, settings.JANUS_PORTS)


PARTS = {"web": web, "worker": worker}
REVIVED = frozenset({"media"})
