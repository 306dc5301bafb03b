"""Photos of people: whatever is sent is drawn anew, small and square, without anything else that the file held."""

from PIL import ImageOps

from advisory.pictures import WEBP, opened, redrawn, small
from advisory.refusals import Invalid

TYPE = WEBP
SIDE = 512


def portrait_of(file, field="photo"):
    """A photo as a square WebP of at most 512 dots a side, or Invalid; how large it is, is read before it is drawn."""
    try:
        if not file:
            raise Invalid(message="Choose a photo from your computer.")
        return redrawn(opened(file), lambda picture: small(picture, SIDE, _square)).content
    except Invalid as refusal:
        raise Invalid(message=refusal.message, fields={field: refusal.message}) from refusal


def _square(picture):
    """The middle of a picture."""
    side = min(SIDE, *picture.size)
    return ImageOps.fit(picture, (side, side))
