"""A methods paragraph ready for a paper, and the headings of ACCORD as far as the system knows what belongs there.

ACCORD: Gattrell et al., PLoS Medicine 2024;21:e1004326, the reporting guideline for consensus methods in biomedicine.
"""

from discussions.consensus.results import attrition
from discussions.models import Panelist, Round

ASK = "To be written by the authors."
STOPS = {
    "rounds": "after the planned rounds",
    "agreed": "once every statement had reached consensus, at the latest after the planned rounds",
    "stable": "once ratings were stable between rounds (fewer than 15% moved), at the latest after the planned rounds",
}
EDGES = {
    "uncertain": "Medians of 3.5 and 6.5 counted as uncertain",
    "higher": "A median of 6.5 counted as appropriate and one of 3.5 as uncertain",
    "outward": "A median of 6.5 counted as appropriate and one of 3.5 as inappropriate",
}


def paragraph(study):
    """What was done, in the past tense and in numbers; what has not happened yet is left out."""
    parts = [_design(study), _panel(study), _rating(study), _rule(study), _feedback(study), _took_part(study)]
    parts += [f"The protocol was amended on {one.at:%d %B %Y}: {one.reason}" for one in study.amendments.all()]
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)


def headings(study):
    """The headings of ACCORD with what is known: [(heading, text)]."""
    panel, statements = study.panel.count(), study.statements.count()
    return [
        ("ACCORD, title", f"{study.title}: a consensus study by {_method(study)}. {ASK}"),
        ("ACCORD, introduction: rationale and objective", f"{study.board.objective} {ASK}"),
        ("ACCORD, methods: registration and protocol", f"Protocol frozen on {study.frozen_at:%d %B %Y}, before the "
         f"first round; amended {_counted(study.amendments.count(), 'time')}." if study.frozen_at else ASK),
        ("ACCORD, methods: steering committee", ASK),
        ("ACCORD, methods: panel, selection and recruitment", f"{_panel(study)} {ASK}"),
        ("ACCORD, methods: preparatory research", f"{_counted(statements, 'statement')}, "
         f"{study.statements.exclude(question=None).count()} of them from questions discussed on the board. {ASK}"),
        ("ACCORD, methods: assessing consensus", f"{_rating(study)} {_rule(study)} {_feedback(study)}"),
        ("ACCORD, methods: anonymity", "Ratings and comments were given without names; the results name nobody."),
        ("ACCORD, results: participation in each round", _took_part(study) or "No round has closed yet."),
        ("ACCORD, results: consensus by statement", "See the sheet Results."),
        ("ACCORD, results: statements changed or left out", _changes(study)),
        ("ACCORD, discussion: strengths and limits", ASK),
        ("ACCORD, other information: funding, interests, size of the panel",
         f"Organised by {study.board.sponsor or 'the board’s team'}; {_counted(panel, 'panel member')}. {ASK}"),
    ]  # fmt: skip


def _method(study):
    if study.roundless:
        return "a round-less (real-time) Delphi process"
    return "the RAND/UCLA appropriateness method" if study.rule == "rand_ucla" else "a modified Delphi process"


def _design(study):
    planned = "" if study.roundless else f" in up to {_counted(study.planned, 'round')}"
    return f"Consensus was sought by {_method(study)}{planned}, held online on the board “{study.board.title}”."


def _panel(study):
    groups = list(study.panel.values_list("group", flat=True))
    names = {Panelist.HCP: "healthcare professional", Panelist.PATIENT: "patient expert"}
    told = [_counted(groups.count(group), name) for group, name in names.items() if group in groups]
    told += [f"{groups.count(group)} in the group “{group}”" for group in sorted({*groups} - {*names})]
    said = " and ".join(filter(None, (", ".join(told[:-1]), *told[-1:])))
    return f"The panel had {_counted(len(groups), 'member')}: {said}." if groups else ""


def _rating(study):
    stood = _counted(study.statements.count(), "statement")
    return (f"Members rated {stood} from 1 (strongly disagree) to 9 (strongly agree), or said that a statement was "
            "outside their field; a comment could be added.")  # fmt: skip


def _rule(study):
    stop = "" if study.roundless else f" No further round was held {STOPS[study.stop]}."
    return (
        f"Consensus was defined before the first round as {study.consensus_rule}. Percentiles followed the "
        f"{study.percentile} convention. {EDGES[study.edge]}. The denominator was those who rated.{stop}"
    )


def _feedback(study):
    if study.roundless:
        return "Whoever had rated a statement saw how the panel rated it, and could change their rating."
    leaves = " Statements that had reached consensus left the next round." if study.leaves else ""
    return ("Nobody saw results before their own first rating. Between rounds each member saw their own rating, the "
            f"distribution, median, quartiles and number of ratings, and comments without names.{leaves}")  # fmt: skip


def _took_part(study):
    over = set(
        study.rounds.filter(state__in=(Round.State.CLOSED, Round.State.PUBLISHED)).values_list("number", flat=True)
    )
    told = [f"in round {one['round']}, {one['completed']} of {one['invited']} invited members completed it"
            for one in attrition(study) if one["round"] in over]  # fmt: skip
    said = "; ".join(told)
    return f"{said[0].upper()}{said[1:]}." if said else ""


def _changes(study):
    reworded = sum(one.versions.count() > 1 for one in study.statements.prefetch_related("versions"))
    withdrawn = study.statements.exclude(withdrawn_at=None).count()
    return (
        f"{_counted(reworded, 'statement')} reworded, {withdrawn} withdrawn; the reasons stand in the sheet Statements."
    )


def _counted(number, thing):
    return f"{number} {thing}{'' if number == 1 else 's'}"
