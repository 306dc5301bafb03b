"""How the file of a version is given out: as what, under which name, and inert."""

from io import BytesIO

from django.core.files.storage import default_storage
from PIL import Image

from resources.intake.formats import TYPES
from resources.intake.names import ending

READER = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
WEBP = "image/webp"
SMALL = (200, 260)


def kind_of(version):
    """The media type of a version's file, and the name under which a browser keeps it."""
    kind = ending(version.file.name) or "pdf"
    return TYPES[kind], f"{version.document.title}.{kind}"


def small(kept):
    """A page's picture as small as it stands among all pages."""
    with default_storage.open(kept) as file, Image.open(file, formats=["WEBP"]) as picture:
        picture.thumbnail(SMALL)
        made = BytesIO()
        picture.convert("RGB").save(made, "WEBP", quality=70, method=0)
    return made.getvalue()
