"""What a document says, piece by piece, without how it looked."""

import re
from dataclasses import asdict, dataclass

KINDS = ("heading", "paragraph", "item", "table", "picture", "slide", "notes")
A_PAGE = 350  # words, where a document does not say how many pages it has


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, an item of a list, a table, a picture with what describes it, a slide or its notes."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple = ()
    picture: str = ""  # its name inside the archive

    @property
    def words(self):
        """How many words it says."""
        return len(self.text.split()) + sum(len(cell.split()) for row in self.rows for cell in row)

    def told(self):
        """The same as plain data."""
        return asdict(self)


@dataclass(frozen=True)
class Found:
    """The pieces of a document, its title, and how many pages it has, as far as one can know."""

    blocks: tuple
    title: str = ""
    pages: int = 0


def described(words):
    """What somebody wrote to describe a picture; the name of its file describes nothing."""
    text = " ".join((words or "").split())
    return (
        "" if re.fullmatch(r"[\w .()-]*\.(?:png|jpe?g|gif|webp|emf|wmf|svg|tiff?|bmp)", text, re.IGNORECASE) else text
    )


def about(words):
    """How many pages so many words fill."""
    return max(1, -(-words // A_PAGE))
