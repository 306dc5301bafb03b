"""How the file of a version is given out: as what, under which name, and inert."""

from resources.intake.formats import TYPES
from resources.intake.names import ending

READER = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"


def kind_of(version):
    """The media type of a version's file, and the name under which a browser keeps it."""
    kind = ending(version.file.name) or "pdf"
    return TYPES[kind], f"{version.document.title}.{kind}"
