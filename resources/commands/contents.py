"""What a version holds: checked and stored before any board is locked."""

import hashlib
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.validators import URLValidator

from advisory.files import checked_pdf, stored
from advisory.refusals import Invalid
from advisory.text import checked, drawn
from resources.models import Version

FOLDER = "documents"
LONGEST_ADDRESS, PIECE = 500, 1 << 20


def content_of(format, **sent):
    """The fields of a version for a PDF (`file`), a link (`address`) or a page (`body`), or Invalid."""
    checks = {Version.Format.PDF: _pdf, Version.Format.LINK: _link, Version.Format.PAGE: _page}
    if format not in checks:
        raise Invalid(fields={"format": "Choose a PDF, a link or a page of text."})
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


def _pdf(file=None, **_):
    checked_pdf(file)
    return {"size": file.size, "sha256": _of_file(file), "file": stored(file, FOLDER)}


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
