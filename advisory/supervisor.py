"""Keeps the processes together: they start together and end together, and nobody is left behind."""

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable

PATIENCE, REVIVES_EVERY = 15, 0.5
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def supervise(
    commands: dict[str, list[str]],
    *,
    ready: Callable[[], bool],
    announce: Callable[[], None],
    revived: frozenset[str] = frozenset(),
) -> int:
    """Run the commands until a signal comes or one of them ends; announce once they are ready; give the exit code.

    Those named in `revived` are started anew when they end, not more often than every half second.
    """
    asked = []
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda received, _frame: asked.append(received))
    children = {name: _start(command) for name, command in commands.items()}
    announced, begun = False, time.monotonic()
    while not asked and not (ended := _ended(children, revived)):
        if not announced and ready():
            announced = True
            announce()
        if time.monotonic() > begun + REVIVES_EVERY:
            begun = _revive(children, commands, revived)
        time.sleep(0.1)  # between two looks at the children; how long it takes to notice that one has ended
    if not asked:
        for name, code in ended.items():
            sys.stderr.write(f"{name} ended by itself with code {code}; everything is stopped\n")
    _end(children, asked)
    return 0 if asked else 1


def _start(command):
    return subprocess.Popen(command, preexec_fn=_bound)


def _bound():
    """End with the supervisor, and leave Ctrl-C, which a terminal sends to everybody, to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()


def end_with_parent(number=signal.SIGTERM):
    """Have Linux send a new child this signal when its parent is gone, even by SIGKILL."""
    if LIBC:
        LIBC.prctl(PR_SET_PDEATHSIG, number)


def _ended(children, revived):
    ended = {name: child.returncode for name, child in children.items() if child.poll() is not None}
    return {name: code for name, code in ended.items() if name not in revived}


def _revive(children, commands, revived):
    for name in revived & children.keys():
        if children[name].poll() is not None:
            sys.stderr.write(f"{name} ended by itself with code {children[name].returncode}; it is started anew\n")
            children[name] = _start(commands[name])
    return time.monotonic()


def _end(children, asked):
    """Ask every child to finish, and kill what has not after a while or at a second Ctrl-C."""
    alive = [child for child in children.values() if child.poll() is None]
    for child in alive:
        child.terminate()
    deadline, times = time.monotonic() + PATIENCE, len(asked)
    while any(child.poll() is None for child in alive) and time.monotonic() < deadline and len(asked) == times:
        time.sleep(0.05)  # between two looks, which a second Ctrl-C has to be noticed by as well
    for child in alive:
        if child.poll() is None:
            child.kill()
        child.wait()
