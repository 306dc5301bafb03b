"""Web and worker start together and end together, and nobody is left behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.product import ROOT
from tests.waiting import until

CHILD = "import os, sys, time; print(os.getpid(), file=open(sys.argv[1], 'w')); time.sleep(float(sys.argv[2])); exit(3)"
SCRIPT = f"""
import sys
from advisory.supervisor import supervise
folder, seconds, *revived = sys.argv[1:]
print(supervise(
    {{
        "web": [sys.executable, "-c", {CHILD!r}, folder + "/web", "60"],
        "worker": [sys.executable, "-c", {CHILD!r}, folder + "/worker", seconds],
    }},
    ready=lambda: True, announce=lambda: print("ready", flush=True), revived=frozenset(revived),
))
"""


def gone(pid):
    """Whether a process has ended; one that waits to be reaped by its new parent has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def pids(folder):
    return [int((folder / name).read_text() or 0) for name in ("web", "worker") if (folder / name).exists()]


@pytest.fixture
def supervised(tmp_path):
    """Start a supervisor of two idle children; the worker ends by itself after so many seconds."""
    started = []

    def start(seconds="60", *revived):
        command = [sys.executable, "-c", SCRIPT, tmp_path, seconds, *revived]
        started.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
        until(lambda: len(pids(tmp_path)) == 2 and all(pids(tmp_path)))
        return started[0]

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_ends_both_and_is_a_success(supervised, tmp_path, number):
    process = supervised()
    process.send_signal(number)
    said, _ = process.communicate(timeout=20)
    assert said.split() == ["ready", "0"]
    assert all(gone(pid) for pid in pids(tmp_path))


def test_death_of_one_ends_the_other_and_is_a_failure(supervised, tmp_path):
    said, complained = supervised("0.3").communicate(timeout=20)
    assert said.split() == ["ready", "1"]
    assert "worker ended by itself with code 3" in complained
    assert all(gone(pid) for pid in pids(tmp_path))


def test_one_that_may_die_is_started_anew_and_the_other_goes_on(supervised, tmp_path):
    process = supervised("60", "worker")
    web, first = pids(tmp_path)
    os.kill(first, signal.SIGKILL)
    until(lambda: pids(tmp_path)[1:] not in ([], [0], [first]))
    assert pids(tmp_path)[0] == web
    process.terminate()
    said, complained = process.communicate(timeout=20)
    assert said.split() == ["ready", "0"]
    assert "worker ended by itself with code -9; it is started anew" in complained
    assert all(gone(pid) for pid in pids(tmp_path))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_killed_supervisor_leaves_no_orphans(supervised, tmp_path):
    os.kill(supervised().pid, signal.SIGKILL)
    until(lambda: all(gone(pid) for pid in pids(tmp_path)))
