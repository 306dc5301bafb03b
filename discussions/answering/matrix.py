"""One mark in each row of a table."""

from discussions.answering.reading import mapping, one_of, options, wrong

NAME, LABEL, ICON = "matrix", "Matrix", "sliders"


def checked_design(raw):
    """{"rows", "columns"}."""
    raw = mapping(raw, "design")
    return {
        "rows": options(raw.get("rows") or raw.get("options"), "options", least=1, letter="r"),
        "columns": options(raw.get("columns"), "columns", letter="c"),
    }


def checked_value(design, raw):
    """{"cells": {row: column}}; rows may be left without a mark, but not all of them."""
    rows, columns = _labels(design, "rows"), _labels(design, "columns")
    given = {row: column for row, column in mapping(raw.get("cells") or {}, "cells").items() if column}
    for row, column in given.items():
        one_of(row, rows, "cells", "Mark the rows of this table.")
        one_of(column, columns, "cells", f"{rows[row]}: choose among its columns.")
    if not given:
        raise wrong("cells", "Mark at least one row.")
    return {"cells": {row: given[row] for row in rows if row in given}}, {}


def slots(design, marks):
    """Nothing is typed but the reason."""
    return {}


def said(design, marks):
    """Each row with its mark."""
    rows, columns = _labels(design, "rows"), _labels(design, "columns")
    return "; ".join(f"{rows[row]}: {columns[column]}" for row, column in marks["cells"].items())


def summary(design, values):
    """{"n", "rows": [{"id", "label", "n", "counts"}]}: counts in the order of the columns."""
    counted = []
    for row in design["rows"]:
        given = [marks["cells"].get(row["id"]) for marks in values]
        counts = [given.count(column["id"]) for column in design["columns"]]
        counted.append(row | {"n": sum(counts), "counts": counts})
    return {"n": len(values), "rows": counted}


def columns(design):
    """A column for each row of the table."""
    return [row["label"] for row in design["rows"]]


def cells(design, marks):
    """The label that each row was marked with."""
    known = _labels(design, "columns")
    return [known.get(marks["cells"].get(row["id"]), "") for row in design["rows"]]


def figures(design, summary):
    """How many marked each cell."""
    heads = [column["label"] for column in design["columns"]]
    marked = [(row["label"], zip(heads, row["counts"], strict=True)) for row in summary["rows"]]
    return [(label, head, count) for label, counts in marked for head, count in counts]


def keys(design, marks):
    """The marked cells."""
    return [f"{row}:{column}" for row, column in marks["cells"].items()]


def posted(design, typed):
    """An answer as the form sends it."""
    return {"cells": {row["id"]: typed.get(f"cell-{row['id']}", "") for row in design["rows"]}}


def raw(design, marks, texts):
    """An answer as it was sent."""
    return {"cells": marks["cells"]}


def shown(design, raw):
    """The rows, each with its columns and whether the mark is there; and those that still have none."""
    given = raw.get("cells", {})
    rows = [
        row | {"cells": [column | {"on": given.get(row["id"]) == column["id"]} for column in design["columns"]]}
        for row in design["rows"]
    ]
    missing = [row["label"] for row in design["rows"] if not given.get(row["id"])] if any(given.values()) else []
    return {"rows": rows, "columns": design["columns"], "missing": missing}


def drawn(design, summary, words):
    """The rows, each cell with its count and how dark it is."""
    rows = [
        row | {"cells": [
            {"key": f"{row['id']}:{column['id']}", "count": count, "dark": -(-4 * count // row["n"]) if count else 0}
            for column, count in zip(design["columns"], row["counts"], strict=True)
        ]}
        for row in summary["rows"]
    ]  # fmt: skip
    return {"rows": rows, "columns": design["columns"]}


def _labels(design, name):
    return {one["id"]: one["label"] for one in design[name]}
