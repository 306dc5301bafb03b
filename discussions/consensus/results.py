"""What a round of consensus came to, statement by statement, and who took part; never who rated what."""

from collections import defaultdict
from dataclasses import dataclass, field

from advisory.refusals import Absent
from discussions.models import Rating, Round
from discussions.tally import Delphi, RandUcla, delphi, distribution, rand_ucla, shown_groups, stability, stable

BANDS = ((1, 3), (4, 6), (7, 9))


@dataclass(frozen=True)
class Comment:
    """A comment without its author: which third its rating fell into, and whether the reader wrote it."""

    key: str
    text: str
    low: int | None
    high: int | None
    mine: bool = False
    withheld: bool = False


@dataclass
class Result:
    """How a panel rated one statement in one round; `groups` only where each is large enough to be shown.

    `moved` is by how much ratings of the same wording differ from the round before, 0 to 1; `steady` below 0.15.
    """

    round: int
    number: int
    wording: int
    text: str
    question: int | None
    counts: tuple
    outside: int
    silent: int
    figures: Delphi
    rand: RandUcla
    own: int | None = None
    own_outside: bool = False
    moved: float | None = None
    steady: bool | None = None
    groups: dict = field(default_factory=dict)
    comments: list = field(default_factory=list)

    @property
    def word(self):
        """What the figures say in a word, or nothing where too few rated for one."""
        if self.figures.agreement:
            return "Agreement"
        if self.figures.consensus:
            against = self.figures.median <= 3 or self.rand.classification == "inappropriate"
            return "Agreement against" if against else "Agreement in the middle"
        if self.rand.disagreement or self.rand.classic == "disagreement":
            return "Disagreement"
        return "Uncertain" if self.figures.consensus is not None else ""


def results_of(round_, member=None):
    """Every statement of a round as it was rated, with what the member themselves said; in the order of numbers."""
    study, rows = round_.study, _ratings(round_)
    before, groups = _before(round_), dict(study.panel.values_list("pk", "group"))
    items = round_.items.select_related("version__statement__question").order_by("version__statement__number")
    return [_result(item, rows[item.pk], (study, round_, groups, before), member) for item in items]


def comment_of(study, handle):
    """The rating of a study whose comment a page calls by this handle."""
    said = Rating.objects.filter(item__round__study=study).exclude(current__comment="").select_related(*Rating.together)
    found = next((one for one in said if one.handle == handle), None)
    if found is None:
        raise Absent
    return found


def attrition(study):
    """Who took part in each round that opened: {"round", "invited", "started", "completed", "outside"}, as counts."""
    rounds = study.rounds.exclude(state=Round.State.DRAFT)
    return [{"round": one.number, "invited": one.invited, **_taken_part(one)} for one in rounds]


def finished(round_):
    """The panel members who have answered every statement of a round, by id."""
    wanted, given = round_.items.count(), defaultdict(int)
    for panelist in Rating.objects.filter(item__round=round_).values_list("panelist_id", flat=True):
        given[panelist] += 1
    return {panelist for panelist, count in given.items() if count == wanted}


def _taken_part(round_):
    started = Rating.objects.filter(item__round=round_).values("panelist").distinct().count()
    outside = Rating.objects.filter(item__round=round_, current__value=None).count()
    return {"started": started, "completed": len(finished(round_)), "outside": outside}


def _ratings(round_):
    rows = defaultdict(list)
    found = Rating.objects.filter(item__round=round_).select_related("current", "panelist")
    for rating in found.order_by("pk"):
        rows[rating.item_id].append(rating)
    return rows


def _before(round_):
    """The numbers of the round before, by the wording they were given to."""
    values = defaultdict(list)
    found = Rating.objects.filter(item__round__study=round_.study, item__round__number=round_.number - 1)
    for version, value in found.exclude(current__value=None).values_list("item__version", "current__value"):
        values[version].append(value)
    return values


def _result(item, ratings, around, member):
    study, round_, groups, before = around
    values = _values(ratings)
    own = next((one for one in ratings if member and one.panelist.member_id == member.pk), None)
    statement = item.version.statement
    return Result(
        round=round_.number, number=statement.number, wording=item.version.number, text=item.version.text,
        question=statement.question and statement.question.number,
        counts=distribution(values), outside=len(ratings) - len(values), silent=max(round_.invited - len(ratings), 0),
        figures=delphi(values, study.consensus_rule),
        rand=rand_ucla(values, study.percentile, halves=study.edge),
        own=own and own.current.value, own_outside=bool(own) and own.current.value is None,
        moved=stability(before[item.version_id], values), steady=stable(before[item.version_id], values),
        groups=_by_group(study, ratings, groups),
        comments=_comments(ratings, own),
    )  # fmt: skip


def _values(ratings):
    return [one.current.value for one in ratings if one.current.value]


def _by_group(study, ratings, groups):
    if not study.split:
        return {}
    parts = defaultdict(list)
    for one in ratings:
        if one.current.value:
            parts[groups[one.panelist_id]].append(one.current.value)
    told = shown_groups({group: len(values) for group, values in parts.items()})
    return {group: delphi(parts[group], study.consensus_rule) for group in sorted(told)}


def _comments(ratings, own):
    said = [one for one in ratings if one.current.comment]
    found = [_comment(one, own) for one in said]
    return sorted(found, key=lambda comment: (-(comment.high or 0), comment.key))


def _comment(rating, own):
    low, high = next(((a, b) for a, b in BANDS if a <= (rating.current.value or 0) <= b), (None, None))
    mine, withheld = own is not None and own.pk == rating.pk, rating.withheld_at is not None
    return Comment(str(rating.handle), rating.current.comment, low, high, mine, withheld)
