"""Where the processes of one installation count together, so that `/metrics` can add them up."""

import fcntl
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def counted_in(place: Path):
    """A folder in `place` to count in, gone at the end; what a killed one left there is cleared first.

    A folder is in use while its maker holds a lock on it, which ends with the process however that ends.
    """
    place.mkdir(exist_ok=True)
    with _locked(place):
        for left in place.iterdir():
            with _locked(left, wait=False) as ours:
                if ours:
                    shutil.rmtree(left, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(dir=place))
        held = os.open(folder, os.O_RDONLY)
        fcntl.flock(held, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


@contextmanager
def _locked(folder, *, wait=True):
    """Whether a folder is locked for us now; without waiting not when somebody else has it."""
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(held)
