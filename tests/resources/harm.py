"""A file that means harm, and what stands in many of them."""

from collections.abc import Callable
from dataclasses import dataclass

INERT = ""
ZIP = b"PK\3\4" + b"\0" * 40 + b"PK\5\6" + b"\0" * 18
HTML = b"<html><script>alert(document.cookie)</script></html>"


@dataclass(frozen=True)
class Hostile:
    """A file as it is sent, and a part of what is said of it; nothing said means that it is shown, inert."""

    title: str
    name: str
    make: Callable
    said: str = INERT
