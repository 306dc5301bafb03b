"""A survey as its respondent meets it: a section with what they answered, how far they are, what to look at again."""

from discussions.surveys.blocks import BLOCKS
from discussions.surveys.branching import END, path
from discussions.surveys.design import items_of
from discussions.surveys.filling import OUTSIDE, is_outside, missing, said

SECONDS = {"prose": 60, "sus": 90, "table": 90, "matrix": 45, "likert": 45, "ranking": 45, "points": 45}
USUAL = 20  # seconds for a question of another kind


class Typed:
    """The fields of one item among all that a form sent, under the names that its kind knows."""

    def __init__(self, typed, at):
        self.typed, self.at = typed, at

    def get(self, name, default=None):
        """One field."""
        return self.typed.get(self.at + name, default)

    def getlist(self, name):
        """Every value of a field."""
        return self.typed.getlist(self.at + name)


def sent(section, typed):
    """The answers of a section as its form sends them: {item: answer}."""
    return {item["id"]: _sent(item, Typed(typed, f"{item['id']}-")) for item in section["items"]}


def _sent(item, typed):
    given = BLOCKS[item["kind"]].posted(item["design"], typed)
    return given | {OUTSIDE: True} if typed.get(OUTSIDE) == "1" else given


def drawn_items(section, sheet=None, given=None, wrong=None):
    """What the template of a section draws: each item as it was answered, or as it was typed before it was refused."""
    given, wrong = given or {}, wrong or {}
    return [_drawn(item, sheet, given.get(item["id"]), wrong.get(item["id"])) for item in section["items"]]


def _drawn(item, sheet, given, complaint):
    kind, design = BLOCKS[item["kind"]], item["design"]
    raw = given if given is not None else _before(item, sheet)
    told = {name: item[name] for name in ("id", "kind", "label", "help", "required")}
    return told | {
        "at": f"{item['id']}-", "template": f"discussions/answering/_{kind.NAME}.html",
        "shown": kind.shown(design, {} if raw.get(OUTSIDE) else raw), "error": complaint or "",
        "outside": bool(raw.get(OUTSIDE)), "words": kind.NAME == "prose",
    }  # fmt: skip


def _before(item, sheet):
    """What somebody answered before, as they sent it."""
    if sheet is None or item["id"] not in sheet.values:
        return {}
    marks = sheet.values[item["id"]]
    words = sheet.texts.get(item["id"], {})
    return marks if is_outside(marks) else BLOCKS[item["kind"]].raw(item["design"], marks, words)


def complaints(section, wrong):
    """What has to be looked at in a section, in the order of its items."""
    return [{"id": item["id"], "label": item["label"], "text": wrong[item["id"]]}
            for item in section["items"] if item["id"] in wrong]  # fmt: skip


def way_of(survey, sheet):
    """The sections that lead from the first to the end with what was answered so far."""
    return path(survey.design, sheet.values)


def section_named(survey, key):
    """One section by its id, or nothing."""
    return next((one for one in survey.sections if one["id"] == key), None)


def progress(survey, way, key):
    """How far somebody is, in words; "about" while an answer still to come may lead another way."""
    at = way.index(key) + 1 if key in way else len(way)
    ahead = way[at - 1 :]
    sure = not any(section["rules"] for section in survey.sections if section["id"] in ahead)
    words = f"Section {at} of {'' if sure else 'about '}{len(way)}"
    return {"at": at, "of": len(way), "last": at == len(way) and sure, "words": words}


def reviewed(survey, sheet, address):
    """Every section that was met, with each of its items as it was answered; `address` gives a section's page."""
    by_key = {section["id"]: section for section in survey.sections}
    return [
        {"id": key, "title": by_key[key]["title"], "url": address(key), "lines": _lines(by_key[key], sheet)}
        for key in way_of(survey, sheet)
    ]


def _lines(section, sheet):
    lacks = missing(section, sheet.values)
    return [
        {"id": item["id"], "label": item["label"], "said": _said(item, sheet), "missing": item["id"] in lacks}
        for item in section["items"]
    ]


def _said(item, sheet):
    """An answer in words: what was marked, and what was typed with it."""
    if item["id"] not in sheet.values:
        return ""
    typed = [words for _, words in sorted(sheet.texts.get(item["id"], {}).items())]
    return "\n".join(filter(None, [said(item, sheet.values[item["id"]]), *typed]))


def minutes(survey):
    """About how long the whole takes."""
    seconds = sum(SECONDS.get(item["kind"], USUAL) for item in items_of(survey.design).values()) if survey.design else 0
    return max(1, round(seconds / 60))


def left_over(survey, sheet):
    """How many sections wait until the end, as far as it can be told."""
    if sheet is None or sheet.section == END:
        return 0 if sheet else len(survey.sections)
    way = way_of(survey, sheet)
    return len(way) - way.index(sheet.section) if sheet.section in way else len(way)
