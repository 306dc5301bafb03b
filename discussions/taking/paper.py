"""What is put on paper: a readable, tagged PDF that tells nothing of who made it and when; pure.

People's words go in as data and are never read as the paper's own language.
"""

import json
from pathlib import Path

import font_source_sans_pro
import typst

TEMPLATES = Path(__file__).parent.parent / "papers"
FONTS = [Path(font_source_sans_pro.__file__).parent / "files"]


def paper(title, notes, columns, rows):
    """A PDF of a table as bytes; `columns` are {heading: share of the width}, each row has as many texts."""
    told = {"title": title, "notes": notes, "columns": list(columns), "widths": list(columns.values()), "rows": rows}
    return printed("log.typ", told)


def printed(template, told):
    """A PDF as bytes: what is told, laid out by one of our templates."""
    given = {"format": "pdf", "sys_inputs": {"told": json.dumps(told)}, "font_paths": FONTS, "timestamp": 0}
    try:
        return typst.compile(TEMPLATES / template, pdf_standards=["ua-1"], ignore_system_fonts=True, **given)
    except typst.TypstError:  # letters that our font lacks: the machine's own
        return typst.compile(TEMPLATES / template, **given)
