"""A consensus study as tables: protocol, statements, every rating, every result, who took part.

Ratings carry no time and no name, codes of one round alone, and a stakeholder group only where each group is large
enough, so that nothing here says who rated what; comments stand apart from the codes.
"""

from collections import Counter, defaultdict

from discussions.consensus.codes import codes_of
from discussions.consensus.methods import headings, paragraph
from discussions.consensus.results import attrition, results_of
from discussions.models import Rating, Round
from discussions.taking.tree import Sheet
from discussions.tally import kendall_w, shown_groups

CODES = "Drawn anew for every round; whoever did not finish a round has none in it, nor have others beside them"
OVER = (Round.State.CLOSED, Round.State.PUBLISHED)
FIGURES = (
    "Round", "Statement", "Wording", "Rated", "Outside their field", "Not rated", *map(str, range(1, 10)), "Median",
    "First quartile", "Third quartile", "IQR", "P30", "P70", "IPR", "IPRAS", "DI", "IPRAS disagreement", "Classic rule",
    "Classification", "Consensus", "In a word", "Moved since the round before",
)  # fmt: skip


def sheets_of(study, *, withheld):
    """Every sheet of a study, of the rounds that have closed; with comments that are kept back, or without them."""
    rounds = [_whole(study, one) for one in study.rounds.filter(state__in=OVER)]
    return [
        Sheet("Protocol", ("Item", "As frozen"), _protocol(study)),
        Sheet("Statements", ("Statement", "Wording", "Text", "Why reworded", "Question", "State"), _statements(study)),
        Sheet("Ratings", ("Round", "Statement", "Wording", "Rater", "Group", "Rating"), _ratings(rounds)),
        Sheet("Comments", ("Round", "Statement", "Rated", "Comment", "Kept back"), _comments(rounds, withheld)),
        Sheet("Results", FIGURES, [_figures(*pair) for pair in _results(rounds)]),
        Sheet("Groups", ("Round", "Statement", "Group", "Rated", "Median", "First quartile", "Third quartile"),
              [row for pair in _results(rounds) for row in _groups(*pair)]),
        Sheet("Who took part", ("Round", "Invited", "Started", "Completed", "Outside their field", "Kendall's W"),
              _taken_part(study, rounds)),
        Sheet("Methods", ("Heading", "Text"), [("Methods paragraph", paragraph(study)), *headings(study)]),
    ]  # fmt: skip


def _whole(study, round_):
    round_.study = study
    return round_


def _results(rounds):
    return [(round_, result) for round_ in rounds for result in results_of(round_)]


def _protocol(study):
    rows = [("Board", study.board.title), ("Study", study.title), ("Consensus rule", str(study.consensus_rule)),
            ("Percentile convention", study.get_percentile_display()),
            ("Medians of 3.5 and 6.5", study.get_edge_display()), ("Rounds planned", study.planned),
            ("Stop rule", study.get_stop_display()), ("Statements with consensus leave", _yes(study.leaves)),
            ("Groups shown apart", _yes(study.split)), ("Without rounds", _yes(study.roundless)),
            ("Panel", study.panel.count()), ("Frozen (UTC)", _day(study.frozen_at)),
            ("Codes of raters", CODES)]  # fmt: skip
    return rows + [(f"Amended {_day(one.at)}", f"{one.reason} ({_changed(one)})") for one in study.amendments.all()]


def _changed(amendment):
    moved = {name: value for name, value in amendment.after.items() if value != amendment.before[name]}
    return "; ".join(f"{name}: {amendment.before[name]} became {value}" for name, value in moved.items())


def _statements(study):
    found = study.statements.select_related("question").prefetch_related("versions")
    return [
        (one.number, wording.number, wording.text, wording.reason, one.question.number if one.question else "",
         _state(one))
        for one in found for wording in one.versions.all()
    ]  # fmt: skip


def _state(statement):
    if statement.withdrawn_at:
        return "withdrawn"
    return f"consensus in round {statement.settled_in}" if statement.settled_in else "standing"


def _ratings(rounds):
    found = Rating.objects.filter(item__round__in=rounds).select_related("current", "panelist")
    found = list(found.select_related("item__round", "item__version__statement"))
    told, by_round = _told_groups(found), defaultdict(list)
    for one in found:
        by_round[one.item.round].append(one)
    return sorted(
        (row for round_, ratings in by_round.items() for row in _coded(round_, ratings, told)), key=_place
    )  # fmt: skip


def _coded(round_, ratings, told):
    codes = codes_of(round_, ratings, told)
    for one in ratings:
        code, group = codes.get(one.panelist_id), one.panelist.group
        yield (
            round_.number, one.item.version.statement.number, one.item.version.number, f"P{code}" if code else "",
            group if group in told else "", one.current.value or "outside",
        )  # fmt: skip


def _place(row):
    """Rows stand by code; those without one by what they say, so that their order tells nothing."""
    *what, code, group, rating = row
    return (*what, int(code[1:] or 0), group, str(rating))


def _told_groups(ratings):
    """The stakeholder groups that stand beside codes: those large enough wherever one of them rated.

    Ratings alone have to be enough, and with those who said "outside" too: who is left over would be a group by itself.
    """
    counts, groups = defaultdict(Counter), {one.panelist.group for one in ratings}
    for one in ratings:
        counts[one.item_id, "rated"][one.panelist.group] += one.current.value is not None
        counts[one.item_id, "answered"][one.panelist.group] += 1
    few = [{group for group in parts if group not in shown_groups(parts)} for parts in counts.values()]
    return groups.difference(*few)


def _comments(rounds, withheld):
    return [
        (round_.number, result.number, f"{comment.low} to {comment.high}" if comment.low else "outside", comment.text,
         _yes(comment.withheld))
        for round_, result in _results(rounds) for comment in result.comments if withheld or not comment.withheld
    ]  # fmt: skip


def _figures(round_, result):
    figures, rand = result.figures, result.rand
    return (
        round_.number, result.number, result.wording, figures.n, result.outside, result.silent, *result.counts,
        figures.median, figures.q1, figures.q3, figures.iqr, rand.p30, rand.p70, rand.ipr, rand.ipras, rand.di,
        _yes(rand.disagreement), rand.classic, rand.classification, _yes(figures.consensus), result.word, result.moved,
    )  # fmt: skip


def _groups(round_, result):
    return [(round_.number, result.number, name, one.n, one.median, one.q1, one.q3)
            for name, one in result.groups.items()]  # fmt: skip


def _taken_part(study, rounds):
    told = {one["round"]: one for one in attrition(study)}
    return [(*told[one.number].values(), _accord(one)) for one in rounds]


def _accord(round_):
    """Kendall's W over the panel members who rated every statement of a round, or nothing with fewer than two."""
    by_rater = {}
    for rating in Rating.objects.filter(item__round=round_).exclude(current__value=None).select_related("current"):
        by_rater.setdefault(rating.panelist_id, {})[rating.item_id] = rating.current.value
    items = list(round_.items.values_list("pk", flat=True))
    whole = [[given[item] for item in items] for given in by_rater.values() if len(given) == len(items)]
    return kendall_w([list(row) for row in zip(*whole, strict=True)]) if len(whole) > 1 else None


def _yes(value):
    return "" if value is None else "yes" if value else "no"


def _day(at):
    return f"{at:%Y-%m-%d}" if at else ""
