"""A number, with the unit in which it is meant."""

from discussions.answering.reading import line, mapping, number, plain, wrong
from discussions.answering.scale import middles
from discussions.tally import quartiles

NAME, LABEL, ICON = "number", "Number", "at"
FARTHEST = 10**12


def checked_design(raw):
    """{"unit", "least", "most", "whole"}: without bounds any number will do."""
    raw = mapping(raw, "design")
    bounds = {name: _bound(raw.get(name), name) for name in ("least", "most")}
    if None not in bounds.values() and bounds["least"] >= bounds["most"]:
        raise wrong("most", "The highest number has to be above the lowest.")
    return {"unit": line(raw.get("unit"), "unit", longest=40, empty=True), **bounds, "whole": bool(raw.get("whole"))}


def _bound(raw, field):
    return None if raw in (None, "") else number(raw, field, -FARTHEST, FARTHEST, whole=False)


def checked_value(design, raw):
    """{"number"}, within the bounds."""
    if raw.get("number") in (None, ""):
        raise wrong("number", "Write a number.")
    least = -FARTHEST if design["least"] is None else design["least"]
    most = FARTHEST if design["most"] is None else design["most"]
    found = number(raw["number"], "number", least, most, whole=design["whole"])
    return {"number": found if isinstance(found, int) else round(found, 6)}, {}


def slots(design, marks):
    """Nothing is typed but the reason."""
    return {}


def said(design, marks):
    """The number with its unit."""
    return f"{plain(marks['number'])} {design['unit']}".strip()


def summary(design, values):
    """{"n", "unit", "values" ascending, "median", "first", "third", "least", "most"}."""
    given = sorted(marks["number"] for marks in values)
    first, middle, third = quartiles(given) or (None, None, None)
    ends = {"least": given[0] if given else None, "most": given[-1] if given else None}
    return {"n": len(given), "unit": design["unit"], "values": given, "median": middle, "first": first,
            "third": third, **ends}  # fmt: skip


def columns(design):
    """The number, its unit in the head."""
    return [f"Number ({design['unit']})" if design["unit"] else "Number"]


def cells(design, marks):
    """The number."""
    return [marks["number"]]


def figures(design, summary):
    """The quartiles and the ends."""
    ends = [("Least", summary["least"]), ("Most", summary["most"])]
    return [(summary["unit"], name, value) for name, value in [*middles(summary), *ends]]


def keys(design, marks):
    """The number itself."""
    return [f"n{marks['number']}"]


def posted(design, typed):
    """An answer as the form sends it."""
    return {"number": typed.get("number", "")}


def raw(design, marks, texts):
    """An answer as it was sent."""
    return {"number": marks["number"]}


def shown(design, raw):
    """The field and its bounds in words."""
    bounds = [
        f"{word} {plain(design[name])}"
        for name, word in (("least", "from"), ("most", "to"))
        if design[name] is not None
    ]
    return {
        "number": raw.get("number", ""),
        "unit": design["unit"],
        "bounds": " ".join(bounds),
        "whole": design["whole"],
    }


def drawn(design, summary, words):
    """Every number as a dot on a line from the lowest to the highest, dots on one place above each other."""
    if not summary["n"]:
        return {"dots": [], "unit": design["unit"]}
    least, span = summary["least"], (summary["most"] - summary["least"]) or 1
    values = summary["values"]
    dots = [
        {
            "key": f"n{value}",
            "x": round(5 + 90 * (value - least) / span, 2),
            "size": min(1 + values.count(value), 5) / 2,
        }
        for value in sorted(set(values))
    ]
    band = {name: round(5 + 90 * (summary[name] - least) / span, 2) for name in ("first", "median", "third")}
    told = {f"{name}_told": plain(summary[name]) for name in ("least", "most", "median", "first", "third")}
    return {"dots": dots, "unit": design["unit"], **band, "wide": round(band["third"] - band["first"], 2), **told}
