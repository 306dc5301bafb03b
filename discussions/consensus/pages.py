"""A study as one member meets it: the round they rate, what the panel said, and how far everybody is."""

from dataclasses import dataclass, field

from advisory.rights import can
from discussions.consensus.dots import Dots, dots
from discussions.consensus.permissions import sees_item
from discussions.consensus.results import Result, attrition, finished, results_of
from discussions.models import Item, Rating, Round, Study
from discussions.unposted import noticed_in, waiting_comments


@dataclass
class Line:
    """One statement on a page: what the reader said of it now, and how the panel rated it, where they may know."""

    number: int
    text: str
    question: int | None
    answered: bool = False
    value: int | None = None
    comment: str = ""
    error: str = ""
    seen: Result | None = None
    dots: Dots | None = None
    reworded: bool = False
    comments: list = field(default_factory=list)

    @property
    def outside(self):
        """Whether the reader said that the statement is outside their field."""
        return self.answered and self.value is None

    @property
    def kept(self):
        """Whether their rating of the round before stands on the page, not given again yet."""
        return not self.answered and self.value is not None


def studies_for(member):
    """The studies of a board that a member may see, in order."""
    found = Study.objects.filter(board=member.board).select_related("board").prefetch_related("rounds")
    return [study for study in found if can(member, "study.see", study)]


def round_now(study):
    """The round that a page is about: the newest that has opened, else the first."""
    return study.rounds.exclude(state=Round.State.DRAFT).last() or study.rounds.first()


class StudyPage:
    """Everything that the page of a study shows to one member about one of its rounds."""

    def __init__(self, member, study, round_):
        self.member, self.study, self.round = member, study, round_
        round_.study = study
        self.panelist = study.panel.filter(member=member, dropped_at=None).first()
        self.rates = self.panelist is not None and round_.state == Round.State.OPEN
        self.lines = self._lines()

    def context(self):
        """The names that the templates use."""
        answered = sum(line.answered for line in self.lines)
        return {
            "study": self.study, "round": self.round, "lines": self.lines, "rates": self.rates, "nav": "consensus",
            "settled": self.study.statements.exclude(settled_in=None).count(),
            "answered": answered, "left": len(self.lines) - answered,
            "unrated": next((line.number for line in self.lines if not line.answered), None),
            "rounds": [one for one in self.study.rounds.all() if one.state != Round.State.DRAFT],
            "results": self._results_are_open(), "tally": self._tally(), "panel": self.study.panel.count(),
            "may_run": can(self.member, "study.run", self.member.board), "attrition": self._attrition(),
            "may_withhold": can(self.member, "comment.withhold", self.round), "waiting": self._waiting(),
        }  # fmt: skip

    def _waiting(self):
        """Comments that a moderator has to read before the panel does."""
        if not can(self.member, "comment.withhold", self.round):
            return []
        return [
            {"key": one.handle, "number": one.item.version.statement.number, "text": one.current.comment,
             "noticed": noticed_in(self.study.board, one.current.comment)}
            for one in waiting_comments(item__round=self.round)
        ]  # fmt: skip

    def _results_are_open(self):
        return self.round.state == Round.State.PUBLISHED or can(self.member, "results.see", self.round)

    def _tally(self):
        """How many statements came to which word, in rounds the member may read."""
        words = [line.seen.word for line in self.lines if line.seen and line.seen.word]
        return {word: words.count(word) for word in dict.fromkeys(sorted(words))}

    def _attrition(self):
        staff = self.member.is_staff_seat and self.member.reads_raw
        return attrition(self.study) if staff or self.study.state == Study.State.ENDED else []

    def _lines(self):
        items = self.round.items.select_related("version__statement__question")
        items = list(items.order_by("version__statement__number"))
        own = self._own(items)
        seen = {result.number: result for result in self._results()}
        return [self._line(item, own.get(item.pk), seen.get(item.version.statement.number)) for item in items]

    def _own(self, items):
        if self.panelist is None:
            return {}
        found = Rating.objects.filter(item__in=items, panelist=self.panelist).select_related("current")
        return {rating.item_id: rating for rating in found}

    def _results(self):
        """What the panel said, in this round or the last one that is told, as far as the reader may know."""
        shown = self._told_round()
        if shown is None:
            return []
        shown.study = self.study
        items = {one.version.statement.number: one for one in self._items(shown)}
        return [one for one in results_of(shown, self.member) if sees_item(self.member, items[one.number])]

    def _told_round(self):
        if self.round.state != Round.State.OPEN or self.study.roundless:
            return self.round
        return self.study.rounds.filter(number=self.round.number - 1, state=Round.State.PUBLISHED).first()

    def _items(self, round_):
        found = Item.objects.filter(round=round_).select_related("version__statement")
        for item in found:
            item.round = round_
        return found

    def _line(self, item, rating, seen):
        statement, current = item.version.statement, rating and rating.current
        line = Line(statement.number, item.version.text, statement.question and statement.question.number)
        line.answered, line.value = rating is not None, current and current.value
        line.comment = current.comment if current else ""
        same = seen if seen and seen.wording == item.version.number else None
        line.reworded, line.seen = seen is not None and same is None, same
        line.value = line.value if line.answered or same is None else same.own
        if same:
            line.dots = dots(same.counts, same.figures, same.own)
            line.comments = [one for one in same.comments if not one.withheld or one.mine or self.member.moderates]
        return line


def progress_of(study, round_, member):
    """How far a panel is, for whoever runs the study: its members by name, and how many have finished.

    Who has finished is told while the round is open, to whoever sees names: afterwards it would help to say whose
    ratings are whose, and to others whose alias is heard of meanwhile.
    """
    is_open = round_.state == Round.State.OPEN
    done = finished(round_) if is_open else set()
    panel = study.panel.select_related("member__user", "member__board").order_by("member__user__name")
    told = member.sees_names and is_open
    rows = [{"panelist": one, "finished": told and one.pk in done} for one in panel]
    return {"rows": rows, "told": told, "done": len(done), "is_open": is_open}
