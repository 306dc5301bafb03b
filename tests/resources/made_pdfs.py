"""PDFs as somebody would make them who means harm, written by hand."""

import io
import zlib

import pypdf
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

CATALOG, PAGES, PAGE = (
    b"/Type /Catalog /Pages 2 0 R",
    b"/Type /Pages /Kids [3 0 R] /Count 1",
    b"/Type /Page /Parent 2 0 R",
)
SIZE = b" /MediaBox [0 0 300 200]"
WORDS = b"BT /F1 18 Tf 20 100 Td (Hello library) Tj ET"
FONT = b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> /Contents 4 0 R"


def pdf(*more, root=b"", page=b"", pages=PAGES, size=SIZE, content=WORDS):
    """A PDF of one page; `more` are objects from number 5 on, bytes each."""
    first = [
        b"<< " + CATALOG + b" " + root + b" >>",
        b"<< " + pages + b" >>",
        b"<< " + PAGE + size + FONT + page + b" >>",
    ]
    return written([*first, stream(content), *more])


def stream(content, told=b""):
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), told, content)


def packed(content, told=b""):
    """A stream that is packed."""
    return stream(zlib.compress(content, 9), b"/Filter /FlateDecode " + told)


def written(objects):
    """The objects, numbered from 1, as a whole file."""
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + head + table + trailer


def hidden_script():
    """A script in an object that is packed with others, where no search through the bytes finds it."""
    inner = b"<< /S /JavaScript /JS (app.alert(1)) >>"
    held = packed(b"5 0 " + inner, b"/Type /ObjStm /N 1 /First 4")
    out, places = b"%PDF-1.7\n", {}
    objects = {
        1: b"<< " + CATALOG + b" /OpenAction 5 0 R >>",
        2: b"<< " + PAGES + b" >>",
        3: b"<< " + PAGE + SIZE + FONT + b" >>",
        4: stream(WORDS),
        6: held,
    }
    for number, one in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    rows = [(0, 0, 65535), *((1, places[n], 0) for n in (1, 2, 3, 4)), (2, 6, 0), (1, places[6], 0), (1, len(out), 0)]
    table = b"".join(kind.to_bytes(1, "big") + at.to_bytes(4, "big") + n.to_bytes(2, "big") for kind, at, n in rows)
    told = b"/Type /XRef /Size 8 /W [1 4 2] /Root 1 0 R"
    start = len(out)
    return out + b"7 0 obj\n" + packed(table, told) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start


def locked(user, root=None):
    """A PDF that asks for a password; without one, only its author's restrictions hold."""
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 100)
    if root:
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
            {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(root)}
        )
    writer.encrypt(user_password=user, owner_password="the owner's", algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def many_pages(number):
    """A PDF of so many empty pages."""
    pages = b"/Type /Pages /Count %d /Kids [%s]" % (number, b"3 0 R " * number)
    return pdf(pages=pages)


def fork_bomb(depth=9, width=10):
    """Forms that draw forms that draw forms: a billion from a kilobyte."""
    forms = []
    for level in range(depth):
        told = b"/Type /XObject /Subtype /Form /BBox [0 0 300 200]"
        if level < depth - 1:
            told += b" /Resources << /XObject << /X %d 0 R >> >>" % (6 + level)
        forms.append(stream(b"/X Do " * width if level < depth - 1 else b"0 0 9 9 re f " * 50, told))
    return pdf(*forms, page=b" /Resources << /XObject << /X 5 0 R >> >>", content=b"/X Do " * width)


def huge_image():
    """A page with a picture of 18,000 by 18,000 dots in a few kilobytes."""
    told = b"/Type /XObject /Subtype /Image /Width 18000 /Height 18000 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    image = packed(b"\0" * 7_200_000, told)
    return pdf(image, page=b" /Resources << /XObject << /X 5 0 R >> >>", content=b"q 300 0 0 200 0 0 cm /X Do Q")
