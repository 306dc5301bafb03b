"""What a version holds: checked and stored before any board is locked."""

import hashlib
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.validators import URLValidator

from advisory.files import stored
from advisory.refusals import Busy, Invalid
from advisory.text import checked, drawn
from resources.intake.names import ending
from resources.intake.scanning import Unanswered, scan
from resources.intake.verdicts import Unfit
from resources.intake.work import examine
from resources.models import Version

FOLDER = "documents"
UNSCANNED = "The virus scanner does not answer now, and no file passes without it. Choose the file again later."
LONGEST_ADDRESS, PIECE = 500, 1 << 20


def content_of(format, **sent):
    """The fields of a version for a file (`file`), a link (`address`) or a page (`body`), or Invalid."""
    checks = {Version.Format.PDF: _file, Version.Format.LINK: _link, Version.Format.PAGE: _page}
    if format not in checks:
        raise Invalid(fields={"format": "Choose a file, a link or a page of text."})
    return {"format": format} | checks[format](**sent)


def checksum(version):
    """The SHA-256 of what a version holds now: its stored file, or its address or words; "" for a lost file."""
    if not version.file:
        return hashlib.sha256((version.address or version.body).encode()).hexdigest()
    try:
        with default_storage.open(version.file.name) as file:
            return _of_file(file)
    except FileNotFoundError:
        return ""


def _of_file(file):
    file.seek(0)
    whole = hashlib.sha256()
    while piece := file.read(PIECE):
        whole.update(piece)
    return whole.hexdigest()


def _file(file=None, **_):
    """A file that was looked at in a child process and found fit, by a virus scanner too where there is one."""
    if not file:
        raise Invalid(fields={"file": "Choose a file from your computer."})
    with on_disk(file) as path:
        found = looked_through(path, file.name)
    return kept(file, found)


def looked_through(path, name):
    """What a file on this machine is, once it was found fit; else Invalid, or Busy while the scanner is away."""
    found = examine(path, name)
    refused = found.refused or _scanned(path)
    if refused:
        raise Invalid(message=refused, fields={"file": refused})
    return found


def kept(file, found):
    """The fields of a version for a file that was looked through, which is stored now."""
    about = {"format": found.format, "pages": found.pages, "minutes": found.minutes}
    return {**about, "size": file.size, "sha256": _of_file(file), "file": stored(file, FOLDER, ending(found.name))}


def _scanned(path):
    """Why a file does not pass the virus scanner, or nothing; unreachable means that it does not."""
    if not settings.CLAMAV:
        return ""
    try:
        scan(path, settings.CLAMAV)
    except Unfit as unfit:
        return unfit.said
    except Unanswered as trouble:
        raise Busy(message=UNSCANNED) from trouble
    return ""


def fetched(name, folder):
    """A stored file as a file of its own on this machine."""
    path = folder / "file"
    with default_storage.open(name) as kept, path.open("wb") as copy:
        while piece := kept.read(PIECE):
            copy.write(piece)
    return path


@contextmanager
def on_disk(file):
    """A file that was sent, as one on this machine for as long as it is looked at."""
    with NamedTemporaryFile() as copy:
        file.seek(0)
        while piece := file.read(PIECE):
            copy.write(piece)
        copy.flush()
        yield Path(copy.name)


def _link(address="", **_):
    address = checked(address, "address", LONGEST_ADDRESS)
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError as wrong:
        raise Invalid(fields={"address": "Write the whole address, beginning with https:// or http://."}) from wrong
    if "@" in urlsplit(address).netloc:
        raise Invalid(fields={"address": "The address holds a name or a password before its site. Leave that out."})
    return {"address": address, **_words(address)}


def _page(body="", **_):
    body = checked(body)
    return {"body": body, "html": drawn(body), **_words(body)}


def _words(words):
    kept = words.encode()
    return {"size": len(kept), "sha256": hashlib.sha256(kept).hexdigest()}
