"""The design of a survey changed part by part: sections, items and branches added, moved, taken out; pure.

Each function gives a new design and leaves the old one alone; whether the new one may stand, its command says.
"""

from copy import deepcopy
from itertools import count

from advisory.refusals import Absent


def section_of(design, key):
    """One section by its id, or Absent."""
    found = next((one for one in design["sections"] if one["id"] == key), None)
    if found is None:
        raise Absent
    return found


def item_of(design, key):
    """One item by its id with the section that it stands in, or Absent."""
    for section in design["sections"]:
        for item in section["items"]:
            if item["id"] == key:
                return section, item
    raise Absent


def with_section(design, words, key=""):
    """A section put at the end, or one worded anew."""
    new = deepcopy(design)
    if key:
        section_of(new, key).update(words)
    else:
        taken = {one["id"] for one in new["sections"]}
        new["sections"].append({"id": _fresh("s", taken), **words, "items": [], "rules": [], "next": ""})
    return new


def with_item(design, section, item, key=""):
    """An item put at the end of a section, or one that is there set up anew."""
    new = deepcopy(design)
    if not key:
        taken = {one["id"] for part in new["sections"] for one in part["items"]}
        section_of(new, section)["items"].append({"id": _fresh("q", taken), **item})
        return new
    item_of(new, key)[1].update(item)
    return new


def with_rule(design, section, rule):
    """One more branch at the end of a section."""
    new = deepcopy(design)
    section_of(new, section)["rules"].append(rule)
    return new


def without_rule(design, section, place):
    """The branches of a section without one of them."""
    new = deepcopy(design)
    rules = section_of(new, section)["rules"]
    found = next((at for at, _ in enumerate(rules) if str(at) == place), None)
    if found is None:
        raise Absent
    del rules[found]
    return new


def removed(design, key):
    """A section or an item taken out, and with it the branches that begin or end there."""
    new = deepcopy(design)
    row, place = _place(new, key)
    gone = {key} | {item["id"] for item in row[place].get("items", ())}
    del row[place]
    for section in new["sections"]:
        section["rules"] = [rule for rule in section["rules"] if not gone & {rule["item"], rule["to"]}]
        section["next"] = "" if section["next"] in gone else section["next"]
    return new


def raised(design, key):
    """A section or an item one place up."""
    return _moved(design, key, -1)


def lowered(design, key):
    """A section or an item one place down."""
    return _moved(design, key, 1)


def _moved(design, key, step):
    new = deepcopy(design)
    row, place = _place(new, key)
    if 0 <= place + step < len(row):
        row.insert(place + step, row.pop(place))
    return new


def _place(design, key):
    for row in (design["sections"], *(section["items"] for section in design["sections"])):
        for place, one in enumerate(row):
            if one["id"] == key:
                return row, place
    raise Absent


def _fresh(letter, taken):
    return next(key for number in count(1) if (key := f"{letter}{number}") not in taken)


EDITS = {"up": raised, "down": lowered, "out": removed, "unbranch": without_rule}
