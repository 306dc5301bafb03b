"""Programs that make films run in a child process with limits, below everything else that the machine does.

They end with whoever started them, even where that was killed.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

GB = 1024**3
ROOT = str(Path(__file__).resolve().parent.parent)
START = """
import os, resource, signal, sys
sys.path.insert(0, sys.argv.pop(1))
from advisory.supervisor import end_with_parent
end_with_parent(signal.SIGKILL)
memory, seconds, written, program, *rest = sys.argv[1:]
for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, written),
                   (resource.RLIMIT_CORE, 0)):
    resource.setrlimit(what, (int(most), int(most)))
os.nice(10)
os.execvp(program, [program, *rest])
"""
MEMORY, WRITTEN = 4 * GB, 2 * GB
AN_HOUR = 3600


class Failed(Exception):
    """A program ended with an error, by itself or by its limits."""


def ran(program, *given, seconds=AN_HOUR):
    """What a program wrote, once it has ended well; else Failed."""
    with started(program, *given, seconds=seconds) as child:
        said = child.stdout.read()
    if child.returncode:
        raise Failed(program)
    return said


def started(program, *given, seconds=AN_HOUR):
    """A program that runs, with what it says as lines; it may use so many seconds of the processor."""
    limits = [str(most) for most in (MEMORY, seconds, WRITTEN)]
    return subprocess.Popen(
        [sys.executable, "-I", "-c", START, ROOT, *limits, program, *map(str, given)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={"PATH": os.defpath, "LANG": "C.UTF-8"}, start_new_session=True,
    )  # fmt: skip


def length_of(path):
    """How many seconds a film or sound takes."""
    told = json.loads(ran("ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "json", path))
    return float(told.get("format", {}).get("duration", 0))
