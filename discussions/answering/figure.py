"""Points or regions marked on a figure, each with a comment; places are percent from the left and from the top."""

from advisory.refusals import Invalid
from discussions.answering.reading import line, mapping, number, plain, several, wrong

NAME, LABEL, ICON = "figure", "Mark a figure", "image"
MOST = 10
NEAR = 8  # percent: marks as near as this to one another are told together
PLOT = {"width": 420, "height": 260}


def checked_design(raw):
    """{"most", "regions", "image", "width", "height", "alt"}: without an image the question's own figure is marked."""
    raw = mapping(raw, "design")
    image = raw.get("image") or None
    size = {name: number(raw.get(name), name, 1, 100_000) for name in PLOT} if image else dict(PLOT)
    alt = line(raw.get("alt"), "alt", empty=True)
    most = number(raw.get("most") or 3, "most", 1, MOST)
    return {"most": most, "regions": bool(raw.get("regions")), "image": image, **size, "alt": alt}


def checked_value(design, raw):
    """{"marks": [{"x", "y", "note"}]}, with regions also "w" and "h"; none of them outside the figure."""
    given = [mapping(one, "marks") for one in several(raw.get("marks"), "marks")]
    given = [one for one in given if any(one.get(name) not in (None, "") for name in ("x", "y", "note"))]
    if not given:
        raise wrong("marks", "Place at least one mark.")
    if len(given) > design["most"]:
        raise wrong("marks", f"Place at most {design['most']} mark{'s' if design['most'] > 1 else ''}.")
    marks = [_mark(design, one, place) for place, one in enumerate(given, start=1)]
    notes = {str(place): line(one.get("note"), "marks", empty=True) for place, one in enumerate(given, start=1)}
    return {"marks": marks}, notes


def _mark(design, one, place):
    names = ("x", "y", "w", "h") if design["regions"] and one.get("w") and one.get("h") else ("x", "y")
    try:
        kept = {name: round(number(one.get(name), "marks", 0, 100, whole=False), 1) for name in names}
    except Invalid as refusal:
        words = f"Mark {place}: place it on the figure, 0 to 100 percent from the left and from the top."
        raise wrong("marks", words) from refusal
    if "w" in kept and (kept["x"] + kept["w"] > 100 or kept["y"] + kept["h"] > 100):
        raise wrong("marks", f"Mark {place}: the region leaves the figure. Make it smaller.")
    return kept


def slots(design, marks):
    """A comment on each mark."""
    return {str(place): f"Mark {place}" for place, _ in enumerate(marks["marks"], start=1)}


def said(design, marks):
    """Where the marks are."""
    told = (f"{plain(one['x'])} % from the left, {plain(one['y'])} % from the top" for one in marks["marks"])
    return "; ".join(f"Mark {place}: {where}" for place, where in enumerate(told, start=1))


def summary(design, values):
    """{"n", "marks": [{"x", "y", "w"?, "h"?}], "clusters": [{"x", "y", "count"}]}: the largest cluster first."""
    marks = sorted((one for value in values for one in value["marks"]), key=lambda one: sorted(one.items()))
    clusters = []
    for x, y in sorted(map(_centre, marks)):
        near = next((one for one in clusters if _apart(one, x, y) <= NEAR), None)
        if near is None:
            clusters.append({"x": x, "y": y, "count": 1})
            continue
        count = near["count"]
        near |= {"x": (near["x"] * count + x) / (count + 1), "y": (near["y"] * count + y) / (count + 1)}
        near["count"] += 1
    clusters = [one | {"x": round(one["x"], 1), "y": round(one["y"], 1)} for one in clusters]
    return {"n": len(values), "marks": marks, "clusters": sorted(clusters, key=lambda one: (-one["count"], one["x"]))}


def _centre(one):
    return one["x"] + one.get("w", 0) / 2, one["y"] + one.get("h", 0) / 2


def _apart(one, x, y):
    return ((one["x"] - x) ** 2 + (one["y"] - y) ** 2) ** 0.5


def columns(design):
    """The place of each mark."""
    names = ("x", "y", "width", "height") if design["regions"] else ("x", "y")
    return [f"Mark {place}, {name} %" for place in range(1, design["most"] + 1) for name in names]


def cells(design, marks):
    """Percent from the left and the top, and where there are regions their size; nothing where there is no mark."""
    names = ("x", "y", "w", "h") if design["regions"] else ("x", "y")
    given = [*marks["marks"], *[{}] * (design["most"] - len(marks["marks"]))]
    return [one.get(name, "") for one in given for name in names]


def figures(design, summary):
    """Where marks lie close together: the middle of each place in percent, and how many."""
    names = {"x": "From the left, %", "y": "From the top, %", "count": "Marks"}
    told = enumerate(summary["clusters"], start=1)
    return [(f"Place {place}", label, one[name]) for place, one in told for name, label in names.items()]


def keys(design, marks):
    """The places of one's own marks."""
    return [_key(one) for one in marks["marks"]]


def _key(one):
    return ":".join(f"{one[name]:g}" for name in ("x", "y", "w", "h") if name in one)


def posted(design, typed):
    """An answer as the form sends it."""
    names = ("x", "y", "w", "h", "note")
    return {"marks": [{name: typed.get(f"{name}-{n}", "") for name in names} for n in range(1, design["most"] + 1)]}


def raw(design, marks, texts):
    """An answer as it was sent."""
    return {"marks": [one | {"note": texts.get(str(n), "")} for n, one in enumerate(marks["marks"], start=1)]}


def shown(design, raw):
    """As many marks as there may be, those that are placed first."""
    given = [*raw.get("marks", []), *[{}] * design["most"]][: design["most"]]
    rows = [{"n": n, **{name: one.get(name, "") for name in ("x", "y", "w", "h", "note")}}
            for n, one in enumerate(given, start=1)]  # fmt: skip
    return {"rows": rows, **design}


def drawn(design, summary, words):
    """Clusters and single marks in the figure's own units, and the comments that can be read."""
    wide, high = design["width"] / 100, design["height"] / 100
    n = max(summary["n"], 1)
    spots = [
        {"x": round(one["x"] * wide, 1), "y": round(one["y"] * high, 1), "count": one["count"],
         "size": round(design["width"] * (0.02 + 0.05 * min(one["count"] / n, 1) ** 0.5), 1)}
        for one in summary["clusters"]
    ]  # fmt: skip
    pins = [{"key": _key(one), "x": round(_centre(one)[0] * wide, 1), "y": round(_centre(one)[1] * high, 1),
             "box": _box(one, wide, high)} for one in _once(summary["marks"])]  # fmt: skip
    notes = [{"where": _where(marks, slot), "text": text} for marks, texts in words
             for slot, text in sorted(texts.items()) if slot != "reason"]  # fmt: skip
    return {"spots": spots, "pins": pins, "notes": sorted(notes, key=lambda one: one["text"]),
            "marks": len(summary["marks"]), "dot": round(design["width"] / 70, 1), **design}  # fmt: skip


def _once(marks):
    return list({_key(one): one for one in marks}.values())


def _box(one, wide, high):
    if "w" not in one:
        return None
    return {"x": round(one["x"] * wide, 1), "y": round(one["y"] * high, 1),
            "width": round(one["w"] * wide, 1), "height": round(one["h"] * high, 1)}  # fmt: skip


def _where(marks, slot):
    one = marks["marks"][int(slot) - 1]
    return f"{plain(one['x'])} %, {plain(one['y'])} %"
