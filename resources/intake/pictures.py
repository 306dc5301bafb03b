"""A picture: read to its last dot, with nothing else before, inside or behind it."""

import warnings

from PIL import Image, ImageOps

from resources.intake.verdicts import NOTED, PASSED, Check, Unfit

DAMAGED = "This picture is damaged or was cut off. Save it anew as PNG or JPEG and choose that file."
MARKUP = (b"<script", b"<html", b"<!doctype", b"<svg", b"<?php", b"<iframe", b"javascript:", b"onerror=")
STRANGERS = (b"%PDF-", b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a", b"7z\xbc\xaf", b"MZ\x90\x00", b"\x7fELF")
LONGEST = 30_000


def fit(path, kind, limits):
    """The checks of a picture that may be shown; else Unfit."""
    content = path.read_bytes()
    if any(sign in content.lower() for sign in MARKUP):
        raise Unfit(
            "polyglot", "This picture holds parts of a web page. Save it anew as PNG or JPEG and choose that file."
        )
    tail = content[_end(content, kind) :]
    if any(sign in tail for sign in STRANGERS) or (tail.strip(b"\0") and kind != "jpeg"):
        raise Unfit(
            "polyglot", "Another file stands behind the end of this picture. Save it anew and choose that file."
        )
    with drawn(path, kind, limits) as picture:
        still = getattr(picture, "n_frames", 1) if kind in ("gif", "webp", "png") else 1
    checks = [Check("active", PASSED, "A picture and nothing else; what the camera wrote into it is left out.")]
    if still > 1:
        checks.append(Check("still", NOTED, "It moves; its first picture is shown."))
    return checks


def drawn(path, kind, limits):
    """A picture, read whole; Unfit when it is too large or damaged."""
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # our own limit, before a dot is read
    try:
        picture = Image.open(path, formats=[kind.upper()])
    except Exception as trouble:
        raise Unfit("whole", DAMAGED) from trouble
    wide, high = picture.size
    if wide * high > limits.pixels or max(wide, high) > LONGEST:
        size = f"This picture has {wide:,} by {high:,} dots"
        raise Unfit("pixels", f"{size}; the most is {limits.pixels // 1_000_000} million. Make it smaller first.")
    try:
        picture.load()
    except MemoryError:
        raise
    except Exception as trouble:
        raise Unfit("whole", DAMAGED) from trouble
    return picture


def plain(picture, widest):
    """A picture upright, on white where it is clear, at most so many dots a side."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode not in ("RGB", "L"):
        clear = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    return ImageOps.contain(upright, (widest, widest)) if max(upright.size) > widest else upright


def _end(content, kind):
    """Where a picture ends by its own account."""
    if kind == "png":
        return content.rfind(b"IEND\xaeB`\x82") + 8 if b"IEND\xaeB`\x82" in content else len(content)
    if kind == "webp":
        return 8 + int.from_bytes(content[4:8], "little")
    if kind == "gif":
        return content.rfind(b"\x3b") + 1
    return content.rfind(b"\xff\xd9") + 2 if b"\xff\xd9" in content else len(content)
