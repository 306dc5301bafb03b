"""Words on a page are taken out for good: the page is drawn anew as a picture, with its other words behind it.

The new PDF is made from nothing: of the old one it takes the untouched pages alone, no title, outline or earlier state.
On a covered page links are gone, and letters that our font lacks can be seen but no longer be searched.
"""

import ctypes
import io
from pathlib import Path

import font_source_sans_pro
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import ImageDraw

from resources.intake import pages, portable
from resources.intake.verdicts import Unfit

DOTS = 3_900_000  # of a covered page: A4 at 200 dots an inch
ROOM = 3  # thousandths of the page around a word
FONT = Path(font_source_sans_pro.__file__).parent / "files/SourceSansPro-Regular.ttf"
INVISIBLE = 3


def cover(order, limits, tell):
    """Write a new PDF without these passages, and look whether they are gone."""
    covered = {}
    for number, begin, end in order["passages"]:
        covered.setdefault(number, []).append((begin, end))
    with portable.opened(Path(order["path"])) as old:
        if not covered or not all(1 <= number <= len(old) for number in covered):
            raise Unfit("cover", "There is no such page in this document.")
        new = pdfium.PdfDocument.new()
        if untouched := [place for place in range(len(old)) if place + 1 not in covered]:
            new.import_pages(old, untouched)
        for number in sorted(covered):
            picture, text, boxes = _blackened(old[number - 1], covered[number], limits)
            page = new.new_page(*old[number - 1].get_size(), number - 1)
            _placed(new, page, picture)
            _spoken(new, page, text, boxes)
            page.gen_content()
            page.close()
        new.save(order["target"])
    tell(done=len(covered))


def _blackened(page, passages, limits):
    """A page's picture without the passages, its text, and where the words stand that stay."""
    text, boxes = pages.read(page, limits)
    gone = [box for box in boxes if any(box[4] < end and begin < box[5] for begin, end in passages)]
    if not gone:
        raise Unfit("cover", "These words are not on the page any more. Look at the document again.")
    picture = pages.pictured(page, DOTS)
    brush, (wide, high) = ImageDraw.Draw(picture), picture.size
    for left, top, width, height, *_ in gone:
        corners = (left - ROOM, top - ROOM, left + width + ROOM, top + height + ROOM)
        brush.rectangle(
            [part * side / 1000 for part, side in zip(corners, (wide, high) * 2, strict=True)], fill="black"
        )
    return picture, text, [box for box in boxes if box not in gone]


def _placed(new, page, picture):
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=85)
    shown = pdfium.PdfImage.new(new)
    shown.load_jpeg(kept, inline=True)
    shown.set_matrix(pdfium.PdfMatrix().scale(*page.get_size()))
    page.insert_obj(shown)


def _spoken(new, page, text, boxes):
    """The words that stay, unseen above the picture, each where it stood."""
    data = FONT.read_bytes()
    font = raw.FPDFText_LoadFont(new.raw, (ctypes.c_uint8 * len(data)).from_buffer_copy(data), len(data), 2, True)
    wide, high = page.get_size()
    for left, top, width, height, begin, end in boxes:
        word = raw.FPDFPageObj_CreateTextObj(new.raw, font, 1.0)
        letters = (text[begin:end] + "\0").encode("utf-16-le")
        raw.FPDFText_SetText(word, ctypes.cast(ctypes.c_char_p(letters), raw.FPDF_WIDESTRING))
        raw.FPDFTextObj_SetTextRenderMode(word, INVISIBLE)
        at = (left * wide / 1000, (1000 - top - height) * high / 1000)
        _fitted(word, at, (width * wide / 1000, height * high / 1000))
        raw.FPDFPage_InsertObject(page.raw, word)
    raw.FPDFFont_Close(font)


def _fitted(word, at, size):
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(word, *edges)
    left, bottom, right, top = (edge.value for edge in edges)
    across = size[0] / (right - left) if right > left else size[1]
    up = size[1] / (top - bottom) if top > bottom else size[1]
    raw.FPDFPageObj_Transform(word, across, 0, 0, up, at[0] - left * across, at[1] - bottom * up)
