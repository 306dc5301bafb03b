"""Words across a picture and in its lower corner, readable on light and on dark."""

from math import atan2, degrees, hypot
from pathlib import Path

import font_source_sans_pro
from PIL import Image, ImageDraw, ImageFont

FONT = Path(font_source_sans_pro.__file__).parent / "files/SourceSansPro-Regular.ttf"
INK, FAINT, CLEAR = (90, 90, 90), 56, 190
REACH = 0.72  # of the diagonal


def across(picture, words):
    """A picture with the words in its lower corner and faintly across it."""
    wide, high = picture.size
    sheet = Image.new("RGBA", picture.size, (*INK, 0))
    small = ImageFont.truetype(str(FONT), max(10, min(wide, high) // 55))
    light = {"stroke_width": 2, "stroke_fill": (255, 255, 255, 150)}
    ImageDraw.Draw(sheet).text((wide // 50, high - high // 60), words, (*INK, CLEAR), small, "ld", **light)
    length = hypot(wide, high)
    font = ImageFont.truetype(str(FONT), max(10, int(length * REACH / max(8, len(words)) * 2)))
    left, top, right, bottom = font.getbbox(words, anchor="mm")
    strip = Image.new("RGBA", (int(right - left) + 8, int(bottom - top) + 8), (*INK, 0))
    light = {"stroke_width": max(1, font.size // 30), "stroke_fill": (255, 255, 255, FAINT)}
    ImageDraw.Draw(strip).text((strip.width / 2, strip.height / 2), words, (*INK, FAINT + 20), font, "mm", **light)
    turned = strip.rotate(degrees(atan2(high, wide)), Image.Resampling.BILINEAR, expand=True)
    sheet.alpha_composite(*_centred(turned, sheet.size))
    return Image.alpha_composite(picture.convert("RGBA"), sheet).convert("RGB")


def _centred(turned, size):
    """What of a turned strip fits into a picture, and where it goes."""
    left, top = (size[0] - turned.width) // 2, (size[1] - turned.height) // 2
    return turned, (max(0, left), max(0, top)), (max(0, -left), max(0, -top))
