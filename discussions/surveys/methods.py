"""A methods paragraph of a survey, ready for a paper: what was asked, of whom, how, and what came back."""

from discussions.surveys.blocks import nps, sus
from discussions.surveys.branching import END
from discussions.surveys.design import items_of
from discussions.surveys.results import MINIMUM

PROMISES = {
    "named": "Respondents were told that the board’s chair and moderators see who answered what",
    "blinded": "Respondents were told that answers are read under codes, without names",
    "anonymous": "Answers were cut off from whoever gave them as each respondent finished; nothing leads back",
}
MINIMUM_WORDS = (
    f"Figures stand on at least {MINIMUM} answers. A group of fewer than {MINIMUM} is not shown, nor another from "
    "which it could be worked out; what was typed is told from as many, and never beside a group. Where the team was "
    "told names, it reads every figure of the whole."
)
METHODS = {nps.NAME: nps.METHOD, sus.NAME: sus.METHOD}


def paragraph(found):
    """What was done, in the past tense and in numbers."""
    parts = [_asked(found.survey), _design(found.survey.design), _promise(found.survey), _took_part(found)]
    kinds = {item["kind"] for item in items_of(found.survey.design).values()}
    parts += [words for kind, words in METHODS.items() if kind in kinds]
    parts += ["Medians and quartiles are by linear interpolation (type 7)", MINIMUM_WORDS]
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)


def _asked(survey):
    invited = survey.invitations.exists()
    whom = [] if survey.asked == survey.Asked.NOBODY else [survey.get_asked_display().lower()]
    whom += ["people invited by personal link"] if invited else []
    days = f" from {survey.opened_at:%d %B %Y} to {survey.closed_at:%d %B %Y}" if survey.closed_at else ""
    return f"An online survey, “{survey.title}”, was put to {' and '.join(whom)}{days}"


def _design(design):
    items = items_of(design).values()
    required = sum(item["required"] for item in items)
    branches = sum(len(one["rules"]) for one in design["sections"])
    ends = any(rule["to"] == END for one in design["sections"] for rule in one["rules"])
    led = f"; {_counted(branches, 'rule')} led past sections{' or to the end' if ends else ''}" if branches else ""
    return f"It had {_counted(len(design['sections']), 'section')} with {_counted(len(items), 'item')}, {required} of \
them required{led}"


def _promise(survey):
    return PROMISES[survey.promise]


def _took_part(found):
    turnout = found.turnout
    rate = "" if found.rate is None else f" ({round(100 * found.rate)}%)"
    return (
        f"Of {turnout['invited']} asked, {turnout['started']} began and {turnout['finished']}{rate} finished it; only "
        "finished sheets were analysed, and answers that branching led past were left out"
    )


def _counted(number, thing):
    return f"{number} {thing}{'' if number == 1 else 's'}"
