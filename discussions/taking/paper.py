"""Tables on paper: a readable, tagged PDF that tells nothing of who made it and when; pure.

People's words go in as data and are never read as the paper's own language.
"""

import json
from pathlib import Path

import font_source_sans_pro
import typst

TEMPLATE = Path(__file__).parent.parent / "papers" / "log.typ"
FONTS = [Path(font_source_sans_pro.__file__).parent / "files"]


def paper(title, notes, columns, rows):
    """A PDF of a table as bytes; `columns` are {heading: share of the width}, each row has as many texts."""
    told = {"title": title, "notes": notes, "columns": list(columns), "widths": list(columns.values()), "rows": rows}
    given = {"format": "pdf", "sys_inputs": {"log": json.dumps(told)}, "font_paths": FONTS, "timestamp": 0}
    try:
        return typst.compile(TEMPLATE, pdf_standards=["ua-1"], ignore_system_fonts=True, **given)
    except typst.TypstError:  # letters that our font lacks: the machine's own
        return typst.compile(TEMPLATE, **given)
