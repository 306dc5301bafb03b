"""Opinion groups as tables, beside the votes that they come from: what the map's page shows, and nothing more."""

from discussions.models import Proposition, Stance
from discussions.taking.tree import Sheet
from insights.maps import charted
from insights.opinions import opinion_groups

ACCEPTED = Proposition.State.ACCEPTED
GROUPS = ("Question", "Group", "People", "Silhouette", "Statement", "Side", "Count", "Voted")
OPINIONS = ("Question", "Statement", "Group", "Agree", "Pass", "Disagree", "Consensus of groups")


def sheets_of(questions):
    """The groups with what they stand for, and how each voted; a group under the least size is not told."""
    drawn = [(question.number, *mapped(question)) for question in questions]
    return [
        Sheet("Opinion groups", GROUPS, [row for one in drawn for row in _groups(*one)]),
        Sheet("Opinions", OPINIONS, [row for one in drawn for row in _opinions(*one)]),
    ]


def votes_on(question):
    """The votes on the statements that a question puts to the board; on those taken out again they count no more."""
    return Stance.objects.filter(proposition__question=question, proposition__state=ACCEPTED)


def texts_of(question):
    """The words of these statements: {number: text}."""
    return dict(question.propositions.filter(state=ACCEPTED).values_list("number", "text"))


def mapped(question):
    """The people who voted on a map, as it may be told: (what is drawn, how apart the groups lie)."""
    cast = votes_on(question).order_by("at", "pk").values_list("member_id", "proposition__number", "value")
    found = opinion_groups(cast)
    return charted(found, texts_of(question)), found.silhouette


def _groups(number, chart, silhouette):
    for group in chart["groups"]:
        at = (number, group["letter"], group["size"], silhouette)
        yield from ((*at, one["number"], one["side"], one["count"], one["seen"]) for one in group["stands"])


def _opinions(number, chart, silhouette):
    letters = [group["letter"] for group in chart["groups"]]
    for row in chart["rows"]:
        together = row["consensus"] if chart["told"] else None
        for letter, cell in zip(letters, row["cells"], strict=True):
            yield (number, row["number"], letter, cell.agrees, cell.passes, cell.disagrees, together)
