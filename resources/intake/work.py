"""Files are looked at in a child process with limits; this is the parent's side, which never opens them itself."""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

from resources.intake import names
from resources.intake.limits import MB, Limits
from resources.intake.verdicts import Leaf, Unfit, heard, refused

ROOT = str(Path(__file__).resolve().parent.parent.parent)
START = "import sys; sys.path.insert(0, sys.argv[1]); from resources.intake.child import main; main()"
PATIENCE = 10  # times the processor's time, on a machine that is busy with other things
LONGEST_LINE = 16 * MB
SLOW = "This file takes too long to read. Save it anew in a simpler form, for instance by printing it to a PDF."
BROKE = "This file cannot be read: it is damaged, or made to do harm. Save it anew and choose that file."


def examine(path, name, limits=None):
    """What a file is and whether it is fit, told within the limits whatever it holds."""
    limits, name = limits or Limits(), names.clean(name)
    try:
        told = list(_ask({"do": "examine", "path": str(path), "name": name}, limits, limits.seconds))
        return heard(told[-1]["done"])
    except Unfit as unfit:
        return refused(name, unfit)


def draw(path, kind, folder, limits=None):
    """The pages of a fit file one by one, the first as soon as it is drawn; their pictures lie in the folder."""
    limits = limits or Limits()
    order = {"do": "draw", "path": str(path), "kind": kind, "folder": str(folder)}
    first = limits.page_seconds + (limits.typeset_seconds if kind in ("docx", "pptx") else 0)
    for told in _ask(order, limits, limits.page_seconds, first):
        if "leaf" in told:
            yield Leaf(**told["leaf"])


def cover(path, passages, target, limits=None):
    """Write a new PDF in which these passages, (page, begin, end) in the text of its leaves, are gone."""
    limits = limits or Limits()
    order = {"do": "cover", "path": str(path), "passages": [list(one) for one in passages], "target": str(target)}
    list(_ask(order, limits, limits.typeset_seconds))
    return Path(target)


def mark(path, kind, words, target, limits=None):
    """Write a copy of a fit file on each of whose pages these words stand: a PDF, or a JPEG of a picture."""
    limits = limits or Limits()
    order = {"do": "mark", "path": str(path), "kind": kind, "words": words, "target": str(target)}
    list(_ask(order, limits, limits.typeset_seconds))
    return Path(target)


def lay_out(template, told, target, limits=None):
    """Write a paper of ours: what is told, by a template, with what lies beside the target: PDFs, and pages as WebP."""
    limits = limits or Limits()
    order = {"do": "print", "template": str(template), "told": told, "target": str(target)}
    list(_ask(order, limits, limits.typeset_seconds))
    return Path(target)


def _ask(order, limits, seconds, first=None):
    """The child's lines, each within its time; Unfit when it refuses, breaks or is too slow. It never outlives this."""
    child = _born()
    try:
        told = {**order, "limits": asdict(limits), "seconds": first or seconds}
        child.stdin.write(json.dumps(told).encode() + b"\n")
        child.stdin.close()
        for line in _lines(child, PATIENCE * seconds, PATIENCE * (first or seconds)):
            if "unfit" in line:
                raise Unfit(*line["unfit"])
            yield line
    except BrokenPipeError as trouble:
        raise Unfit("whole", BROKE) from trouble
    finally:
        child.kill()
        child.stdout.close()
        child.wait()


def _born():
    return subprocess.Popen(
        [sys.executable, "-I", "-c", START, ROOT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"MALLOC_ARENA_MAX": "1", "RAYON_NUM_THREADS": "1", "PATH": os.defpath, "LANG": "C.UTF-8"},
        start_new_session=True,
    )


def _lines(child, seconds, first):
    ends, kept = time.monotonic() + first, b""
    with selectors.DefaultSelector() as waiting:
        waiting.register(child.stdout, selectors.EVENT_READ)
        while True:
            if not waiting.select(max(0, ends - time.monotonic())):
                raise Unfit("time", SLOW)
            chunk = os.read(child.stdout.fileno(), 65_536)
            if not chunk:
                break
            *whole, kept = (kept + chunk).split(b"\n")
            if len(kept) > LONGEST_LINE:
                raise Unfit("whole", BROKE)
            for line in whole:
                yield json.loads(line)
                ends = time.monotonic() + seconds
    if child.wait() == -signal.SIGXCPU:
        raise Unfit("time", SLOW)
    if kept or child.returncode:
        raise Unfit("whole", BROKE)
