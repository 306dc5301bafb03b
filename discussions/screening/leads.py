"""What in a text leads out of the board: links and files (pure)."""

import re

_LINK = re.compile(
    r"\b(?:https?|hxxps?|ftp)://[^\s<>\"')\]]{2,2000}|\bwww\.[^\s<>\"')\]]{2,2000}|"
    r"(?<![a-z0-9@._/-])[a-z0-9-]{1,63}(?:(?:\.|\[\.\])[a-z0-9-]{1,63}){0,4}(?:\.|\[\.\])"
    r"(?:(?:com|org|net|info|io|eu|uk|gov|edu|int|app|dev|ai|example)\b(?:/[^\s<>\"')\]]{0,2000})?|[a-z]{2}/[^\s<>\"')\]]{1,2000})"
)
_FILE = re.compile(
    r"(?<![a-z0-9@/.])[a-z0-9_-]{1,80}\.(?:pdf|docx?|xlsx?|pptx?|csv|zip|rtf|odt|jpe?g|png|tiff?|gif|heic|mp4|mov|dcm|txt)(?![a-z0-9/])|"
    r"\battached:|\b(?:find|see|have|ve) (?:the |an |here )?(?:attached|attachments?)\b"
)


def leads(folded):
    """Every such place in a folded text, as (kind, start, end)."""
    for found in _LINK.finditer(folded.plain):
        yield "link", *found.span()
    for found in _FILE.finditer(folded.plain):
        yield "file", *found.span()
