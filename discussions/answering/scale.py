"""A rating on a scale whose ends have names."""

from discussions.answering.reading import line, mapping, number, wrong
from discussions.tally import distribution, quartiles

NAME, LABEL, ICON = "scale", "Scale", "scale"
SCALES = {"1-5": (1, 5), "1-7": (1, 7), "1-9": (1, 9), "0-10": (0, 10)}
MOST_DOTS = 8  # in a column; above, a bar
ENDS = ("low_label", "middle_label", "high_label")


def checked_design(raw):
    """{"low", "high", and the labels of the ends and the middle}; `scale` is one of 1-5, 1-7, 1-9 and 0-10."""
    raw = mapping(raw, "design")
    scale = str(raw.get("scale") or f"{raw.get('low', 1)}-{raw.get('high', 9)}")
    if scale not in SCALES:
        raise wrong("scale", f"Choose one of {', '.join(SCALES)}.")
    low, high = SCALES[scale]
    return {"low": low, "high": high} | {name: line(raw.get(name), name, longest=40, empty=True) for name in ENDS}


def checked_value(design, raw):
    """{"rating": a whole number of the scale}."""
    if raw.get("rating") in (None, ""):
        raise wrong("rating", "Choose a number.")
    return {"rating": number(raw["rating"], "rating", design["low"], design["high"])}, {}


def slots(design, marks):
    """Nothing is typed but the reason."""
    return {}


def said(design, marks):
    """The rating, with the end that it stands at."""
    rating = marks["rating"]
    label = {design["low"]: design["low_label"], design["high"]: design["high_label"]}.get(rating)
    return f"{rating} on {design['low']} to {design['high']}" + (f" ({label})" if label else "")


def summary(design, values):
    """{"n", "counts", "median", "first", "third"}: counts from the lowest rating up, the quartiles between them."""
    ratings = [marks["rating"] for marks in values]
    first, middle, third = quartiles(ratings) or (None, None, None)
    counts = list(distribution(ratings, design["low"], design["high"]))
    return {"n": len(ratings), "counts": counts, "median": middle, "first": first, "third": third}


def columns(design):
    """The rating."""
    return ["Rating"]


def cells(design, marks):
    """The rating."""
    return [marks["rating"]]


def figures(design, summary):
    """How many gave each rating, and the quartiles."""
    rated = [(f"Rated {value}", count) for value, count in enumerate(summary["counts"], start=design["low"])]
    return [("", name, value) for name, value in [*rated, *middles(summary)]]


def middles(summary):
    """The quartiles by what they are called."""
    names = {"median": "Median", "first": "First quartile", "third": "Third quartile"}
    return [(label, summary[name]) for name, label in names.items()]


def keys(design, marks):
    """Its place on the scale."""
    return [str(marks["rating"])]


def posted(design, typed):
    """An answer as the form sends it."""
    return {"rating": typed.get("rating", "")}


def raw(design, marks, texts):
    """An answer as it was sent."""
    return {"rating": marks["rating"]}


def shown(design, raw):
    """The buttons, each with whether it is pressed."""
    values = range(design["low"], design["high"] + 1)
    rows = [{"value": value, "on": str(value) == str(raw.get("rating"))} for value in values]
    return {"rows": rows, "count": len(rows), **{name: design[name] for name in ENDS}}


def drawn(design, summary, words):
    """A column for each rating: dots, or a bar where they would be too many; whether the middle half covers it."""
    counts, n = summary["counts"], summary["n"]
    most = max(counts, default=0)
    rows = [
        {
            "value": design["low"] + place, "count": count,
            "dots": range(count) if most <= MOST_DOTS else (),
            "bar": _high(count, most), "top": 60 - _high(count, most),
            "inside": n and summary["first"] <= design["low"] + place <= summary["third"],
            "middle": n and abs(design["low"] + place - summary["median"]) < 0.75,
        }
        for place, count in enumerate(counts)
    ]  # fmt: skip
    told = {name: f"{summary[name]:g}" if n else "" for name in ("median", "first", "third")}
    return {"rows": rows, "count": len(rows), "bars": most > MOST_DOTS, **told, **{name: design[name] for name in ENDS}}


def _high(count, most):
    return round(60 * count / most) if most else 0
