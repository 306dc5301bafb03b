"""A paper of ours with pages of others, laid out in the child; letters that no font has are said to be missing."""

import json
from pathlib import Path

import font_source_sans_pro
import typst
from PIL import Image

from resources.intake.lettering import legible
from resources.intake.verdicts import Unfit

FONTS = [Path(font_source_sans_pro.__file__).parent / "files"]
QUALITY = 72
FAILED = "This paper cannot be laid out."


def lay_out(order, limits, tell):
    """Write a PDF of what is told, by a template, with pictures of pages and of parts of them."""
    target = Path(order["target"])
    for picture in target.parent.glob("*.webp"):
        _page_of(picture)
    template = target.parent / "paper.typ"
    template.write_text(Path(order["template"]).read_text(encoding="utf-8"), encoding="utf-8")
    target.write_bytes(laid_out(template, order["told"], root=target.parent))
    tell(done=str(target))


def laid_out(template, told, **given):
    """A tagged PDF, in our font, else in the machine's, else with marks where nobody has the letters.

    It does not call itself PDF/UA, since nobody can say that of the pages that are put in.
    """
    given |= {"format": "pdf", "font_paths": FONTS, "timestamp": 0}
    plain, missing = legible(told)
    ways = [(told, {"ignore_system_fonts": True}), *([(told, {}), (plain, {})] if missing else [])]
    for words, fonts in ways:
        try:
            said = {"told": json.dumps(words)}
            return typst.compile(template, sys_inputs=said, **fonts, **given)
        except typst.TypstError as trouble:
            refused = trouble
    raise Unfit("paper", FAILED) from refused


def _page_of(picture):
    """A picture as the page of a PDF, which is put into the paper without being held in memory."""
    with Image.open(picture, formats=["WEBP"]) as opened:
        opened.convert("RGB").save(picture.with_suffix(".pdf"), "PDF", quality=QUALITY)
