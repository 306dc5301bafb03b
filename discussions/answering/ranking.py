"""Options put in order; what one would skip stands below a line."""

from discussions.answering.reading import mapping, number, one_of, options, several, wrong
from discussions.rankings import side_by_side

NAME, LABEL, ICON = "ranking", "Ranking", "rank"
COUNTS = {"borda": "Average place (Borda)", "schulze": "One to one (Schulze)", "runoff": "Instant run-off"}
WIDEST = 10  # the radius of the dot of everybody


def checked_design(raw):
    """{"options", "skip"}: `skip` says that some may be left out."""
    raw = mapping(raw, "design")
    return {"options": options(raw.get("options")), "skip": bool(raw.get("skip", True))}


def checked_value(design, raw):
    """{"ranked": [ids best first]}, or {"places": {id: place}} where a place that is left empty skips."""
    known = _labels(design)
    ranked = several(raw.get("ranked"), "ranked") if "places" not in raw else _in_order(raw["places"], known)
    for key in ranked:
        one_of(key, known, "ranked", "Rank the options of this question.")
    if len(set(ranked)) < len(ranked):
        raise wrong("ranked", "An option can have one place only.")
    if not ranked:
        raise wrong("ranked", "Give at least one option a place.")
    left = [label for key, label in known.items() if key not in ranked]
    if left and not design["skip"]:
        raise wrong("ranked", f"Give every option a place; {left[0]} has none.")
    return {"ranked": list(ranked)}, {}


def _in_order(places, known):
    given = {key: place for key, place in mapping(places, "places").items() if place not in ("", None)}
    for key in given:
        one_of(key, known, "ranked", "Rank the options of this question.")
    taken = {key: number(place, "ranked", 1, len(known)) for key, place in given.items()}
    for key, place in taken.items():
        same = next((other for other, one in taken.items() if one == place and other != key), None)
        if same:
            raise wrong("ranked", f"{known[key]} and {known[same]} share place {place}. Give each its own.")
    return sorted(taken, key=taken.get)


def slots(design, marks):
    """Nothing is typed but the reason."""
    return {}


def said(design, marks):
    """The order, numbered."""
    known = _labels(design)
    order = "; ".join(f"{place}. {known[key]}" for place, key in enumerate(marks["ranked"], start=1))
    rest = [label for key, label in known.items() if key not in marks["ranked"]]
    return order + (f"; not ranked: {', '.join(rest)}" if rest else "")


def summary(design, values):
    """{"n", "options": [{"id", "label", "places", "skipped"}], "borda", "schulze", "runoff", "differ", "sentence"}.

    `places` counts from the first place down; each way of counting is its order as lists of ids, tied ones together.
    """
    known, ballots = _labels(design), [marks["ranked"] for marks in values]
    placed = []
    for key, label in known.items():
        places = [sum(len(one) > place and one[place] == key for one in ballots) for place in range(len(known))]
        placed.append({"id": key, "label": label, "places": places, "skipped": len(ballots) - sum(places)})
    sides = side_by_side(ballots, known, known)
    orders = {name: [list(tied) for tied in getattr(sides, name).order] for name in COUNTS}
    return {"n": len(values), "options": placed, **orders, "differ": sides.differ, "sentence": sides.sentence}


def columns(design):
    """A column for each option."""
    return [one["label"] for one in design["options"]]


def cells(design, marks):
    """The place of each option; nothing where it was skipped."""
    places = {key: place for place, key in enumerate(marks["ranked"], start=1)}
    return [places.get(one["id"], "") for one in design["options"]]


def figures(design, summary):
    """How many put each option on each place, its place in each way of counting, and what that says."""
    places = [
        (one["label"], f"Place {place}", count)
        for one in summary["options"] for place, count in enumerate(one["places"], start=1)
    ]  # fmt: skip
    skipped = [(one["label"], "Not ranked", one["skipped"]) for one in summary["options"]]
    known = _labels(design)
    orders = [
        (known[key], label, 1 + sum(map(len, summary[name][:tier])))
        for name, label in COUNTS.items() for tier, tied in enumerate(summary[name]) for key in tied
    ]  # fmt: skip
    return [*places, *skipped, *orders, ("", "In a sentence", summary["sentence"])]


def keys(design, marks):
    """The place of each option; 0 for those that were skipped."""
    places = {key: place for place, key in enumerate(marks["ranked"], start=1)}
    return [f"{one['id']}:{places.get(one['id'], 0)}" for one in design["options"]]


def posted(design, typed):
    """An answer as the form sends it."""
    return {"places": {one["id"]: typed.get(f"place-{one['id']}", "") for one in design["options"]}}


def raw(design, marks, texts):
    """An answer as the form sends it."""
    places = {key: str(place) for place, key in enumerate(marks["ranked"], start=1)}
    return {"places": {one["id"]: places.get(one["id"], "") for one in design["options"]}}


def shown(design, raw):
    """The options in the order of their places, each with the places to choose from."""
    typed = raw.get("places", {})
    places = [str(place) for place, _ in enumerate(design["options"], start=1)]
    rows = [one | {"place": str(typed.get(one["id"], ""))} for one in design["options"]]
    rows.sort(key=lambda one: places.index(one["place"]) if one["place"] in places else len(places))
    return {"rows": rows, "places": places, "skip": design["skip"], "begun": bool(typed)}


def drawn(design, summary, words):
    """The options by their average place, each with a dot for every place; the counts where they differ."""
    n, known = summary["n"], _labels(design)
    by_id = {one["id"]: one for one in summary["options"]}
    order = [key for tied in summary["borda"] for key in tied] or list(by_id)
    rows = [by_id[key] | {"dots": [_dot(by_id[key], place, n) for place in range(len(known))]} for key in order]
    counts = [
        {"label": label, "order": [" and ".join(known[key] for key in tied) for tied in summary[name]]}
        for name, label in COUNTS.items()
    ]
    told = {"differ": summary["differ"] and n, "sentence": summary["sentence"]}
    return {"rows": rows, "width": 30 * len(known), "counts": counts, "skip": design["skip"], **told}


def _dot(one, place, n):
    count = one["places"][place]
    size = 1.5 if not count else max(3, round(WIDEST * (count / n) ** 0.5, 1))
    return {"key": f"{one['id']}:{place + 1}", "count": count, "x": 15 + 30 * place, "size": size, "told": size >= 7}


def _labels(design):
    return {one["id"]: one["label"] for one in design["options"]}
