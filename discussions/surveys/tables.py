"""A survey as tables: its protocol, every raw answer, every result, and where people left.

Answers stand under codes, with a name only for whoever may know it and where respondents were told so; what was typed
stands apart from the codes unless it does. Nothing tells a time of anybody's, and no address stands anywhere.
"""

from discussions.surveys.blocks import BLOCKS
from discussions.surveys.branching import END, OPERATORS
from discussions.surveys.design import items_of
from discussions.surveys.filling import NOT_MINE, is_outside
from discussions.surveys.methods import MINIMUM_WORDS, paragraph
from discussions.surveys.outcome import Outcome
from discussions.taking.tree import Sheet
from discussions.tally import shown_groups

NAMES = ("Answers", "Words", "Results", "Sections", "Questions", "Rules", "Protocol", "Methods")
RESULTS = (
    "Section", "Item", "Question", "Met it", "Answered", "Not their field", "Part", "Figure", "Value",
)  # fmt: skip


def sheets_of(survey, member):
    """Every sheet of a closed survey, as one member may know it."""
    found = Outcome(survey, member)
    heads = ("Section", "Reached", "Left there")
    return [
        Sheet("Answers", ("Respondent", "Group", *_heads(survey.design)), _answers(found)),
        Sheet("Words", ("Respondent", "Item", "Question", "Part", "Words"), _words(found)),
        Sheet("Results", RESULTS, [row for one in found.items for row in _figures(one)]),
        Sheet("Sections", heads, [(one["title"], one["reached"], one["left"]) for one in found.left]),
        Sheet("Questions", ("Section", "Item", "Kind", "Question", "Required", "Set up"), _questions(survey.design)),
        Sheet("Rules", ("After section", "Item", "Rule", "Value", "Go to"), _rules(survey.design)),
        Sheet("Protocol", ("Item", "As it was"), _protocol(found)),
        Sheet("Methods", ("Heading", "Text"), [("Methods paragraph", paragraph(found))]),
    ]


def _heads(design):
    return [
        ": ".join(filter(None, (f"{item['id']} {item['label']}", column)))
        for item in items_of(design).values() for column in BLOCKS[item["kind"]].columns(item["design"])
    ]  # fmt: skip


def _answers(found):
    """A line for each finished sheet; a stakeholder group only where each is large enough."""
    if not found.enough:
        return []
    groups = [one.group for one in found.sheets]
    told = set(groups) if found.named else shown_groups({group: groups.count(group) for group in groups})
    return [(_code(found, place), one.group if one.group in told else "", *_cells(found.survey.design, one))
            for place, one in enumerate(found.sheets, start=1)]  # fmt: skip


def _code(found, place):
    return found.sheets[place - 1].who or f"R{place}"


def _cells(design, one):
    for key, item in items_of(design).items():
        kind, marks = BLOCKS[item["kind"]], one.values.get(key)
        width = len(kind.columns(item["design"]))
        if marks is None or is_outside(marks):
            yield from ["" if marks is None else NOT_MINE, *[""] * width][:width]
        else:
            yield from kind.cells(item["design"], marks)


def _words(found):
    """What was typed, in the order of its words; beside a code only where that is a name one may know."""
    rows = [
        (_code(found, place) if found.named else "", key, item["label"], label, one.texts[key][slot])
        for place, one in enumerate(found.sheets, start=1) if found.enough
        for key, item in items_of(found.survey.design).items() if key in one.texts
        for slot, label in _slots(item, one.values[key]) if slot in one.texts[key]
    ]  # fmt: skip
    order = list(items_of(found.survey.design))
    return sorted(rows, key=lambda row: (order.index(row[1]), row[3], row[4]))


def _slots(item, marks):
    return BLOCKS[item["kind"]].slots(item["design"], marks).items()


def _figures(one):
    """The figures of one item; too few answers for them have a line that says so."""
    at = (one.section["title"], one.item["id"], one.item["label"], one.met, one.n, one.outside)
    if one.summary is None:
        return [(*at, "", "Too few answers to be told", "")]
    return [(*at, *row) for row in one.kind.figures(one.item["design"], one.summary)]


def _questions(design):
    return [
        (section["title"], item["id"], BLOCKS[item["kind"]].LABEL, item["label"], "yes" if item["required"] else "no",
         _set_up(item["design"]))
        for section in design["sections"] for item in section["items"]
    ]  # fmt: skip


def _set_up(design):
    """How an item was set up, in a line: its options by their ids, then the rest by its names."""
    return "; ".join(f"{name}: {_said(value)}" for name, value in design.items() if value not in ("", None, False))


def _said(value):
    return ", ".join(f"{one['id']} = {one['label']}" for one in value) if isinstance(value, list) else str(value)


def _rules(design):
    titles = {section["id"]: section["title"] for section in design["sections"]} | {END: "the end"}
    rules = [(section["title"], rule["item"], OPERATORS[rule["op"]], rule["value"], titles[rule["to"]])
             for section in design["sections"] for rule in section["rules"]]  # fmt: skip
    leads = [(one["title"], "", "otherwise", "", titles[one["next"]]) for one in design["sections"] if one["next"]]
    return [*rules, *leads]


def _protocol(found):
    survey, turnout = found.survey, found.turnout
    return [
        ("Board", survey.board.title), ("Survey", survey.title), ("Introduction", survey.intro),
        ("What becomes of the answers", survey.privacy), ("Promise to respondents", survey.get_promise_display()),
        ("Asked on the board", survey.get_asked_display()), ("Opened", _day(survey.opened_at)),
        ("Closed", _day(survey.closed_at)), ("Asked", turnout["invited"]), ("Started", turnout["started"]),
        ("Finished", turnout["finished"]),
        ("Completion", "" if found.rate is None else round(found.rate, 4)), ("What is not told", MINIMUM_WORDS),
    ]  # fmt: skip


def _day(at):
    return f"{at:%Y-%m-%d}" if at else ""
