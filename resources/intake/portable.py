"""A PDF as a file: nothing in it runs, opens, sends or hides another file."""

import io
import re
from contextlib import contextmanager

import pypdfium2 as pdfium

from resources.intake.verdicts import NOTED, PASSED, Check, Unfit

DAMAGED = "This PDF is damaged and cannot be read. Save it anew and choose that file."
LOCKED = "This PDF asks for a password. Save it without one and choose that file."
PRINT = "Print it to a new PDF and choose that file."
FORBIDDEN = {
    b"JavaScript": ("scripts", f"This PDF holds a script (JavaScript). {PRINT}"),
    b"Launch": ("actions", f"This PDF tries to start a program. {PRINT}"),
    b"ImportData": ("actions", f"This PDF tries to read a file on the reader's computer. {PRINT}"),
    b"SubmitForm": ("actions", f"This PDF sends what is typed into it to somebody. {PRINT}"),
    b"GoToE": ("actions", f"This PDF opens a file hidden inside it. {PRINT}"),
    b"GoToR": ("actions", f"This PDF opens another file on the reader's computer. {PRINT}"),
    b"EmbeddedFile": (
        "files",
        "This PDF holds another file inside it. Take it out and add it as a document of its own.",
    ),
    b"EmbeddedFiles": ("files", "This PDF holds other files inside it. Take them out and add them one by one."),
    b"FileAttachment": ("files", "This PDF has a file attached. Take it off and add it as a document of its own."),
    b"XFA": ("forms", f"This PDF is an XFA form, which most readers cannot show. {PRINT}"),
    b"RichMedia": ("media", f"This PDF holds a film or a program (rich media). {PRINT}"),
}
_NAME = re.compile(
    rb"/(JavaScript|Launch|ImportData|SubmitForm|GoToE|GoToR|EmbeddedFiles?|FileAttachment|XFA|RichMedia)"
    rb"(?=[\s/<>\[\]()%{}]|$)"
)
_ESCAPED = re.compile(rb"/[^\s/<>\[\]()%{}]*#[0-9A-Fa-f]{2}[^\s/<>\[\]()%{}]*")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_TAIL = 1024


def alone(content):
    """A PDF from its first byte to its last: not a second thing before, inside its head or behind its end."""
    end = content.rfind(b"%%EOF")
    if end < 0:
        raise Unfit("whole", f"This PDF was cut off: its end is missing. {DAMAGED}")
    if len(content) - end > _TAIL or b"PK\x05\x06" in content[max(0, len(content) - 65_557) :]:
        raise Unfit("polyglot", f"Something else stands behind the end of this PDF. {PRINT}")
    head = content[:1024].lower()
    if any(sign in head for sign in (b"<html", b"<script", b"<svg", b"<?php")):
        raise Unfit("polyglot", f"Something else stands in the head of this PDF. {PRINT}")


def inert(content):
    """Unfit when one of the names stands anywhere in these bytes, however it is written."""
    found = _NAME.search(content)
    if found:
        raise Unfit(*FORBIDDEN[found[1]])
    for name in {one[0] for one in _ESCAPED.finditer(content)}:
        plain = _HEX.sub(lambda hit: bytes([int(hit[1], 16)]), name[1:])
        if plain in FORBIDDEN:
            raise Unfit(*FORBIDDEN[plain])


@contextmanager
def opened(path):
    """A PDF that opens without a password, and closes again; else Unfit."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as trouble:
        locked = "password" in str(trouble).lower() or "security" in str(trouble).lower()
        raise Unfit(*(("password", LOCKED) if locked else ("whole", DAMAGED))) from trouble
    try:
        yield document
    except pdfium.PdfiumError as trouble:
        raise Unfit("whole", DAMAGED) from trouble
    finally:
        document.close()


def fit(path, limits):
    """The checks of a PDF that may be shown; else Unfit.

    The names are looked for in the file's own bytes and in a copy that the reader of PDFs writes of what it
    understood, in which nothing is packed or enciphered.
    """
    content = path.read_bytes()
    alone(content)
    inert(content)
    with opened(path) as document:
        pages = len(document)
        if not pages:
            raise Unfit("pages", "This PDF has no pages.")
        if pages > limits.pages:
            raise Unfit("pages", f"This PDF has {pages:,} pages; the most is {limits.pages:,}. Split it into parts.")
        inert(_unpacked(document))
        checks = [Check("active", PASSED, "No scripts, no files inside.")]
        if b"/Encrypt" in content:
            restricted = "Its author restricts what may be done with it; it opens without a password."
            checks.append(Check("password", NOTED, restricted))
        return checks


def _unpacked(document):
    copy = io.BytesIO()
    document.save(copy, flags=3)  # without its security
    return copy.getvalue()
