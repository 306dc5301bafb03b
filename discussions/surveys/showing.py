"""What a survey came to, as its page shows it: who took part, where people stopped, each item drawn."""

from advisory.rights import can
from discussions.models import Survey
from discussions.responses import FROM_PEOPLE
from discussions.surveys.outcome import Outcome
from discussions.surveys.results import MINIMUM
from discussions.surveys.tables import NAMES

COUNTS = {"invited": "Asked", "started": "Began", "finished": "Finished"}


def results_page(survey, member, by=""):
    """The names that the page of results uses."""
    found = Outcome(survey, member, by)
    return {
        "survey": survey, "may_run": can(member, "survey.run", survey.board), "may_take": _takes(survey, member),
        "took_part": _took_part(found, member), "rate": _rate(found),
        "answered": [_drawn(one, found.by) for one in found.items], "empty": "" if found.items else _empty(found),
        "breakdowns": found.breakdowns, "by": found.by, "hidden": found.hidden, "minimum": MINIMUM, "sheets": NAMES,
        "dropoff": found.left, "most_reached": max((one["reached"] or 0 for one in found.left), default=0) or 1,
    }  # fmt: skip


def _took_part(found, member):
    """How many were asked, began and finished, for those who run the board and whoever may read the results."""
    told = found.may_read or member.is_staff_seat
    return [(word, found.turnout[name]) for name, word in COUNTS.items()] if told else []


def _takes(survey, member):
    return can(member, "survey.take", survey) and can(member, "survey.read", survey)


def _rate(found):
    """The share of those asked who finished, in percent where they are enough for one."""
    return round(100 * found.rate) if found.turnout["invited"] >= FROM_PEOPLE else None


def _empty(found):
    """Why nothing is shown, in words."""
    if found.survey.state != Survey.State.CLOSED:
        return "Results appear once the survey has closed: read before, each new one would tell what it said."
    if not found.may_read:
        return "The team reads the results first. Once they are shared, they stand here."
    if not found.sheets:
        return "Nobody finished it."
    return f"Fewer than {found.fewest} people finished it, so what they said would tell who said it."


def _drawn(one, by):
    """An item with its figures, of everybody and of each group that may be shown."""
    kind = one.kind
    split = by != one.item["id"] and kind.NAME != "prose"
    return {
        "id": one.item["id"], "label": one.item["label"], "section": one.section["title"], "n": one.n,
        "icon": kind.ICON, "kind_label": kind.LABEL, "met": one.met, "outside": one.outside,
        "template": f"discussions/answering/_{kind.NAME}_results.html", "percent": one.n >= FROM_PEOPLE,
        "figures": one.drawn(one.summary) if one.summary is not None else None,
        "groups": [_group(one, group) for group in one.groups] if split else [],
    }  # fmt: skip


def _group(one, group):
    return {"label": group.label, "n": group.n, "percent": group.n >= FROM_PEOPLE, "figures": one.drawn(group.summary)}
