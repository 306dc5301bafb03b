"""One or several of some options, and where it is offered another in one's own words."""

from discussions.answering.reading import line, mapping, number, one_of, options, several, wrong

NAME, LABEL, ICON = "choice", "Choice", "list"
OTHER = "other"


def checked_design(raw):
    """{"options", "many", "other", "most"}: `most` is how many may be chosen."""
    raw = mapping(raw, "design")
    found = options(raw.get("options"))
    many, other = bool(raw.get("many")), bool(raw.get("other"))
    count = len(found) + other
    most = number(raw.get("most") or count, "most", 2, max(count, 2)) if many else 1
    return {"options": found, "many": many, "other": other, "most": min(most, count)}


def checked_value(design, raw):
    """{"chosen": [ids], "other"}: at least one, without `many` exactly one."""
    known = _labels(design)
    given = several(raw.get("chosen"), "chosen")
    chosen = {one_of(one, known, "chosen", "Choose among the options.") for one in given}
    other = line(raw.get(OTHER), OTHER, empty=True) if design["other"] else ""
    if other and not chosen:
        chosen = {OTHER}
    _check(design, chosen, other)
    return {"chosen": [key for key in known if key in chosen]}, {OTHER: other}


def _check(design, chosen, other):
    if not chosen:
        raise wrong("chosen", "Choose one of the options." if not design["many"] else "Choose at least one option.")
    if len(chosen) > design["most"]:
        told = "Choose one option only." if design["most"] == 1 else f"Choose at most {design['most']} options."
        raise wrong("chosen", told)
    if OTHER in chosen and not other:
        raise wrong(OTHER, "Say what the other is.")
    if other and OTHER not in chosen:
        raise wrong(OTHER, "Choose “Other” as well, or empty its line.")


def slots(design, marks):
    """What the other is."""
    return {OTHER: "Other"} if OTHER in marks["chosen"] else {}


def said(design, marks):
    """The labels that were chosen."""
    known = _labels(design)
    return "; ".join(known[key] for key in marks["chosen"])


def summary(design, values):
    """{"n", "options": [{"id", "label", "count"}]}."""
    chosen = [key for marks in values for key in marks["chosen"]]
    counted = [{"id": key, "label": label, "count": chosen.count(key)} for key, label in _labels(design).items()]
    return {"n": len(values), "options": counted}


def columns(design):
    """A column for the choice; with several to choose one for each option."""
    return list(_labels(design).values()) if design["many"] else ["Choice"]


def cells(design, marks):
    """The label, or 1 and 0."""
    if not design["many"]:
        return [said(design, marks)]
    return [int(key in marks["chosen"]) for key in _labels(design)]


def figures(design, summary):
    """How often each option was chosen."""
    return [(one["label"], "Chosen", one["count"]) for one in summary["options"]]


def keys(design, marks):
    """The chosen options."""
    return list(marks["chosen"])


def posted(design, typed):
    """An answer as the form sends it."""
    return {"chosen": typed.getlist("chosen"), OTHER: typed.get(OTHER, "")}


def raw(design, marks, texts):
    """An answer as it was sent."""
    return {"chosen": marks["chosen"], OTHER: texts.get(OTHER, "")}


def shown(design, raw):
    """The options, each with whether it is chosen."""
    rows = [{"id": key, "label": label, "on": key in raw.get("chosen", ())} for key, label in _labels(design).items()]
    return {"rows": rows, "many": design["many"], "most": design["most"], "other": raw.get(OTHER, "")}


def drawn(design, summary, words):
    """A bar for each option; its own part is as wide as one answer."""
    return {"rows": summary["options"], "n": summary["n"]}


def _labels(design):
    known = {one["id"]: one["label"] for one in design["options"]}
    return known | {OTHER: "Other"} if design["other"] else known
