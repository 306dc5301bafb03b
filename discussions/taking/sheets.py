"""Tables of figures as a file: an Excel workbook with a sheet each, or one of them as CSV; pure."""

from io import BytesIO

from xlsxwriter import Workbook

from advisory.refusals import Invalid
from discussions.taking.archives import BEGINNING, steady
from discussions.taking.prose import kept
from discussions.taking.rows import table
from discussions.taking.workbook import HOW

WIDEST, NARROWEST = 90, 8


def file_of(title, sheets, sort, name):
    """All sheets as a workbook, or the one of a name as CSV; Invalid where no sheet has that name."""
    if sort == "xlsx":
        return workbook(title, sheets)
    if name not in {one.name for one in sheets}:
        raise Invalid(fields={"sheet": "Choose one of the sheets."})
    return csv_of(sheets, name)


def workbook(title, sheets):
    """All sheets as the bytes of a workbook; numbers are numbers, all else text, and nothing is a formula."""
    file = BytesIO()
    with Workbook(file, HOW) as book:
        book.set_properties({"title": title[:255], "created": BEGINNING})
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for one in sheets:
            _sheet(book.add_worksheet(one.name), one, bold, wrapped)
    return steady(file.getvalue())


def csv_of(sheets, name):
    """The sheet of a name as the bytes of a CSV; KeyError for a name that no sheet has."""
    one = {sheet.name: sheet for sheet in sheets}[name]
    return table(one.columns, one.rows)


def _sheet(sheet, one, bold, wrapped):
    for column, head in enumerate(one.columns):
        cells = (len(str(row[column])) for row in one.rows)
        sheet.set_column(column, column, min(max(NARROWEST, len(head), *cells, 0) + 2, WIDEST), wrapped)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, one.columns, bold)
    for number, row in enumerate(one.rows, start=1):
        for column, cell in enumerate(row):
            _cell(sheet, (number, column), cell, wrapped)


def _cell(sheet, place, cell, look):
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        sheet.write_number(*place, cell, look)
    elif cell not in ("", None):
        sheet.write_string(*place, kept(str(cell)), look)
