"""An opinion map as a picture and a table: groups as shapes and letters, small groups not broken down (pure)."""

from discussions.tally import shown_groups

WIDE, HIGH, EDGE = 480, 300, 24
SHAPES = (
    ("circle", "M{x} {y}m-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0Z"),
    ("square", "M{x} {y}m-6.5-6.5h13v13h-13Z"),
    ("triangle", "M{x} {y}m0-8l8 14h-16Z"),
    ("diamond", "M{x} {y}m0-8l8 8l-8 8l-8-8Z"),
    ("cross", "M{x} {y}m-3-8h6v5h5v6h-5v5h-6v-5h-5v-6h5Z"),
)
OTHER = "M{x} {y}m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z"


def charted(found, texts):
    """What the page draws of an OpinionMap; texts: {statement's number: its words}.

    A group under the least size is neither drawn nor counted, and with it whatever would tell its counts.
    """
    sizes = {group.key: group.size for group in found.groups}
    shown = [] if found.caution else [one for one in found.groups if one.key in shown_groups(sizes)]
    place = _scaled(found.people)
    shapes = {group.key: number for number, group in enumerate(shown)}
    groups = [_group(group, number, place, texts) for number, group in enumerate(shown)]
    return {
        "people": len(found.people), "left_out": found.left_out, "caution": found.caution, "groups": groups,
        "hidden": 0 if found.caution else len(found.groups) - len(shown), "wide": WIDE, "high": HIGH,
        "points": [_point(one, shapes, place) for one in _by_place(found) if found.caution or one.group in shapes],
        "rows": [_row(one, found, shapes, texts) for one in found.statements],
        "told": bool(shown) and len(shown) == len(found.groups),
    }  # fmt: skip


def _by_place(found):
    """Everybody on the map as they lie on it: in the order of their keys the points would say whose they are."""
    return sorted(found.people, key=lambda one: (one.x, one.y))


def _scaled(people):
    """How a place of the map becomes one of the picture, the same scale both ways."""
    most = max((abs(value) for one in people for value in (one.x, one.y)), default=0) or 1

    def place(one):
        across, down = (WIDE / 2 - EDGE) / most, (HIGH / 2 - EDGE) / most
        scale = min(across, down) if people else 1
        return round(WIDE / 2 + one.x * scale, 1), round(HIGH / 2 - one.y * scale, 1)

    return place


def _point(person, shapes, place):
    number, (x, y) = shapes.get(person.group), place(person)
    path = OTHER if number is None else SHAPES[number][1]
    return {"d": path.format(x=x, y=y), "sort": "other" if number is None else f"g{number + 1}"}


def _group(group, number, place, texts):
    x, y = place(group)
    stands = [
        {"number": one.statement, "text": texts.get(one.statement, ""), "side": one.side, "count": one.count,
         "seen": one.seen}
        for one in group.representative
    ]  # fmt: skip
    name, path = SHAPES[number]
    letter = chr(ord("A") + number)
    return {"letter": letter, "shape": name, "d": path.format(x=8, y=8), "sort": f"g{number + 1}", "size": group.size,
            "x": x, "y": y, "stands": stands}  # fmt: skip


def _row(one, found, shapes, texts):
    cells = [one.groups[at] for at, group in enumerate(found.groups) if group.key in shapes]
    return {"number": one.key, "text": texts.get(one.key, ""), "votes": one.votes, "cells": cells,
            "consensus": one.consensus}  # fmt: skip
