"""What a Word document says: headings, paragraphs, lists, tables and pictures, in their order.

Text that was deleted with changes tracked is left out, inserted text is taken; notes at the foot come at the end.
Left out: headers and footers, comments, shapes without text, formulas as such, columns, fonts and colours.
"""

import re

from resources.intake import archives, office, xml
from resources.intake.blocks import Block, Found, about, described

BODY = "word/document.xml"
GONE = {"del", "moveFrom", "pPr", "rPr", "instrText", "delText", "Fallback", "sectPr"}
_HEADING = re.compile(r"(?:heading|berschrift|titre|ttulo|titolo|kop|rubrik)\D*(\d)", re.IGNORECASE)


def read(archive, limits):
    """A Word document as blocks."""
    styles = _styles(archive, limits)
    links = {key: path for key, (kind, path) in office.related(archive, BODY, limits).items() if kind == "image"}
    blocks = _under(xml.parsed(archives.read(archive, BODY, limits)), styles, links)
    for notes in ("word/footnotes.xml", "word/endnotes.xml"):
        if notes in archive.namelist():
            blocks += _under(xml.parsed(archives.read(archive, notes, limits)), styles, links)
    words = sum(block.words for block in blocks)
    return Found(tuple(blocks), _title(archive, blocks, limits), about(words))


def words(element):
    """The words under an element, as they are read."""
    name = xml.local(element)
    if name in GONE:
        return ""
    if name == "t":
        return element.text or ""
    if name in ("tab", "br", "cr"):
        return " "
    return "".join(words(one) for one in element)


def _under(root, styles, links):
    found = []
    for one in root:
        name = xml.local(one)
        if name == "p":
            found += _paragraph(one, styles, links)
        elif name == "tbl":
            found.append(Block("table", rows=_rows(one)))
            found += [block for row in one.iter("{*}drawing", "{*}pict") for block in _pictures(row, links)]
        elif name not in GONE:
            found += _under(one, styles, links)
    return found


def _paragraph(one, styles, links):
    text = " ".join(words(one).split())
    found = [_said(one, text, styles)] if text else []
    for box in one.iter("{*}txbxContent"):
        inside = next((up for up in box.iterancestors() if xml.local(up) == "Fallback"), None)
        found += [] if inside is not None else _under(box, styles, links)
    return [*found, *_pictures(one, links)]


def _said(one, text, styles):
    style = one.find("{*}pPr/{*}pStyle")
    name = styles.get(_value(style), _value(style))
    level = _HEADING.search(name)
    if level or name.lower() == "title":
        return Block("heading", text, int(level[1]) if level else 1)
    listed = one.find("{*}pPr/{*}numPr") is not None or name.lower().startswith("list")
    depth = one.find("{*}pPr/{*}numPr/{*}ilvl")
    return Block("item" if listed else "paragraph", text, int(_value(depth) or 0) if depth is not None else 0)


def _rows(table):
    rows = [[" ".join(words(cell).split()) for cell in row.findall("{*}tc")] for row in table.findall("{*}tr")]
    return tuple(tuple(row) for row in rows if row)


def _pictures(one, links):
    for blip in one.iter("{*}blip"):
        key = _value(blip, "embed")
        drawing = next(blip.iterancestors("{*}drawing"), None)
        told = drawing.find(".//{*}docPr") if drawing is not None else None
        words = described(told.get("descr")) if told is not None else ""
        yield Block("picture", words, picture=links.get(key, ""))


def _styles(archive, limits):
    if "word/styles.xml" not in archive.namelist():
        return {}
    root = xml.parsed(archives.read(archive, "word/styles.xml", limits))
    return {_value(one, "styleId"): _value(one.find("{*}name")) for one in root.iter("{*}style")}


def _value(element, key="val"):
    """An attribute of Word's own, or nothing."""
    told = element.attrib.items() if element is not None else ()
    return next((value for name, value in told if name.rpartition("}")[2] == key), "")


def _title(archive, blocks, limits):
    return titled(archive, limits) or next((block.text for block in blocks if block.kind == "heading"), "")


def titled(archive, limits):
    """The title that an Office file gives itself."""
    if "docProps/core.xml" not in archive.namelist():
        return ""
    title = xml.parsed(archives.read(archive, "docProps/core.xml", limits)).find("{*}title")
    return (title.text or "").strip() if title is not None else ""
