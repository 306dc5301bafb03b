"""PDFs as typst makes them, and the pages that are drawn of a file."""

from pathlib import Path

import font_source_sans_pro
import typst
from PIL import Image

from resources.intake.work import draw

FONTS = [Path(font_source_sans_pro.__file__).parent / "files"]
PROTOCOL = """#set document(title: "Monitoring protocol")
#set page(width: 15cm, height: 20cm)
#set text(font: "Source Sans Pro")
= Who is monitored
Adults with HER2 disease, before each cycle. The efficacy of dexrazoxane is not discussed.
#pagebreak()
Second page
"""


def typeset(words=PROTOCOL):
    """A PDF as typst makes it."""
    return typst.compile(words.encode(), font_paths=FONTS, ignore_system_fonts=True)


def drawn(path, kind):
    """Its leaves, and the pictures that lie in the folder."""
    leaves = list(draw(path, kind, path.parent / "leaves"))
    for leaf in leaves:
        assert Image.open(path.parent / "leaves" / leaf.picture).size == (leaf.width, leaf.height)
    return leaves
