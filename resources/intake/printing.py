"""A paper of ours with pictures of pages, laid out in the child; letters that no font has are said to be missing."""

import json
from pathlib import Path

import font_source_sans_pro
import typst
from PIL import Image

from resources.intake.lettering import legible
from resources.intake.verdicts import Unfit

FONTS = [Path(font_source_sans_pro.__file__).parent / "files"]
WIDEST, QUALITY = 1400, 72  # pages are drawn narrower: to draw them again takes as long as all else
FAILED = "This paper cannot be laid out."


def lay_out(order, limits, tell):
    """Write a PDF of what is told, by a template, with pictures of pages and of parts of them."""
    target = Path(order["target"])
    for picture in order["pictures"]:
        _kept(target.parent, **picture)
    template = target.parent / "paper.typ"
    template.write_text(Path(order["template"]).read_text(encoding="utf-8"), encoding="utf-8")
    target.write_bytes(laid_out(template, order["told"], root=target.parent))
    tell(done=str(target))


def laid_out(template, told, **given):
    """A tagged PDF: in our font, else in the machine's, else with marks where nobody has the letters."""
    given |= {"format": "pdf", "font_paths": FONTS, "timestamp": 0}
    plain, missing = legible(told)
    ways = [(told, {"ignore_system_fonts": True}), *([(told, {}), (plain, {})] if missing else [])]
    for words, fonts in ways:
        try:
            said = {"told": json.dumps(words)}
            return typst.compile(template, sys_inputs=said, pdf_standards=["ua-1"], **fonts, **given)
        except typst.TypstError as trouble:
            refused = trouble
    raise Unfit("paper", FAILED) from refused


def _kept(folder, file, parts):
    """A page as JPEG, and parts of it: {name: [left, top, width, height] in shares of the page, or nothing}."""
    with Image.open(folder / file, formats=["WEBP"]) as opened:
        page = opened.convert("RGB")
    for name, part in parts.items():
        wide, high = page.size
        left, top, width, height = part or (0, 0, 1, 1)
        box = [int(left * wide), int(top * high), int((left + width) * wide) + 1, int((top + height) * high) + 1]
        piece = page.crop((*box[:2], min(box[2], wide), min(box[3], high)))
        piece.thumbnail((WIDEST, 2 * WIDEST))
        piece.save(folder / name, "JPEG", quality=QUALITY)
