"""A fit file is drawn as pages: a PDF as it is, Word and PowerPoint typeset from what they say, a picture as itself."""

from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from resources.intake import formats, pictures
from resources.intake.verdicts import Leaf

WIDEST = 2400


def draw(order, limits, tell, allow):
    """Tell each page as it is drawn, the first one first; each has its own time of the processor."""
    path, folder, kind = Path(order["path"]), Path(order["folder"]), order["kind"]
    if kind == "image":
        return tell(leaf=asdict(_picture(path, folder, limits)))
    if kind in ("docx", "pptx"):
        path = import_module("resources.intake.typesetting").typeset(path, kind, folder, limits)
    portable, pages = import_module("resources.intake.portable"), import_module("resources.intake.pages")
    with portable.opened(path) as document:
        for number, page in enumerate(document, 1):
            allow(limits.page_seconds)
            tell(leaf=asdict(pages.drawn(page, number, folder, limits)))
            page.close()
    return None


def _picture(path, folder, limits):
    with path.open("rb") as file:
        container = formats.container(file.read(formats.HEAD))
    made = pictures.plain(pictures.drawn(path, container, limits), WIDEST)
    made.save(folder / "1.webp", "WEBP", quality=82, method=2, exif=b"", icc_profile=None)
    return Leaf(1, *made.size, "1.webp", "", [])
