"""A backup is a tar with a manifest: what is in it, with checksums, and where the logs ended when it was made."""

import hashlib
import io
import json
import os
import tarfile
from contextlib import contextmanager
from pathlib import Path

from advisory.keeping import Unfit

FORMAT, MANIFEST = 1, "manifest.json"
CHUNK = 1024 * 1024
SHORT = "is not a backup of Advisory, or was cut short"


class Archive:
    """A backup being written, readable by its owner alone; it takes its name when it is complete."""

    def __init__(self, tar):
        self.tar = tar
        self.sums = {}

    def add(self, name, path):
        """Put a file into it."""
        with open(path, "rb") as file:
            self._put(name, os.fstat(file.fileno()).st_size, file)

    def finish(self, told):
        """Write the manifest, with everything that is to be told about this backup."""
        manifest = json.dumps({"format": FORMAT, **told, "files": self.sums}, indent=1, sort_keys=True).encode()
        self._put(MANIFEST, len(manifest), io.BytesIO(manifest))

    def _put(self, name, size, file):
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, 0o600
        summed = _Summed(file)
        self.tar.addfile(entry, summed)
        self.sums[name] = summed.sum.hexdigest()


@contextmanager
def written(path):
    """A new backup at a path where nothing is yet; when it fails, nothing is left."""
    part = path.with_name(f"{path.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as tar:
                yield Archive(tar)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


def unpacked(path, folder):
    """Unpack a backup into an empty folder and return its manifest; Unfit when one byte is not as it was written."""
    try:
        with tarfile.open(path, "r:") as tar:
            sums = {entry.name: _unpack(tar, entry, folder) for entry in tar}
    except FileNotFoundError as missing:
        raise Unfit(f"{path} is not there") from missing
    except (tarfile.TarError, EOFError, ValueError) as broken:
        raise Unfit(f"{path} {SHORT}") from broken
    manifest = _manifest(path, folder)
    for name in sorted(set(manifest["files"]) | (set(sums) - {MANIFEST})):
        if sums.get(name) != manifest["files"].get(name):
            raise Unfit(f"{path}: {name} is not as it was when the backup was made")
    return manifest


def _unpack(tar, entry, folder):
    place = Path(os.path.normpath(folder / entry.name))
    if not entry.isfile() or folder not in place.parents or place.exists():
        raise ValueError("a backup holds plain files, each once")
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    summed = _Summed(tar.extractfile(entry))
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while chunk := summed.read(CHUNK):
            file.write(chunk)
        os.fsync(file.fileno())
    if place.stat().st_size != entry.size:
        raise ValueError("cut short")
    return summed.sum.hexdigest()


def _manifest(path, folder):
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        made_by = manifest["format"], type(manifest["files"])
    except (OSError, ValueError, KeyError, TypeError) as broken:
        raise Unfit(f"{path} {SHORT}") from broken
    if made_by != (FORMAT, dict):
        raise Unfit(f"{path} was made by another version of this program; restore it with that one")
    return manifest


class _Summed:
    """A file that adds up what is read from it."""

    def __init__(self, file):
        self.file = file
        self.sum = hashlib.sha256()

    def read(self, size=-1):
        chunk = self.file.read(size)
        self.sum.update(chunk)
        return chunk
