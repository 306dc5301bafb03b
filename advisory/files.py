"""Files people send: kept privately under names that nobody can guess."""

import errno
import os
from pathlib import Path
from uuid import uuid4

from django.core.files.storage import FileSystemStorage, default_storage

from advisory.refusals import Full


class Disk(FileSystemStorage):
    """Files under ADVISORY_DATA/media: what is said to be kept survives a power cut."""

    def part(self, name, begin, end):
        """A file opened at `begin`; whoever reads stops before `end`."""
        file = open(self.path(name), "rb")  # noqa: SIM115 - its reader closes it
        file.seek(begin)
        return file

    def names(self):
        """The names of all files that are kept, in order."""
        root = Path(self.location)
        return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())

    def _save(self, name, content):
        kept = super()._save(name, content)
        with open(self.path(kept), "rb+") as file:
            os.fsync(file.fileno())
        return kept


def stored(file, folder, ending=""):
    """Keep a checked file for good, on the disk or in a bucket, and return the name under which it lies there.

    Where there is no room left, nothing of it stays.
    """
    file.seek(0)
    name = f"{folder}/{uuid4().hex}{ending and f'.{ending}'}"
    try:
        return default_storage.save(name, file)
    except OSError as trouble:
        default_storage.delete(name)
        if trouble.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise Full from trouble
        raise


def discard(name):
    """Take a stored file away again; without a name there is nothing to take."""
    if name:
        default_storage.delete(name)
