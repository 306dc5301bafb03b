"""A table to fill in: a line of words in each cell, and rows of one's own where they are offered."""

from collections import Counter

from discussions.answering.reading import line, mapping, options, several, wrong

NAME, LABEL, ICON = "table", "Table to fill in", "clip"
MOST_ADDED = 5


def checked_design(raw):
    """{"rows", "columns", "corner", "more"}: `more` lets people add up to five rows."""
    raw = mapping(raw, "design")
    return {
        "rows": options(raw.get("rows") or raw.get("options"), "options", least=1, letter="r"),
        "columns": options(raw.get("columns"), "columns", least=1, letter="c"),
        "corner": line(raw.get("corner"), "corner", longest=40, empty=True),
        "more": bool(raw.get("more")),
    }


def checked_value(design, raw):
    """{"cells": {row: {column: text}}, "added": [{"label", "cells"}]}; an empty cell says "not done"."""
    texts, known = {}, _columns(design)
    given = mapping(raw.get("cells") or {}, "cells")
    if set(given) - {row["id"] for row in design["rows"]}:
        raise wrong("cells", "Fill in the rows of this table.")
    for row in design["rows"]:
        texts |= _row(row["id"], given.get(row["id"]) or {}, known, row["label"])
    added = _added(design, raw)
    for place, one in enumerate(added, start=1):
        texts[f"+{place}"] = line(one.get("label"), "added", longest=80)
        texts |= _row(f"+{place}", one.get("cells") or {}, known, texts[f"+{place}"])
    texts = {slot: text for slot, text in texts.items() if text}
    if not texts:
        raise wrong("cells", "Fill in at least one cell.")
    return {"filled": [slot for slot in texts if "." in slot], "added": len(added)}, texts


def _row(row, given, known, label):
    if set(mapping(given, "cells")) - set(known):
        raise wrong("cells", f"{label}: fill in its columns.")
    return {f"{row}.{column}": line(given.get(column), "cells", longest=160, empty=True) for column in known}


def _added(design, raw):
    """The rows that somebody added; those that are empty all over are left out."""
    rows = [mapping(one, "added") for one in several(raw.get("added"), "added")] if design["more"] else []
    rows = [one for one in rows if one.get("label") or any(mapping(one.get("cells") or {}, "added").values())]
    if len(rows) > MOST_ADDED:
        raise wrong("added", f"At most {MOST_ADDED} rows can be added.")
    if any(not str(one.get("label") or "").strip() for one in rows):
        raise wrong("added", "Name each row that you add.")
    return rows


def slots(design, marks):
    """Every cell, by its column and row, and the rows that were added."""
    known = _columns(design)
    told = {f"{row['id']}.{column}": f"{label}, {row['label']}"
            for row in design["rows"] for column, label in known.items()}  # fmt: skip
    for place in range(1, marks["added"] + 1):
        told[f"+{place}"] = f"Added row {place}"
        told |= {f"+{place}.{column}": f"{label}, added row {place}" for column, label in known.items()}
    return told


def said(design, marks):
    """How much of it is filled in."""
    cells = len(design["rows"]) * len(design["columns"]) + marks["added"] * len(design["columns"])
    return f"{len(marks['filled'])} of {cells} cells filled in"


def summary(design, values):
    """{"n", "filled": {"row.column": count}, "added"}."""
    filled = Counter(slot for marks in values for slot in marks["filled"])
    known = [f"{row['id']}.{column}" for row in design["rows"] for column in _columns(design)]
    return {"n": len(values), "filled": {slot: filled[slot] for slot in known},
            "added": sum(marks["added"] for marks in values)}  # fmt: skip


def columns(design):
    """A column for each cell."""
    return [f"{row['label']}, {label}" for row in design["rows"] for label in _columns(design).values()]


def cells(design, marks):
    """Whether each cell is filled in; its words are in the post."""
    return [int(f"{row['id']}.{column}" in marks["filled"]) for row in design["rows"] for column in _columns(design)]


def figures(design, summary):
    """How many filled in each cell, and how many rows were added."""
    filled = zip(columns(design), summary["filled"].values(), strict=True)
    return [*((label, "Filled in", count) for label, count in filled), ("", "Rows added", summary["added"])]


def keys(design, marks):
    """The cells that are filled in."""
    return [slot.replace(".", ":") for slot in marks["filled"] if not slot.startswith("+")]


def posted(design, typed):
    """An answer as the form sends it."""
    known = _columns(design)
    cells = {row["id"]: {column: typed.get(f"cell-{row['id']}-{column}", "") for column in known}
             for row in design["rows"]}  # fmt: skip
    added = [
        {
            "label": typed.get(f"added-{n}", ""),
            "cells": {column: typed.get(f"added-{n}-{column}", "") for column in known},
        }
        for n in range(1, MOST_ADDED + 2)
    ]
    return {"cells": cells, "added": added}


def raw(design, marks, texts):
    """An answer as it was sent."""

    def row(key):
        return {column: texts.get(f"{key}.{column}", "") for column in _columns(design)}

    added = [{"label": texts.get(f"+{n}", ""), "cells": row(f"+{n}")} for n in range(1, marks["added"] + 1)]
    return {"cells": {one["id"]: row(one["id"]) for one in design["rows"]}, "added": added}


def shown(design, raw):
    """The rows with their cells, and where rows may be added one that is empty."""
    typed = raw.get("cells", {})
    rows = [one | {"cells": _typed(design, f"cell-{one['id']}", typed.get(one["id"], {}))} for one in design["rows"]]
    added = [one for one in raw.get("added", []) if one["label"] or any(one["cells"].values())]
    added = [*added, {"label": "", "cells": {}}][:MOST_ADDED] if design["more"] else []
    own = [
        {"name": f"added-{n}", "label": one["label"], "cells": _typed(design, f"added-{n}", one["cells"])}
        for n, one in enumerate(added, start=1)
    ]
    return {"rows": rows, "added": own, "columns": design["columns"], "corner": design["corner"], "most": MOST_ADDED}


def _typed(design, name, texts):
    return [one | {"name": f"{name}-{one['id']}", "text": texts.get(one["id"], "")} for one in design["columns"]]


def drawn(design, summary, words):
    """The most frequent entry of each cell: words of posts in sight, and empty cells as none."""
    rows = [
        row | {"cells": [_frequent(f"{row['id']}.{column}", summary, words) for column in _columns(design)]}
        for row in design["rows"]
    ]
    added = [
        texts[slot] for marks, texts in words for slot in sorted(texts) if slot.startswith("+") and "." not in slot
    ]
    return {"rows": rows, "columns": design["columns"], "corner": design["corner"], "added": added}


def _frequent(slot, summary, words):
    typed = [texts[slot] for _, texts in words if slot in texts]
    same = Counter(text.casefold() for text in typed)
    empty = summary["n"] - summary["filled"][slot]
    best, count = min(same.items(), key=lambda one: (-one[1], one[0]), default=("", 0))
    told = "" if empty >= count else min(text for text in typed if text.casefold() == best)
    key = slot.replace(".", ":")
    return {"key": key, "text": told, "count": empty if not told else count, "of": empty + len(typed)}


def _columns(design):
    return {one["id"]: one["label"] for one in design["columns"]}
