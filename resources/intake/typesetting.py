"""Word and PowerPoint as pages: what they say, typeset anew.

Such pages show every word, list, table and picture in order, but not the document's own fonts, colours, columns,
positions, headers and footers, drawings, charts or animations, and they do not break where the original breaks. Who
needs the exact look adds the document as a PDF; the page of the document says so.
"""

import io
import json
from importlib import import_module
from pathlib import Path

import font_source_sans_pro
import typst

from resources.intake import office, pictures
from resources.intake.verdicts import Unfit

PAPER = Path(__file__).parent / "papers/blocks.typ"
FONTS = [Path(font_source_sans_pro.__file__).parent / "files"]
WIDEST = 1400
MOST_PICTURES = 300
FAILED = "The pages of this file cannot be drawn. Save it as a PDF and choose that file."


def typeset(path, kind, folder, limits):
    """A PDF in the folder of what an Office file says."""
    with path.open("rb") as file:
        archive, _ = office.fit(file, kind, limits)
        reader = import_module("resources.intake.slides" if kind == "pptx" else "resources.intake.writing")
        found = reader.read(archive, limits)
        blocks = [{**block.told(), "file": ""} for block in found.blocks]
        bare = [block for block in blocks if block["picture"]][:MOST_PICTURES]
        for number, block in enumerate(bare):
            block["file"] = _kept(archive, block["picture"], folder / f"{number}.jpg", limits)
    (folder / "blocks.typ").write_text(PAPER.read_text(encoding="utf-8"), encoding="utf-8")
    told = json.dumps({"kind": kind, "title": found.title, "pages": _pages(blocks)})
    made = folder / "typeset.pdf"
    try:
        given = {"sys_inputs": {"told": told}, "font_paths": FONTS, "root": folder, "timestamp": 0}
        typst.compile(folder / "blocks.typ", output=made, format="pdf", **given)
    except typst.TypstError as trouble:
        raise Unfit("typeset", FAILED) from trouble
    return made


def _pages(blocks):
    """Each slide is a page of its own; a text flows as one."""
    pages = [[]]
    for block in blocks:
        if block["kind"] == "slide" and pages[-1]:
            pages.append([])
        pages[-1].append(block)
    return pages


def _kept(archive, name, target, limits):
    """A picture of the document, drawn anew as JPEG; nothing where it cannot be (a vector drawing, say)."""
    kind = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "webp": "webp"}.get(
        name.rpartition(".")[2].lower()
    )
    if not kind or name not in archive.namelist():
        return ""
    with archive.open(name) as file:
        content = io.BytesIO(file.read(limits.size))
    try:
        picture = pictures.plain(pictures.drawn(content, kind, limits), WIDEST)
    except Unfit:
        return ""
    picture.convert("RGB").save(target, "JPEG", quality=82)
    return target.name
