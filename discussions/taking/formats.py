"""The formats of an export: what each is called, and how it is written; pure."""

from collections.abc import Callable
from dataclasses import dataclass

from discussions.taking import document, rows, webpage, workbook

OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Format:
    """One sort of file: its name for people, its media type, and what writes it."""

    label: str
    media: str
    write: Callable


FORMATS = {
    "docx": Format("Word document (.docx)", f"{OFFICE}.wordprocessingml.document", document.written),
    "xlsx": Format("Excel workbook (.xlsx)", f"{OFFICE}.spreadsheetml.sheet", workbook.written),
    "csv": Format("Table (.csv)", "text/csv; charset=utf-8", rows.written),
    "html": Format("Web page (.html)", "text/html; charset=utf-8", webpage.written),
}
