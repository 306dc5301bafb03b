"""Where a survey leads: after each section the first rule that holds, else the section that follows; pure.

A checked design never leads in a circle: what it can lead to is looked at, not what people answer.
"""

from discussions.answering.reading import mapping, number, one_of, several, wrong

END = "end"
MOST_RULES = 20
IS, HAS, LEAST = "is", "has", "least"
OPERATORS = {IS: "is", HAS: "contains", LEAST: "is at least"}
NUMBERS = {"scale": "rating", "nps": "rating", "number": "number"}


def path(design, values):
    """The sections that a person with these answers meets, in their order; answers of other sections do not lead."""
    sections, kinds, met, found = _by_id(design), _kinds(design), {}, []
    at = design["sections"][0]["id"]
    while at != END and at not in found:
        found.append(at)
        met |= {item["id"]: values[item["id"]] for item in sections[at]["items"] if item["id"] in values}
        at = _following(sections, at, met, kinds)
    return found


def counted(design, values):
    """Those answers that stand in sections a person with them meets."""
    met, sections = path(design, values), _by_id(design)
    on_path = {item["id"] for key in met for item in sections[key]["items"]}
    return {key: value for key, value in values.items() if key in on_path}


def checked_rules(raw, sections):
    """Rules of a section as they are kept; a rule that asks or leads anywhere unknown is refused by its place."""
    given = several(raw.get("rules"), "rules")
    if len(given) > MOST_RULES:
        raise wrong("rules", f"{len(given)} rules are too many: write up to {MOST_RULES}.")
    return [_rule(mapping(one, "rules"), place, sections) for place, one in enumerate(given, start=1)]


def checked_lead(raw, sections):
    """Where a section leads when no rule holds: a section, the end, or "" for the one that follows."""
    to = raw.get("next") or ""
    return to if to == "" else one_of(to, _targets(sections), "next", "Choose a section of this survey, or its end.")


def _rule(raw, place, sections):
    items = {item["id"]: item for section in sections for item in section["items"]}
    words = f"Rule {place}: choose an item of this survey."
    item = items[one_of(raw.get("item"), items, "rules", words)]
    known = operators(item["kind"])
    if not known:
        raise wrong("rules", f"Rule {place}: “{item['label']}” is not of a kind that can lead anywhere.")
    op = one_of(raw.get("op"), known, "rules", f"Rule {place}: choose {', '.join(OPERATORS[one] for one in known)}.")
    to = one_of(raw.get("to"), _targets(sections), "rules", f"Rule {place}: choose a section of this survey, or end.")
    return {"item": item["id"], "op": op, "value": _value(item, raw.get("value"), place), "to": to}


def operators(kind):
    """By which operators answers of a kind can lead; none where they cannot."""
    if kind == "choice":
        return (IS, HAS)
    return (IS, LEAST) if kind in NUMBERS else ()


def _value(item, raw, place):
    design = item["design"]
    if item["kind"] == "choice":
        known = {one["id"] for one in design["options"]} | ({"other"} if design["other"] else set())
        return one_of(raw, known, "rules", f"Rule {place}: choose an option of “{item['label']}”.")
    low, high = design.get("low"), design.get("high")
    if item["kind"] == "number":
        low, high = -(10**12), 10**12
    return number(raw, "rules", low, high, whole=item["kind"] != "number")


def loop(design):
    """The sections of a way that leads back to where it began, in its order; nothing where there is none."""
    leads, seen = {key: leads_to(design, key) for key in _by_id(design)}, {}

    def walk(key, trail):
        if key in trail:
            return trail[trail.index(key) :]
        if key == END or key in seen:
            return []
        found = next(filter(None, (walk(to, [*trail, key]) for to in leads[key])), [])
        seen[key] = True
        return found

    return next(filter(None, (walk(key, []) for key in leads)), [])


def unreachable(design):
    """The sections that no answers lead to."""
    met, waiting = set(), [design["sections"][0]["id"]]
    while waiting:
        key = waiting.pop()
        if key != END and key not in met:
            met.add(key)
            waiting += leads_to(design, key)
    return [key for key in _by_id(design) if key not in met]


def met_by_all(design):
    """The sections that everybody meets, whatever they answer: without one of them nobody reaches the end."""
    return {key for key in _by_id(design) if not _ends_without(design, key)}


def leads_to(design, key):
    """Where a section can lead: by its rules, and when none of them holds."""
    sections = _by_id(design)
    return [*dict.fromkeys([*(rule["to"] for rule in sections[key]["rules"]), _otherwise(sections, key)])]


def premature(design):
    """Rules that ask for an answer which nobody can have given by then: [(section, item)]."""
    homes = {item["id"]: section["id"] for section in design["sections"] for item in section["items"]}
    asked = [(section["id"], rule["item"]) for section in design["sections"] for rule in section["rules"]]
    return [(key, item) for key, item in asked if key not in _from(design, homes[item])]


def _from(design, key):
    """A section, and all that may come after it."""
    met, waiting = set(), [key]
    while waiting:
        at = waiting.pop()
        if at != END and at not in met:
            met.add(at)
            waiting += leads_to(design, at)
    return met


def _ends_without(design, left_out):
    met, waiting = {left_out}, [design["sections"][0]["id"]]
    while waiting:
        at = waiting.pop()
        if at == END:
            return True
        if at not in met:
            met.add(at)
            waiting += leads_to(design, at)
    return False


def _following(sections, key, values, kinds):
    rules = sections[key]["rules"]
    held = (rule["to"] for rule in rules if _holds(rule, kinds[rule["item"]], values.get(rule["item"])))
    return next(held, _otherwise(sections, key))


def _otherwise(sections, key):
    order = [*sections, END]
    return sections[key]["next"] or order[order.index(key) + 1]


def _holds(rule, kind, marks):
    if marks is None or "outside" in marks:
        return False
    if kind == "choice":
        chosen = marks["chosen"]
        return chosen == [rule["value"]] if rule["op"] == IS else rule["value"] in chosen
    given = marks[NUMBERS[kind]]
    return given == rule["value"] if rule["op"] == IS else given >= rule["value"]


def _targets(sections):
    return {section["id"] for section in sections} | {END}


def _by_id(design):
    return {section["id"]: section for section in design["sections"]}


def _kinds(design):
    return {item["id"]: item["kind"] for section in design["sections"] for item in section["items"]}
