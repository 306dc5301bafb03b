"""Files people send: known by their content, kept privately under names that nobody can guess."""

import os
from uuid import uuid4

import filetype
from django.core.files.storage import default_storage
from pypdf import PdfReader

from advisory.refusals import Invalid

MOST = 50 * 1024 * 1024
PDF = "application/pdf"
_HEAD = 262


def checked_pdf(file, field="file"):
    """The file, when it is a PDF that opens without a password; else Invalid naming the field."""
    complaint = _complaint(file)
    if complaint:
        raise Invalid(message=complaint, fields={field: complaint})
    return file


def stored(file, folder):
    """Keep a checked file on the disk for good, and return the name under which it lies there."""
    file.seek(0)
    name = default_storage.save(f"{folder}/{uuid4().hex}", file)
    with default_storage.open(name, "rb+") as kept:
        os.fsync(kept.fileno())
    return name


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
    try:
        reader = PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            return "This PDF asks for a password. Save it without one and choose that file."
        return "" if len(reader.pages) else "This PDF has no pages."
    except Exception:
        return "This PDF is damaged and cannot be read. Save it anew and choose that file."
