"""How much a file may ask of us."""

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """The most that a file may be, and that looking at it may take."""

    size: int = 50 * MB  # of documents, pictures and sound
    film: int = 2048 * MB
    pages: int = 2_000
    pixels: int = 40_000_000  # of a picture
    entries: int = 5_000  # of an archive
    unpacked: int = 300 * MB
    ratio: int = 200  # unpacked to packed, once more than a megabyte comes out
    xml: int = 40 * MB  # of one part
    letters: int = 200_000  # of one page
    pieces: int = 20_000  # headings, paragraphs and pictures of an Office file
    seconds: float = 3  # of the processor, to know a file
    page_seconds: float = 3  # to draw a page
    typeset_seconds: float = 60
    memory: int = 768 * MB  # of the child
    written: int = 400 * MB  # of one file that it writes
