"""What a question shows before it asks: a text, a table, or a figure drawn from a table; pure checks of its shape."""

from advisory.refusals import Invalid

KINDS = {"text", "figure", "table"}
MOST_ROWS, MOST_COLUMNS = 60, 6


def checked_stimulus(stimulus):
    """A stimulus as it is stored, or nothing; Invalid names what is missing.

    Shape: {"kind", "title", "text", "caption", "rows", "unit"}; `rows` is a header and up to 60 rows of up to 6 cells;
    in a figure the first column and all others are numbers, one line for each column after the first.
    """
    if not stimulus:
        return None
    kind = stimulus.get("kind")
    if kind not in KINDS:
        raise _wrong("stimulus_kind", "Choose text, figure or table.")
    kept = {name: str(stimulus.get(name, "")).strip() for name in ("kind", "title", "text", "caption", "unit")}
    kept["rows"] = [[str(cell).strip() for cell in row] for row in stimulus.get("rows", [])]
    if kind == "text" and not kept["text"]:
        raise _wrong("stimulus_text", "Write the text that people read first.")
    if kind != "text":
        _check_rows(kept["rows"], numeric=kind == "figure")
    return kept


def _check_rows(rows, *, numeric):
    if len(rows) < 2 or len(rows) > MOST_ROWS + 1:
        raise _wrong("stimulus_text", f"A table needs a header and 1 to {MOST_ROWS} rows, one a line.")
    if any(len(row) != len(rows[0]) for row in rows) or not 2 <= len(rows[0]) <= MOST_COLUMNS:
        raise _wrong(
            "stimulus_text", f"Each line needs the same number of cells, 2 to {MOST_COLUMNS}, parted by commas."
        )
    if numeric and not all(_number(cell) for row in rows[1:] for cell in row):
        raise _wrong("stimulus_text", "A figure is drawn from numbers: below the header every cell must be one.")


def _number(cell):
    try:
        return abs(float(cell)) < 1e12
    except ValueError:
        return False


def _wrong(field, words):
    return Invalid(message=words, fields={field: words})
