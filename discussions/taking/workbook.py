"""An export as an Excel workbook: what it is, and every question and post in a row; pure."""

from io import BytesIO

from xlsxwriter import Workbook

from discussions.taking.archives import BEGINNING, steady
from discussions.taking.rows import COLUMNS, rows

WIDTHS = (22, 9, 10, 7, 28, 16, 22, 22, 24, 8, 10, 90, 38, 38)
HOW = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}


def written(outline):
    """The workbook as bytes; its rows leave memory as they are written."""
    kept = BytesIO()
    with Workbook(kept, HOW) as book:
        book.set_properties({"title": outline.title[:255], "subject": outline.scope[:255], "created": BEGINNING})
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        _about(book.add_worksheet("About"), outline, bold, wrapped)
        sheet = book.add_worksheet("Discussion")
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width, wrapped)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, COLUMNS, bold)
        last = 0
        for last, line in enumerate(rows(outline), start=1):
            _line(sheet, last, line, wrapped)
        sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    return steady(kept.getvalue())


def _about(sheet, outline, bold, wrapped):
    told = [("Board", outline.title), ("Objective", outline.objective), ("Sponsor", outline.sponsor)]
    told += [("Part", outline.scope), ("People", outline.people), *(("Note", note) for note in outline.notes)]
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 100)
    for number, (name, text) in enumerate(told):
        sheet.write_string(number, 0, name, bold)
        sheet.write_string(number, 1, text, wrapped)


def _line(sheet, number, line, look):
    for column, cell in enumerate(line):
        if isinstance(cell, int):
            sheet.write_number(number, column, cell, look)
        elif cell:
            sheet.write_string(number, column, cell, look)
