"""What a survey says in plain facts to those who see it; never what anybody answered."""

from discussions.surveys.branching import path
from discussions.telling import moment


def of_survey(event, survey, gaze):
    """Which survey it is, and how it stands."""
    return {"survey": survey.number, "state": survey.state}


def of_sheet(event, sheet, gaze):
    """In which survey somebody finished; what they said is for nobody."""
    return {"survey": sheet.survey.number}


def told(survey):
    """A survey with what it asks, as its API tells it."""
    names = ("number", "title", "intro", "privacy", "promise", "asked", "state", "design")
    times = {name: moment(getattr(survey, f"{name}_at"), day=False) for name in ("opens", "closes")}
    return {name: getattr(survey, name) for name in names} | times | {"shared": survey.shared_at is not None}


def so_far(survey, sheet):
    """Somebody's own sheet, or that there is none yet."""
    if sheet is None:
        return {"begun": False, "finished": False, "section": "", "path": [], "answers": {}, "unread": {}}
    answers = {key: {"marks": marks, "texts": sheet.texts.get(key, {})} for key, marks in sheet.values.items()}
    return {
        "begun": True, "finished": sheet.finished_at is not None, "section": sheet.section, "answers": answers,
        "path": path(survey.design, sheet.values), "unread": {},
    }  # fmt: skip


def as_it_came(outcome):
    """Results in plain figures, as whoever they were read for may know them."""
    left = [{"section": one["id"], "reached": one["reached"], "left": one["left"]} for one in outcome.left]
    return outcome.turnout | {"items": list(map(_item, outcome.items)), "left": left, "hidden": outcome.hidden}


def _item(one):
    told = {"item": one.item["id"], "section": one.section["id"], "kind": one.item["kind"], "label": one.item["label"]}
    words = sorted(words for _, texts in one.words for words in texts.values())
    groups = [{"label": group.label, "n": group.n, "figures": _figures(one, group.summary)} for group in one.groups]
    figures = None if one.summary is None else _figures(one, one.summary)
    told |= {"met": one.met, "n": one.n, "outside": one.outside}
    return told | {"figures": figures, "words": words, "groups": groups}


def _figures(one, summary):
    rows = one.kind.figures(one.item["design"], summary)
    return [{"part": part, "figure": figure, "value": value} for part, figure, value in rows]
