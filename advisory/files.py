"""Files people send: known by their content, kept privately under names that nobody can guess."""

import os
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import filetype
from django.core.files.storage import FileSystemStorage, default_storage

from advisory.refusals import Invalid

MOST = 50 * 1024 * 1024
PDF = "application/pdf"
_HEAD = 262


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


def checked_pdf(file, field="file"):
    """The file, when it is a PDF that opens without a password; else Invalid naming the field."""
    complaint = _complaint(file)
    if complaint:
        raise Invalid(message=complaint, fields={field: complaint})
    return file


def stored(file, folder):
    """Keep a checked file for good, on the disk or in a bucket, and return the name under which it lies there."""
    file.seek(0)
    return default_storage.save(f"{folder}/{uuid4().hex}", file)


def discard(name):
    """Take a stored file away again; without a name there is nothing to take."""
    if name:
        default_storage.delete(name)


def _complaint(file):
    if not file:
        return "Choose a PDF from your computer."
    if file.size > MOST:
        return f"This file has {file.size / 1024**2:.0f} MB; the most is {MOST // 1024**2} MB. Make it smaller first."
    file.seek(0)
    if filetype.guess_mime(file.read(_HEAD)) != PDF:
        return "This is not a PDF, whatever its name says. Save it as a PDF and choose that file."
    return _unreadable(file)


def _unreadable(file):
    """Why a PDF cannot be read, if so; whatever a parser trips over is a reason."""
    pypdf = import_module("pypdf")  # with the first PDF: it would slow every start down
    try:
        reader = pypdf.PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            return "This PDF asks for a password. Save it without one and choose that file."
        return "" if len(reader.pages) else "This PDF has no pages."
    except Exception:
        return "This PDF is damaged and cannot be read. Save it anew and choose that file."
