"""Every page of what is handed out says for whom and when: in a corner, and faintly across the page.

What is marked is always a new file; a Word or PowerPoint file becomes the PDF that is typeset of what it says.
"""

import ctypes
from importlib import import_module
from io import BytesIO
from math import atan2, cos, degrees, hypot, radians, sin
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from resources.intake import formats, pictures, portable
from resources.intake.inking import CLEAR, FAINT, FONT, INK, REACH, across
from resources.intake.overlaying import overlaid
from resources.intake.verdicts import Unfit

WHOLE = 3  # without earlier states of it, and without a lock
MARGIN, LETTERS = 12, 9  # points from the edges, and of the corner's letters


def mark(order, limits, tell):
    """Write a marked copy of a file."""
    path, target, kind = Path(order["path"]), Path(order["target"]), order["kind"]
    if kind == "image":
        _marked_picture(path, target, order["words"], limits)
    elif kind in ("pdf", "docx", "pptx"):
        if kind != "pdf":
            path = import_module("resources.intake.typesetting").typeset(path, kind, target.parent, limits)
        _marked_pages(path, target, order["words"])
    else:
        raise Unfit("mark", "A film or a sound cannot be marked.")
    tell(done=str(target))


def _marked_picture(path, target, words, limits):
    with path.open("rb") as file:
        container = formats.container(file.read(formats.HEAD))
    picture = pictures.drawn(path, container, limits).convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    across(paper, words).save(target, "JPEG", quality=88)


def _marked_pages(path, target, words):
    """Each page under a sheet with the words, written whole: no lock, and nothing of the page as it was before."""
    plain = target.with_name("plain.pdf")
    with portable.opened(path) as document:
        document.save(plain, flags=WHOLE)
    over = overlaid(plain, lambda places: _sheets(places, words))
    with pdfium.PdfDocument(over) as document:
        document.save(target, flags=WHOLE)


def _sheets(places, words):
    """A PDF with the words on a sheet of its own for each sort of page."""
    data, out = FONT.read_bytes(), BytesIO()
    given = (ctypes.c_uint8 * len(data)).from_buffer_copy(data)
    with pdfium.PdfDocument.new() as document:
        font = raw.FPDFText_LoadFont(document.raw, given, len(data), raw.FPDF_FONT_TRUETYPE, True)
        for left, bottom, right, top, turn in places:
            page = document.new_page(right - left, top - bottom)
            page.set_mediabox(left, bottom, right, top)
            _stamped(page, font, document.raw, words, turn)
            page.gen_content()
            page.close()
        document.save(out)
        raw.FPDFFont_Close(font)
    return out.getvalue()


def _stamped(page, font, document, words, turn):
    """The words on a sheet, upright as it is seen however the page below is turned."""
    left, bottom, right, top = page.get_mediabox()
    wide, high = right - left, top - bottom
    corner = {0: (left, bottom), 90: (right, bottom), 180: (right, top), 270: (left, top)}[turn]
    inside = ((MARGIN if corner[0] == left else -MARGIN), (MARGIN if corner[1] == bottom else -MARGIN))
    at = corner[0] + inside[0], corner[1] + inside[1]
    _written(page, _text(document, font, words, LETTERS, CLEAR), at, turn)
    seen = (high, wide) if turn in (90, 270) else (wide, high)
    faint = _text(document, font, words, 1, FAINT)
    length = _length(faint)
    size, slope = REACH * hypot(*seen) / length, degrees(atan2(seen[1], seen[0])) + turn
    raw.FPDFPageObj_Transform(faint, size, 0, 0, size, 0, 0)
    half = size * length / 2
    middle = (left + right) / 2, (bottom + top) / 2
    start = middle[0] - half * cos(radians(slope)), middle[1] - half * sin(radians(slope))
    _written(page, faint, start, slope)


def _text(document, font, words, size, strength):
    text = raw.FPDFPageObj_CreateTextObj(document, font, size)
    letters = (words + "\0").encode("utf-16-le")
    raw.FPDFText_SetText(text, ctypes.cast(ctypes.c_char_p(letters), raw.FPDF_WIDESTRING))
    raw.FPDFPageObj_SetFillColor(text, *INK, strength)
    return text


def _length(text):
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(text, *edges)
    return max(0.1, edges[2].value - edges[0].value)


def _written(page, text, at, slope):
    over, up = cos(radians(slope)), sin(radians(slope))
    raw.FPDFPageObj_Transform(text, over, up, -up, over, *at)
    raw.FPDFPage_InsertObject(page.raw, text)
