"""How the file of a version is given out: as what, under which name, and inert."""

from advisory.files import PDF

READER = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"


def kind_of(version):
    """The media type of a version's file, and the name under which a browser keeps it."""
    return PDF, f"{version.document.title}.pdf"
