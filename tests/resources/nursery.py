"""Children for many files: each is born of one process that has loaded every reader, and lives within the same limits.

A child of the product loads its readers anew, which for a hundred small files is most of the time.
"""

import os
import signal
import socket
import struct
import subprocess
import sys
from contextlib import suppress
from importlib import import_module

from resources.intake import child as grown
from resources.intake import work

BORN, ENDED = struct.Struct("i"), struct.Struct("id")
START = "import sys; sys.path.insert(0, sys.argv[1]); from tests.resources.nursery import bear; bear(int(sys.argv[2]))"
READERS = "covering drawing films office pages pictures portable slides sounds typesetting webm writing"


class Nursery:
    """Bears one child after another; `used` is the processor's time, in seconds, of all of them."""

    def __init__(self):
        ours, theirs = socket.socketpair()
        self.line, self.used = ours, 0.0
        with theirs:
            asked = [sys.executable, "-I", "-c", START, work.ROOT, str(theirs.fileno())]
            env = {"MALLOC_ARENA_MAX": "1", "RAYON_NUM_THREADS": "1", "PATH": os.defpath, "LANG": "C.UTF-8"}
            self.process = subprocess.Popen(asked, env=env, pass_fds=[theirs.fileno()], stderr=subprocess.DEVNULL)

    def child(self):
        """One that takes an order as those of the product do."""
        return Child(self)

    def close(self):
        """The last one is grown up."""
        self.line.close()
        self.process.wait()


class Child:
    """What `subprocess` would give, as far as it is used."""

    def __init__(self, nursery):
        self.nursery, self.returncode = nursery, None
        (orders, stdin), (stdout, lines) = os.pipe(), os.pipe()
        socket.send_fds(nursery.line, [b"1"], [orders, lines])
        os.close(orders)
        os.close(lines)
        self.stdin, self.stdout = os.fdopen(stdin, "wb"), os.fdopen(stdout, "rb")
        (self.pid,) = BORN.unpack(nursery.line.recv(BORN.size))

    def kill(self):
        """End it, if it lives."""
        if self.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def wait(self):
        """How it ended."""
        if self.returncode is None:
            self.returncode, used = ENDED.unpack(self.nursery.line.recv(ENDED.size))
            self.nursery.used += used
        return self.returncode


def bear(number):
    """Load every reader, then bear a child for each two files that are handed over: its orders, and its lines."""
    for reader in READERS.split():
        import_module(f"resources.intake.{reader}")
    line = socket.socket(fileno=number)
    while True:
        asked, files, *_ = socket.recv_fds(line, 1, 2)
        if not asked:
            return
        pid = os.fork()
        if not pid:
            _live(files)
        for one in files:
            os.close(one)
        line.send(BORN.pack(pid))
        _, status, took = os.wait4(pid, 0)
        line.send(ENDED.pack(os.waitstatus_to_exitcode(status), took.ru_utime + took.ru_stime))


def _live(files):
    code = 1
    try:
        os.dup2(files[0], 0)
        os.dup2(files[1], 1)
        sys.stdin, sys.stdout = os.fdopen(0), os.fdopen(1, "w")
        os.closerange(3, 64)
        grown.main()
        sys.stdout.flush()
        code = 0
    finally:
        os._exit(code)
