"""What may say who a patient is, in four languages, and what leads out of the board: links and files (pure)."""

import re

_EMAIL = re.compile(r"(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]{2,2000}")
_FILE = re.compile(
    r"(?<![a-z0-9@/.])[a-z0-9_-]{1,80}\.(?:pdf|docx?|xlsx?|pptx?|csv|zip|rtf|odt|jpe?g|png|tiff?|gif|heic|mp4|mov|dcm|txt)(?![a-z0-9])"
)
_NUMBER = re.compile(r"\b(?:mrn|nhs|hospital|record|patient) (?:number |no )?[0-9][0-9 -]{3,20}[0-9]")


def identifiers(text, folded):
    """Every such place as (kind, rule, start, end) in the folded text."""
    plain = folded.plain
    for found in _EMAIL.finditer(plain):
        yield "patient", "e-mail", *found.span()
    for found in _NUMBER.finditer(plain):
        yield "patient", "record number", *found.span()
    for found in _LINK.finditer(plain):
        yield "link", "link", *found.span()
    for found in _FILE.finditer(plain):
        yield "file", "file", *found.span()
