"""Photos of people: whatever is sent is drawn anew, small and square, without anything else that the file held."""

from io import BytesIO
from threading import Lock

from django.core.files.base import ContentFile
from PIL import Image, ImageOps

from advisory.refusals import Invalid

TYPE = "image/webp"
SIDE, LEAST = 512, 64
MOST_BYTES = 10 * 1024 * 1024
MOST_DOTS = {"JPEG": 25_000_000, "PNG": 12_000_000, "WEBP": 12_000_000}
_PLAIN = {"RGB", "RGBA", "L", "CMYK"}
_ORIENTATION = 0x0112
_one_at_a_time = Lock()


def portrait_of(file, field="photo"):
    """A photo as a square WebP of at most 512 dots a side, or Invalid; how large it is, is read before it is drawn."""
    try:
        return ContentFile(_portrait(file))
    except Invalid as refusal:
        raise Invalid(message=refusal.message, fields={field: refusal.message}) from refusal


def _portrait(file):
    if not file:
        raise Invalid(message="Choose a photo from your computer.")
    if file.size > MOST_BYTES:
        raise Invalid(message=f"This file has {file.size / 1024**2:.0f} MB; the most is {MOST_BYTES // 1024**2} MB.")
    picture = _opened(file)
    wide, high = picture.size
    most = MOST_DOTS[picture.format]
    if wide * high > most:
        text = f"This picture has {wide * high / 1e6:,.0f} million dots; the most is {most // 1_000_000}."
        raise Invalid(message=f"{text} Make it smaller first.")
    if min(wide, high) < LEAST:
        raise Invalid(message=f"This picture is {wide} by {high} dots; it needs at least {LEAST} each way.")
    with _one_at_a_time:
        return _drawn(picture)


def _opened(file):
    """The picture by its head alone; whatever a reader trips over is a reason."""
    file.seek(0)
    try:
        return Image.open(file, formats=list(MOST_DOTS))
    except Image.DecompressionBombError as bomb:
        raise Invalid(message="This picture has far more dots than a photo. Make it smaller first.") from bomb
    except Exception as trouble:
        raise Invalid(message="This is not a JPEG, PNG or WebP picture. Save it as one of these.") from trouble


def _drawn(picture):
    kept = BytesIO()
    try:
        _upright(picture).save(kept, "WEBP", quality=82, exif=b"", icc_profile=None)
    except Exception as trouble:
        raise Invalid(message="This picture is damaged and cannot be read. Save it anew.") from trouble
    return kept.getvalue()


def _upright(picture):
    """The middle of a picture as a square, on white where it is clear, turned as the camera was held."""
    turned = picture.getexif().get(_ORIENTATION, 1)
    picture.draft("RGB", (2 * SIDE, 2 * SIDE))
    side = min(SIDE, *picture.size)
    small = ImageOps.fit(picture if picture.mode in _PLAIN else picture.convert("RGBA"), (side, side))
    if small.mode == "RGBA":
        small = Image.alpha_composite(Image.new("RGBA", small.size, "white"), small)
    small = Image.frombytes("RGB", small.size, small.convert("RGB").tobytes())
    small.getexif()[_ORIENTATION] = turned
    return ImageOps.exif_transpose(small)
