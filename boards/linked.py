"""What a point of an agenda may lead to: the apps above name their questions, documents and polls."""

from collections.abc import Callable
from dataclasses import dataclass

SORTS = {}


@dataclass(frozen=True)
class Sort:
    """One sort of thing: `offered(member)` gives [(id, words)] to choose from, `shown(member, ids)` {id: (words, url)}.

    Both as that member may know the things now; what they may not know of is left out.
    """

    name: str
    label: str
    offered: Callable
    shown: Callable


def linked_by(*sorts):
    """Add an app's sorts of things."""
    for sort in sorts:
        if sort.name in SORTS:
            raise ValueError(f"{sort.name} stands twice")
        SORTS[sort.name] = sort


def offered_to(member):
    """Everything that a member may link, as the groups of a list: [(label, [("question:<id>", words)])]."""
    groups = [(sort.label, [(f"{sort.name}:{key}", words) for key, words in sort.offered(member)])
              for sort in SORTS.values()]  # fmt: skip
    return [group for group in groups if group[1]]


def shown_to(member, items):
    """Where the links of some points lead, for one member: {item's id: (words, url)}."""
    found = {}
    for name in sorted({item.link for item in items if item.link in SORTS}):
        mine = [item for item in items if item.link == name]
        shown = SORTS[name].shown(member, {item.linked for item in mine})
        found |= {item.pk: shown[item.linked] for item in mine if item.linked in shown}
    return found
