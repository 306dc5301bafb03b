"""A survey as the team runs it: its sections with what can be done to them, the next step of its life, its turnout."""

from discussions.commands.surveys import close_survey, open_survey, share_survey
from discussions.forms.surveys import TOLD, BranchForm, SectionForm, answers_before
from discussions.models import Survey
from discussions.surveys.asking import asked_now
from discussions.surveys.blocks import BLOCKS
from discussions.surveys.branching import END, unreachable
from discussions.surveys.design import items_of

STEPS = {"opening": open_survey, "closing": close_survey, "sharing": share_survey}
WORDS = {
    "opening": ("Open the survey", "Whoever is asked is told. Questions and promise stand from then on."),
    "closing": ("Close the survey", "Nothing can be answered from then on, and results can be read."),
    "sharing": ("Share the results", "Everybody on the board reads them; never who answered what."),
}


def run_page(survey, member, *, told="", section_form=None, branch_forms=None):
    """The names that the page of a survey's set-up uses."""
    draft = survey.state == Survey.State.DRAFT
    return {
        "survey": survey, "may_change": draft, "told": told, "section_form": section_form or SectionForm(),
        "sections": sections_of(survey, branch_forms or {}, draft), "steps": _steps(survey),
        "took_part": turnout(survey),
        "kinds": [(name, kind.LABEL) for name, kind in BLOCKS.items()],
        "unreached": _unreached(survey) if draft else [], "invited": survey.invitations.filter(revoked_at=None).count(),
    }  # fmt: skip


def sections_of(survey, forms, draft):
    """The sections as the team reads them, each with the form for a branch where one can lead somewhere."""
    titles = {section["id"]: section["title"] for section in survey.sections}
    order = list(titles.values())
    return [
        section | {
            "items": [_item(item) for item in section["items"]],
            "rules": [rule | {"told": rule_told(survey.design, rule)} for rule in section["rules"]],
            "next": "" if section["next"] == END else titles.get(section["next"]) or (order[place:] or [""])[0],
            "branch_form": _branch_form(survey, section["id"], forms) if draft else None,
        }
        for place, section in enumerate(survey.sections, start=1)
    ]  # fmt: skip


def rule_told(design, rule):
    """A branch in words: whoever said what goes where."""
    item = items_of(design)[rule["item"]]
    titles = {section["id"]: f"“{section['title']}”" for section in design["sections"]}
    value = rule["value"]
    if item["kind"] == "choice":
        labels = {one["id"]: one["label"] for one in item["design"]["options"]}
        value = f"“{labels.get(value, 'Other')}”"
    return f"If “{item['label']}” {TOLD[rule['op']]} {value}, go to {titles.get(rule['to'], 'the end')}"


def turnout(survey):
    """How many were asked, began and finished, in words and numbers."""
    if survey.state == Survey.State.DRAFT:
        return []
    told = survey.turnout
    if not told:
        began, finished = survey.sheets.count(), survey.sheets.exclude(finished_at=None).count()
        told = {"invited": asked_now(survey), "started": began, "finished": finished}
    return [("Asked", told["invited"]), ("Began", told["started"]), ("Finished", told["finished"])]


def _branch_form(survey, key, forms):
    leads = answers_before(survey.design, key)
    return (forms.get(key) or BranchForm(design=survey.design, key=key)) if leads else None


def _unreached(survey):
    """The titles of sections to which no answers lead."""
    alone = unreachable(survey.design) if survey.sections else []
    return [section["title"] for section in survey.sections if section["id"] in alone]


def _item(item):
    kind = BLOCKS[item["kind"]]
    options = item["design"].get("options") or item["design"].get("rows") or ()
    told = "; ".join(one["label"] for one in options[:4]) + ("; …" if len(options) > 4 else "")
    return item | {"icon": kind.ICON, "kind_label": kind.LABEL, "told": "" if item["kind"] == "sus" else told}


def _steps(survey):
    """What comes next in its life."""
    after = "" if survey.shared_at else "sharing"
    name = {Survey.State.DRAFT: "opening", Survey.State.OPEN: "closing"}.get(survey.state, after)
    button, hint = WORDS.get(name, ("", ""))
    return [{"name": name, "button": button, "hint": hint, "primary": name != "closing"}] if name else []
