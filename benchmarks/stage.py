"""What the figures are measured on: the product's own web process, with data of its own, and what it used."""

import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

from advisory.supervisor import end_with_parent
from tests.servers import free_port, postgres, redis
from tests.waiting import until

ROOT = Path(__file__).resolve().parent.parent
PATIENCE, TICK, PAGE = 60, os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
WATCHED = "watched"  # a file of this name in the folder asks the product to be looked at: benchmarks/watched.py
NO_LIMITS = dict.fromkeys(("LIMIT_POSTS", "LIMIT_SIGN_INS", "LIMIT_SOCKETS", "LIMIT_SOCKETS_ADDRESS"), "1000000")


class Process:
    """One process of ours: its accounting, and its end."""

    def __init__(self, command, environment, *, log, talks=False):
        pipe = subprocess.PIPE if talks else subprocess.DEVNULL
        self.popen = subprocess.Popen(
            list(map(str, command)),
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], **environment},
            stdin=pipe,
            stdout=pipe if talks else log,
            stderr=log,
            preexec_fn=partial(end_with_parent, signal.SIGKILL),
        )
        self.pid = self.popen.pid

    def cpu(self):
        """Seconds of processor time so far, user and system, as the kernel counts them for this process."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def rss(self):
        """Bytes in memory now."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * PAGE

    def end(self):
        """Ask it to finish; kill it when it does not."""
        if self.popen.poll() is None:
            self.popen.terminate()
        try:
            self.popen.wait(10)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            self.popen.wait()


class Stage:
    """A folder, a database, perhaps Redis, and the processes that were started on them."""

    def __init__(self, folder, **environment):
        self.folder, self.processes = folder, []
        self.environment = {"ADVISORY_DATA": str(folder), "PYTHONPATH": str(ROOT), **NO_LIMITS, **environment}
        self.log = (folder / "log").open("wb")

    def start(self, *command, talks=False, **environment):
        """Start a process that ends with the stage."""
        process = Process(command, {**self.environment, **environment}, log=self.log, talks=talks)
        self.processes.append(process)
        return process

    def serve(self, application="advisory.asgi:application"):
        """Start the web process just as the product starts it; gives the process with its `port`."""
        port = free_port()
        web = self.start(sys.executable, "-m", "benchmarks.web", application, PORT=str(port))
        web.port = port
        self.until(partial(listens, port), web)
        return web

    def tell(self, module, *arguments):
        """Run one of our own programs to its end; gives what it printed as JSON."""
        command = [sys.executable, "-m", module, *map(str, arguments)]
        environment = {"PATH": os.environ["PATH"], **self.environment}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{module} ended with {done.returncode}: {done.stderr[-2000:]}")
        return json.loads(done.stdout)

    def until(self, met, process):
        """Wait for a condition while a process lives."""

        def said():
            return f"it did not start: {(self.folder / 'log').read_text(errors='replace')[-2000:]}"

        def stands():
            if process.popen.poll() is not None:
                raise RuntimeError(said())
            return met()

        until(stands, patience=PATIENCE, otherwise=said)

    def end(self):
        """End what was started, last first."""
        for process in reversed(self.processes):
            process.end()
        self.log.close()


@cache
def mould():
    """The folder that every stage begins with, made once: an empty SQLite database and the static files."""
    folder = Path(tempfile.mkdtemp(prefix="advisory-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    empty = Stage(folder)
    empty.tell("benchmarks.cast")
    empty.end()
    return folder


@contextmanager
def stage(*, database="sqlite", bell=False):
    """A stage with an empty database; `bell` adds Redis."""
    folder = Path(tempfile.mkdtemp(prefix="advisory-bench-"))
    shutil.copytree(mould(), folder, dirs_exist_ok=True)
    with _if(database == "postgresql", postgres) as address, _if(bell, redis) as ring:
        given = {"DATABASE_URL": address} if address else {}
        made = Stage(folder, **given, **({"REDIS_URL": ring} if ring else {}))
        try:
            yield made
        except Exception:
            sys.stderr.write((folder / "log").read_text(errors="replace")[-4000:])
            raise
        finally:
            made.end()
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _if(wanted, server):
    if not wanted:
        yield ""
        return
    with server() as address:
        yield address


def listens(port):
    """Whether somebody takes connections on a port of this machine."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
