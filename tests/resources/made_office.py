"""Office files as somebody would make them who means harm."""

import io
import struct
import zipfile
import zlib

import docx
import pptx

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = '<Relationship Id="rX" Type="%s/%s" Target="%s"%s/></Relationships>'
EXTERNAL = ' TargetMode="External"'
RELS = "word/_rels/document.xml.rels"


def saved(thing):
    """A document of python-docx or python-pptx as bytes."""
    out = io.BytesIO()
    thing.save(out)
    return out.getvalue()


def word(*paragraphs):
    """A Word document of some paragraphs."""
    made = docx.Document()
    for one in paragraphs or ("Adults with HER2 disease.",):
        made.add_paragraph(one)
    return saved(made)


def deck(*titles):
    """A presentation of some slides."""
    made = pptx.Presentation()
    for title in titles or ("Baseline",):
        made.slides.add_slide(made.slide_layouts[5]).shapes.title.text = title
    return saved(made)


def changed(content, changes=None, more=None, compression=zipfile.ZIP_DEFLATED):
    """The same archive with some parts changed, {name: (old, new)}, and some more of them, {name: bytes}."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", compression) as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename in (changes or {}):
                before, after = changes[info.filename]
                assert before.encode() in part
                part = part.replace(before.encode(), after.encode(), 1)
            new.writestr(info.filename, part)
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return out.getvalue()


def related(kind, target, mode=EXTERNAL, content=None, rels=RELS):
    """A document one part of which is said to be elsewhere."""
    return changed(content or word(), {rels: ("</Relationships>", RELATION % (RELATED, kind, target, mode))})


def body(xml):
    """A document into whose first paragraph something is written as XML."""
    return changed(word(), {"word/document.xml": ("<w:body>", f"<w:body>{xml}")})


def field(code):
    """A document with a field."""
    return body(f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r></w:p>')


def replaced(part, xml):
    """A document one part of which is other bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, xml if info.filename == part else old.read(info))
    return out.getvalue()


def laughs():
    """A billion laughs in ten lines."""
    more = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{more}]><d>&l9;</d>'.encode()


def overlapping(copies=200):
    """An archive whose entries are all the same bytes, so that it unpacks to far more than it could hold."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = kernel.compress(b"\0" * 500_000) + kernel.flush()
    checksum, name = zlib.crc32(b"\0" * 500_000), b"0.xml"
    plain = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, checksum, len(packed), 500_000, len(name), 0)
    local = b"PK\3\4" + plain + name + packed
    central = b""
    for number in range(copies):
        name = b"%d.xml" % number
        told = struct.pack(
            "<HHHHHHIIIHHHHHII", 20, 20, 0, 8, 0, 33, checksum, len(packed), 500_000, len(name), 0, 0, 0, 0, 0, 0
        )
        central += b"PK\1\2" + told + name
    return local + central + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, copies, copies, len(central), len(local), 0)


def lying():
    """An archive whose part is larger than it says."""
    content = bytearray(changed(word(), more={"word/zz.xml": b"<a>" + b" " * 900_000 + b"</a>"}))
    place = content.rfind(b"PK\1\2")
    struct.pack_into("<I", content, place + 24, 10)
    return bytes(content)


def secret():
    """An archive whose last part asks for a password."""
    content = bytearray(word())
    place = content.rfind(b"PK\1\2")
    content[place + 8] |= 1
    return bytes(content)
