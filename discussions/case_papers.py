"""Safety cases taken out: one as a readable PDF, all of a board as a CSV that tables and people read."""

from datetime import UTC

from discussions.taking.paper import printed
from discussions.taking.rows import table

COLUMNS = [
    "Reference", "State", "Title", "Noticed", "Question", "Reporter", "Aware (UTC)", "Due (UTC)", "Clock",
    "Identifiable patient", "Identifiable reporter", "Suspect product", "Adverse event", "Serious", "Words",
    "What happened", "Passed on (UTC)", "To", "How", "In time", "Their number", "Not an event because",
]  # fmt: skip


def paper_of(told):
    """A case as a tagged PDF."""
    return printed("case.typ", _on_paper(told))


def table_of(cases, loose):
    """A board's cases, and what was noticed and became none, as the bytes of a CSV."""
    return table(COLUMNS, [*map(_row, cases), *map(_loose, loose)])


def _on_paper(told):
    case, made = told.case, told.case.current
    assessed = [["Serious", made.get_serious_display() if made else "Not assessed"]]
    if made:
        assessed += [["What happened", made.narrative or "–"], ["Assessed", f"{made.by.user.name}, {_time(made.at)}"]]
    if case.dismissal:
        assessed.append(["Not an adverse event", case.dismissal])
    return {
        "heading": f"Safety case {case.reference}", "title": told.title, "words": told.words,
        "footer": f"{case.reference}. Confidential: for drug safety alone", "assessment": assessed,
        "facts": [[name, str(value)] for name, value in _facts(told)],
        "criteria": [[row["label"], row["verdict"].capitalize(), row["words"] or "–"] for row in told.criteria],
        "handovers": [_passed(one) for one in told.handovers],
    }  # fmt: skip


def _facts(told):
    case = told.case
    yield "State", case.get_state_display()
    yield "Reporter", told.reporter
    if case.post_id:
        yield "Where", f"{case.board.title}, Question {case.post.question.number}, post {case.post_id}"
    else:
        where = "reported by form" if case.noticed == case.Noticed.FORM else "in words beside the posts"
        yield "Where", f"{case.board.title}, {where}"
    yield "Noticed", case.get_noticed_display()
    yield "First awareness", _time(case.aware_at)
    yield "Due", f"{_time(case.due_at)}. {told.rule}"


def _passed(one):
    rows = [["Passed on to", one.to], ["How", one.get_how_display()], ["When", _time(one.at)]]
    rows += [
        ["Their number", one.receipt or "Still to come"],
        ["Noted by", f"{one.by.user.name}, {_time(one.recorded_at)}"],
    ]
    return [*rows, ["Note", one.note]] if one.note else rows


def _row(told):
    case, made, passed = told.case, told.case.current, told.passed
    question = case.post.question.number if case.post_id else ""
    return [
        case.reference, case.get_state_display(), told.title, case.get_noticed_display(), question, told.reporter,
        _time(case.aware_at), _time(case.due_at), told.rule, *(row["verdict"] for row in told.criteria),
        made.get_serious_display() if made else "", told.words, made.narrative if made else "",
        _time(passed.at) if passed else "", passed.to if passed else "", passed.get_how_display() if passed else "",
        ("yes" if told.in_time else "no") if passed else "", told.receipt, case.dismissal,
    ]  # fmt: skip


def _loose(end):
    told = {"State": "No case: waits" if end.waits else "No case", "Question": end.post.question.number}
    told |= {"Noticed": ". ".join(end.noticed), "Not an event because": ". ".join(end.decided)}
    return [told.get(column, "") for column in COLUMNS]


def _time(at):
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
