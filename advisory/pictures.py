"""Pictures people send: their size is read before they are drawn, and they are drawn anew without what they held."""

from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from django.core.files.base import ContentFile
from PIL import Image, ImageOps

from advisory.refusals import Invalid

WEBP = "image/webp"
MOST_BYTES = 10 * 1024 * 1024
MOST_DOTS = {"JPEG": 25_000_000, "PNG": 12_000_000, "WEBP": 12_000_000}
PLAIN = {"RGB", "RGBA", "L", "CMYK"}
WIDEST, LEAST = 1600, 64
_ORIENTATION = 0x0112
one_at_a_time = Lock()


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept, and its size in dots."""

    content: ContentFile
    width: int
    height: int


def opened(file, least=LEAST):
    """A picture by its head alone, of a size that can be drawn; whatever a reader trips over is a reason."""
    if file.size > MOST_BYTES:
        raise Invalid(message=f"This file has {file.size / 1024**2:.0f} MB; the most is {MOST_BYTES // 1024**2} MB.")
    file.seek(0)
    try:
        picture = Image.open(file, formats=list(MOST_DOTS))
    except Image.DecompressionBombError as bomb:
        raise Invalid(message="This picture has far too many dots. Make it smaller first.") from bomb
    except Exception as trouble:
        raise Invalid(message="This is not a JPEG, PNG or WebP picture. Save it as one of these.") from trouble
    (wide, high), most = picture.size, MOST_DOTS[picture.format]
    if wide * high > most:
        text = f"This picture has {wide * high / 1e6:,.0f} million dots; the most is {most // 1_000_000}."
        raise Invalid(message=f"{text} Make it smaller first.")
    if min(wide, high) < least:
        raise Invalid(message=f"This picture is {wide} by {high} dots; it needs at least {least} each way.")
    return picture


def redrawn(picture, draw):
    """A picture as WebP, as `draw` makes it; one at a time, for each takes its room."""
    kept = BytesIO()
    with one_at_a_time:
        try:
            made = draw(picture)
            made.save(kept, "WEBP", quality=82, exif=b"", icc_profile=None)
        except Exception as trouble:
            raise Invalid(message="This picture is damaged and cannot be read. Save it anew.") from trouble
    return Picture(ContentFile(kept.getvalue()), *made.size)


def small(picture, widest, shrink):
    """A picture shrunk and turned as the camera was held, on white where it is clear; it is read no larger than needed.

    `shrink` makes the small one of a picture that is plain enough.
    """
    turned = picture.getexif().get(_ORIENTATION, 1)
    picture.draft("RGB", (2 * widest, 2 * widest))
    made = shrink(picture if picture.mode in PLAIN else picture.convert("RGBA"))
    if made.mode == "RGBA":
        made = Image.alpha_composite(Image.new("RGBA", made.size, "white"), made)
    made = Image.frombytes("RGB", made.size, made.convert("RGB").tobytes())
    made.getexif()[_ORIENTATION] = turned
    return ImageOps.exif_transpose(made)


def picture_of(file, field):
    """A picture of at most 1,600 dots a side, upright, or Invalid naming the field."""
    try:
        return redrawn(opened(file), lambda picture: small(picture, WIDEST, _fitted))
    except Invalid as refusal:
        raise Invalid(message=refusal.message, fields={field: refusal.message}) from refusal


def _fitted(picture):
    return ImageOps.contain(picture, (WIDEST, WIDEST)) if max(picture.size) > WIDEST else picture
