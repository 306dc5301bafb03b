"""The formats of an export: what each is called, and how it is written; pure."""

from dataclasses import dataclass
from importlib import import_module

OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Format:
    """One sort of file: its name for people, its media type, and the module here that writes it.

    That is loaded with its first export: what writes Word and Excel files would slow every start down.
    """

    label: str
    media: str
    writer: str

    def write(self, outline):
        """An export as bytes."""
        return import_module(f"discussions.taking.{self.writer}").written(outline)


FORMATS = {
    "docx": Format("Word document (.docx)", f"{OFFICE}.wordprocessingml.document", "document"),
    "xlsx": Format("Excel workbook (.xlsx)", f"{OFFICE}.spreadsheetml.sheet", "workbook"),
    "csv": Format("Table (.csv)", "text/csv; charset=utf-8", "rows"),
    "html": Format("Web page (.html)", "text/html; charset=utf-8", "webpage"),
}
