"""What finished sheets come to: item by item, whole or by groups that are large enough, and where people left; pure."""

from dataclasses import dataclass, field

from discussions.surveys.blocks import BLOCKS
from discussions.surveys.branching import counted, met_by_all, path
from discussions.surveys.design import items_of
from discussions.surveys.filling import NOT_MINE, is_outside
from discussions.tally import shown, shown_groups

MINIMUM = 5
UNANSWERED = "Not answered"
STAKEHOLDERS = "group"


@dataclass(frozen=True)
class Answers:
    """One finished sheet: the answers that count, the sections it met, what was typed, and a stakeholder group."""

    values: dict
    met: tuple
    texts: dict = field(default_factory=dict)
    group: str = ""
    who: str = ""


def answers_of(design, values, texts, **more):
    """A sheet as results take it; answers off its path, and what was typed with them, do not count."""
    values = counted(design, values)
    texts = {key: words for key, words in texts.items() if key in values}
    return Answers(values, tuple(path(design, values)), texts, **more)


@dataclass(frozen=True)
class Group:
    """How one group answered one item."""

    label: str
    n: int
    summary: dict


@dataclass(frozen=True)
class ItemResult:
    """How one item was answered: by `n` of the `met` who came to it, others said that it is not their field.

    `summary` is nothing where too few answered for it; `words` are what was typed, and beside no group.
    """

    item: dict
    section: dict
    met: int
    n: int
    outside: int
    summary: dict | None
    words: list
    groups: tuple = ()

    @property
    def kind(self):
        """The module of its kind."""
        return BLOCKS[self.item["kind"]]

    def drawn(self, summary):
        """A summary, of all or of a group, as its template takes it."""
        return self.kind.drawn(self.item["design"], summary, self.words if summary is self.summary else [])


def results_of(design, sheets, *, by="", fewest=MINIMUM):
    """Every item in the order of the survey; with `by` (an item's id, or "group") also by groups where they may be."""
    groups = grouped(design, sheets, by) if by else {}
    return [
        _result(section, item, sheets, (groups, fewest))
        for section in design["sections"] for item in section["items"]
    ]  # fmt: skip


def grouped(design, sheets, by):
    """Sheets by what they say to one item, or by stakeholder group; what did not say is a group too."""
    if by == STAKEHOLDERS:
        return _gathered(sheets, lambda one: one.group)
    item = items_of(design)[by]
    labels = {one["id"]: one["label"] for one in item["design"]["options"]} | {"other": "Other"}
    return _gathered(sheets, lambda one: _said(labels, one.values.get(by)))


def breakdowns(design, sheets):
    """By what results may be broken down: [(value, label)]; items that take one option, and stakeholder groups."""
    single = [one for one in items_of(design).values() if one["kind"] == "choice" and not one["design"]["many"]]
    known = [(STAKEHOLDERS, "Stakeholder group")] if len({one.group for one in sheets}) > 1 else []
    return [*known, *((one["id"], one["label"]) for one in single)]


def left_where(design, parts, met, *, fewest=MINIMUM):
    """Each section with how many reached it and how many left there; None where so few would tell their answers.

    A section that not everybody meets says by itself what was answered, so its counts are a breakdown: of all, and,
    since `met` says how many of those who finished came there, of those who left. That nobody left at the others would
    tell where a few did.
    """
    if fewest <= 1:
        return [_part(design, one, one["reached"], one["left"]) for one in parts]
    safe, gone = met_by_all(design), {one["id"]: one["left"] for one in parts}
    told, branching = shown_groups(gone, fewest), len(safe) < len(parts)
    if not branching or _enough(sum(gone.values()) - sum(gone[key] for key in told), fewest):
        told |= {key for key, left in gone.items() if not (branching and left)}
    rows = []
    for one in parts:
        apart = one["id"] in safe or _apart(one, parts, met[one["id"]], fewest)
        left = one["left"] if one["id"] in told else None
        rows.append(_part(design, one, one["reached"] if apart else None, left if apart else None))
    return rows


def _apart(one, parts, met, fewest):
    """Whether enough people, or none, stand on each side of a section: of all, and of those who left somewhere."""
    started, gone = max(part["reached"] for part in parts), sum(part["left"] for part in parts)
    sides = (started - one["reached"], one["reached"] - met, gone - one["reached"] + met)
    return shown(one["reached"], fewest) and all(_enough(count, fewest) for count in sides)


def _part(design, one, reached, left):
    titles = {section["id"]: section["title"] for section in design["sections"]}
    return {"id": one["id"], "title": titles[one["id"]], "reached": reached, "left": left}


def _enough(count, fewest):
    return count == 0 or count >= fewest


def _result(section, item, sheets, how):
    groups, fewest = how
    kind, key = BLOCKS[item["kind"]], item["id"]
    answered = [one for one in sheets if _answers(one, key)]
    enough = len(answered) >= fewest
    summary = kind.summary(item["design"], [one.values[key] for one in answered]) if enough else None
    typed = [(one.values[key], one.texts[key]) for one in answered if one.texts.get(key)]
    return ItemResult(
        item=item, section=section, met=_met(section, sheets), n=len(answered),
        outside=sum(1 for one in sheets if key in one.values and is_outside(one.values[key])),
        summary=summary, words=_in_no_order(typed) if shown(len(answered), MINIMUM) else [],
        groups=tuple(_groups(item, groups)) if enough else (),
    )  # fmt: skip


def _groups(item, groups):
    """The groups of an item that may be told: of each as many answered it as are needed, so of those left out."""
    kind, key = BLOCKS[item["kind"]], item["id"]
    answered = {label: [one.values[key] for one in many if _answers(one, key)] for label, many in groups.items()}
    told = shown_groups({label: len(values) for label, values in answered.items()}, MINIMUM)
    for label in answered:
        if label in told:
            values = answered[label]
            yield Group(label, len(values), kind.summary(item["design"], values))


def _answers(one, key):
    return key in one.values and not is_outside(one.values[key])


def _met(section, sheets):
    return sum(1 for one in sheets if section["id"] in one.met)


def _said(labels, marks):
    if marks is None:
        return UNANSWERED
    return NOT_MINE if is_outside(marks) else labels[marks["chosen"][0]]


def _gathered(sheets, label):
    found = {}
    for one in sheets:
        found.setdefault(label(one), []).append(one)
    return dict(sorted(found.items()))


def _in_no_order(typed):
    return sorted(typed, key=lambda pair: sorted(pair[1].items()))
