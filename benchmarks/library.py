"""How soon a file that was brought in is known, and how many of its pages are drawn in a second."""

import resource
import tempfile
import time
from io import BytesIO
from pathlib import Path

import font_source_sans_pro
import pypdf
import typst

from benchmarks.figures import Figure, Note
from resources.intake.work import draw, examine

FONTS = [Path(font_source_sans_pro.__file__).parent / "files"]
DENSE = """#set page(paper: "a4", margin: 2cm)
#set text(font: "Source Sans Pro", size: 10.5pt)
#for number in range(20) [
= Section #number
#lorem(420)
#table(columns: 3, ..range(12).map(cell => [#(cell * number)]))
#box(width: 60%, height: 2cm, fill: gradient.linear(..color.map.viridis))
#pagebreak(weak: true)
]
"""
TIMES = 10


def library(size):
    """Dense pages of A4 with a table and a coloured slope each, made by typst."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path = folder / "dense.pdf"
        path.write_bytes(_dense(max(1, size.leaves // 20)))
        began = time.monotonic()
        found = examine(path, "dense.pdf")
        known = time.monotonic() - began
        used, began, pages = _children(), time.monotonic(), draw(path, "pdf", folder)
        next(pages)
        first = time.monotonic() - began
        drawn = 1 + sum(1 for _ in pages)
        processor = _children() - used
        kept = sum(one.stat().st_size for one in folder.glob("*.webp")) / drawn / 1024
    yield Figure(f"library: a PDF of {found.pages} pages is known", known, "s", most=5)
    yield Figure(f"library: the first of {drawn} pages is drawn", first, "s", most=1)
    yield Figure("library: pages drawn in a second of one core", drawn / processor, "", least=10)
    yield Note(f"A drawn page is about 1,240 by 1,750 dots and takes {kept:.0f} kB.")


def _dense(times):
    part, writer, out = typst.compile(DENSE.encode(), font_paths=FONTS), pypdf.PdfWriter(), BytesIO()
    for _ in range(times):
        writer.append(BytesIO(part))
    writer.write(out)
    return out.getvalue()


def _children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
