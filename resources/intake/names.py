"""The name of a file as its sender gave it, made harmless."""

import re
import unicodedata
from pathlib import PurePosixPath

MOST = 150
NAMELESS = "document"


def clean(name):
    """The last part of a path without control and direction characters, at most 150 characters with its ending."""
    plain = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    last = re.split(r"[\\/]", plain)[-1]
    seen = "".join(one for one in last if unicodedata.category(one)[0] != "C" and one not in '<>:"|?*')
    tidy = re.sub(r"\s+", " ", seen).strip(" .")
    stem, ending = _parted(tidy or NAMELESS)
    stem = stem.strip()
    return f"{stem[: MOST - len(ending)] or NAMELESS}{ending}"


def ending(name):
    """The ending of a clean name, small and without its dot."""
    return PurePosixPath(name).suffix[1:].lower()


def _parted(name):
    if name.count(".") and not re.search(r"[^.]", name[: name.rindex(".")]):
        return NAMELESS, name[name.rindex(".") :][:10]
    path = PurePosixPath(name)
    return (path.stem, path.suffix) if len(path.suffix) <= 10 else (name, "")
