"""Points to distribute among options: all of them, and not one more."""

from advisory.refusals import Invalid
from discussions.answering.reading import mapping, number, options, plain, wrong
from discussions.tally import median

NAME, LABEL, ICON = "points", "Points", "chart"
MOST = 1_000


def checked_design(raw):
    """{"options", "total"}."""
    raw = mapping(raw, "design")
    return {"options": options(raw.get("options")), "total": number(raw.get("total") or 100, "total", 2, MOST)}


def checked_value(design, raw):
    """{"points": {id: whole number}}; together they are the total, what is left out has none."""
    known, total = _labels(design), design["total"]
    given = mapping(raw.get("points") or {}, "points")
    if set(given) - set(known):
        raise wrong("points", "Give points to the options of this question.")
    points = {key: _whole(given.get(key), label, total) for key, label in known.items()}
    left = total - sum(points.values())
    if left:
        told = f"{left} of {total} points are left. Give them all." if left > 0 else f"{-left} points are too many."
        raise wrong("points", told)
    return {"points": points}, {}


def _whole(raw, label, total):
    if raw in (None, ""):
        return 0
    try:
        return number(raw, "points", 0, total)
    except Invalid as refusal:
        raise wrong("points", f"{label}: write a whole number from 0 to {total}.") from refusal


def slots(design, marks):
    """Nothing is typed but the reason."""
    return {}


def said(design, marks):
    """The options that got any."""
    return "; ".join(
        f"{label} {marks['points'][key]}" for key, label in _labels(design).items() if marks["points"][key]
    )


def summary(design, values):
    """{"n", "total", "options": [{"id", "label", "median", "least", "most", "values"}]}: values ascending."""
    told = []
    for key, label in _labels(design).items():
        given = sorted(marks["points"][key] for marks in values)
        ends = {"least": given[0] if given else None, "most": given[-1] if given else None}
        told.append({"id": key, "label": label, "median": median(given), **ends, "values": given})
    return {"n": len(values), "total": design["total"], "options": told}


def columns(design):
    """A column for each option."""
    return list(_labels(design).values())


def cells(design, marks):
    """The points of each option."""
    return [marks["points"][key] for key in _labels(design)]


def figures(design, summary):
    """What each option was given: median, least and most."""
    names = {"median": "Median", "least": "Least", "most": "Most"}
    return [(one["label"], label, one[name]) for one in summary["options"] for name, label in names.items()]


def keys(design, marks):
    """What each option was given."""
    return [f"{key}:{points}" for key, points in marks["points"].items()]


def posted(design, typed):
    """An answer as the form sends it."""
    return {"points": {key: typed.get(f"points-{key}", "") for key in _labels(design)}}


def raw(design, marks, texts):
    """An answer as it was sent."""
    return {"points": marks["points"]}


def shown(design, raw):
    """The options with their points, and how many are left."""
    typed = raw.get("points", {})
    rows = [{"id": key, "label": label, "points": typed.get(key, "")} for key, label in _labels(design).items()]
    typed = [str(row["points"]) for row in rows]
    given = sum(int(one) for one in typed if one.isdecimal() and len(one) < len(str(MOST)) + 1)
    return {"rows": rows, "total": design["total"], "given": given, "left": design["total"] - given}


def drawn(design, summary, words):
    """The options by their median: a band from the lowest to the highest, and a tick for every number given."""
    total = summary["total"]
    rows = [
        one | {
            "told": plain(one["median"]), "x": one["least"], "width": one["most"] - one["least"],
            "ticks": [{"key": f"{one['id']}:{value}", "x": value} for value in sorted(set(one["values"]))],
        }
        for one in summary["options"] if one["values"]
    ]  # fmt: skip
    rows.sort(key=lambda row: (-row["median"], row["label"]))
    return {"rows": rows, "total": total, "thin": round(total / 90, 2), "thick": round(total / 45, 2)}


def _labels(design):
    return {one["id"]: one["label"] for one in design["options"]}
