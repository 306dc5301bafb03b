"""What a presentation says: slide by slide its title, text, tables and pictures, and the notes of its speaker.

Left out: hidden slides, charts and drawings as pictures (their words are taken), animations, fonts and colours, and
what the master shows on every slide.
"""

from resources.intake import archives, office, xml
from resources.intake.blocks import Block, Found, described
from resources.intake.verdicts import Unfit
from resources.intake.writing import titled

DECK = "ppt/presentation.xml"
TITLES = {"title", "ctrTitle"}
FURNITURE = {"sldNum", "ftr", "dt", "hdr", "sldImg"}


def read(archive, limits):
    """A presentation as blocks, each slide begun by one of its own."""
    paths = _slides(archive, limits)
    if len(paths) > limits.pages:
        many = f"This presentation has {len(paths):,} slides; the most is {limits.pages:,}."
        raise Unfit("pages", f"{many} Split it into parts.")
    blocks, shown = [], 0
    for path in paths:
        root = xml.parsed(archives.read(archive, path, limits))
        if root.get("show") == "0":
            continue
        shown += 1
        blocks += _slide(archive, path, root, limits)
    titles = (block.text for block in blocks if block.kind == "slide" and block.text)
    return Found(tuple(blocks), titled(archive, limits) or next(titles, ""), shown)


def _slides(archive, limits):
    links = office.related(archive, DECK, limits)
    root = xml.parsed(archives.read(archive, DECK, limits))
    keys = [_key(one) for one in root.iter("{*}sldId")]
    return [links[key][1] for key in keys if key in links and links[key][1] in archive.namelist()]


def _key(element):
    return next((value for name, value in element.attrib.items() if name.endswith("}id")), "")


def _slide(archive, path, root, limits):
    links = office.related(archive, path, limits)
    shapes = list(root.iter("{*}sp", "{*}pic", "{*}graphicFrame"))
    title = " ".join(_words(one) for one in shapes if _place(one) in TITLES)
    found = [Block("slide", title)]
    for shape in shapes:
        if _place(shape) not in TITLES | FURNITURE:
            found += _shape(shape, links)
    notes = next((path for kind, path in links.values() if kind == "notesslide"), "")
    return found + (_notes(archive, notes, limits) if notes in archive.namelist() else [])


def _shape(shape, links):
    name = xml.local(shape)
    if name == "pic":
        told, blip = shape.find(".//{*}cNvPr"), shape.find(".//{*}blip")
        key = next((v for k, v in blip.attrib.items() if k.endswith("}embed")), "") if blip is not None else ""
        words = described(told.get("descr")) if told is not None else ""
        return [Block("picture", words, picture=links.get(key, ("", ""))[1])]
    if name == "graphicFrame":
        rows = tuple(tuple(_words(cell) for cell in row.findall("{*}tc")) for row in shape.iter("{*}tr"))
        return [Block("table", rows=rows)] if rows else []
    paragraphs = [(_words(one), _depth(one)) for one in shape.iter("{*}p")]
    bullets = len([text for text, _ in paragraphs if text]) > 1 or _place(shape) == "body"
    return [Block("item" if bullets else "paragraph", text, depth) for text, depth in paragraphs if text]


def _notes(archive, path, limits):
    root = xml.parsed(archives.read(archive, path, limits))
    said = [_words(one) for one in root.iter("{*}sp") if _place(one) not in FURNITURE]
    text = " ".join(one for one in said if one)
    return [Block("notes", text)] if text else []


def _words(element):
    parts = ["\n" if xml.local(one) in ("p", "br") else one.text or "" for one in element.iter("{*}t", "{*}p", "{*}br")]
    return " ".join("".join(parts).split())


def _place(shape):
    place = shape.find(".//{*}nvPr/{*}ph")
    return place.get("type", "body") if place is not None else ""


def _depth(paragraph):
    told = paragraph.find("{*}pPr")
    level = told.get("lvl", "0") if told is not None else "0"
    return min(8, int(level)) if level.isdigit() else 0
