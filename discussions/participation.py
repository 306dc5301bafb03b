"""Who has said how much on which question, as a moderator may know it: a handful of counts, however much was said.

A moderator from whom names are kept sees blinded questions by alias and the others by name, in tables of their own: one
table over both would let the counts of an open question tell who an alias is. The table by alias begins with the first
that somebody does under theirs and keeps them for good; of those who did nothing it tells how many there are. People
come, leave and change role by name, and a row that came or went with them would tell whose it is.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import Count, F, Max, Q, Sum
from django.utils import timezone

from advisory.events.readers import NAMES
from advisory.templatetags.ui import tint
from boards.models import Role
from discussions.awaited import Probes, probes_of
from discussions.guide import guide_of
from discussions.models import Draft, Gate, Post, Question, ReadMark


@dataclass
class Cell:
    """One advisor on one question."""

    posts: int = 0
    words: int = 0
    held: int = 0
    state: str = ""  # "draft", "held", "pass", "waiting" or nothing
    through: bool = False  # answered or passed
    probes: Probes = field(default_factory=Probes)


@dataclass
class Row:
    """One advisor on some questions, under the name by which the moderator may know them there."""

    seat: object
    hidden: bool
    cells: list = field(default_factory=list)
    spoke_at: datetime | None = None
    seen_at: datetime | None = None

    @property
    def key(self):
        """The id by which pages and forms know the advisor."""
        return self.seat.alias_id if self.hidden else self.seat.pk

    @property
    def name(self):
        return self.seat.alias_name if self.hidden else self.seat.user.name

    @property
    def initials(self):
        return f"A{self.seat.alias}" if self.hidden else self.seat.user.initials

    @property
    def colour(self):
        """The colour of their picture; an alias has none, which would be the same wherever they are met by name."""
        return "blind" if self.hidden else tint(self.seat.user_id)

    @property
    def posts(self):
        return sum(cell.posts for cell in self.cells)

    @property
    def words(self):
        return sum(cell.words for cell in self.cells)


@dataclass
class Silent:
    """All who did nothing yet under their aliases, as one: whose alias is whose is nobody's business."""

    seats: list
    key = "silent"
    initials = "…"
    colour = "blind"
    hidden = True

    @property
    def name(self):
        return f"{len(self.seats)} who {'has' if len(self.seats) == 1 else 'have'} done nothing yet"


@dataclass
class Grid:
    """Some questions and every advisor's part in them."""

    questions: list
    rows: list
    hidden: bool
    silent: list = field(default_factory=list)  # the seats of those who did nothing yet under their alias

    def pairs(self):
        """Every advisor with every question: (row, question, cell)."""
        return ((row, one, cell) for row in self.rows for one, cell in zip(self.questions, row.cells, strict=True))


class Participation:
    """The part that every advisor takes in a board's discussion; each count is read at most once.

    Counts are kept by alias and number, which are one to a seat and a question, and small beside their ids.
    """

    def __init__(self, member):
        self.member, self.board, self.now = member, member.board, timezone.now()
        self.names = member.gaze == NAMES
        self.guide = guide_of(member)

    @cached_property
    def questions(self):
        """The questions that the moderator may read, in order."""
        return [question for question in self.guide.questions if self.guide.reads(question)]

    @cached_property
    def circle(self):
        """The seats of all who are or were there to answer, in the order of names."""
        return list(self.board.seats.circle().by_name())

    @cached_property
    def advisors(self):
        """Those of them who are there now."""
        return [seat for seat in self.circle if seat.sits_to_answer]

    @cached_property
    def grids(self):
        """One table by name; for whom names are kept from, one by alias and one by name, as far as there are any."""
        if self.names:
            return [self._grid(self.questions, hidden=False)]
        blinded = [question for question in self.questions if question.blinded]
        others = [question for question in self.questions if not question.blinded]
        grids = [self._grid(blinded, hidden=True)] if blinded else []
        return grids + ([self._grid(others, hidden=False)] if others or not blinded else [])

    @cached_property
    def parts(self):
        """Every advisor's row and part in each question: {question id: [(row, cell)]}."""
        found = {question.pk: [] for question in self.questions}
        for grid in self.grids:
            for row, question, cell in grid.pairs():
                found[question.pk].append((row, cell))
        return found

    def missing(self, question):
        """The rows and parts of those who have neither answered a question nor passed it, as far as they have rows."""
        return [(row, cell) for row, cell in self.parts[question.pk] if not cell.through]

    def count_missing(self, question):
        """How many have neither answered a question nor passed it, those without a row counted."""
        silent = next((grid.silent for grid in self.grids if question in grid.questions), ())
        return len(self.missing(question)) + len(silent)

    @cached_property
    def probes(self):
        """What the team asked whom: {(member, question): Probes}."""
        return probes_of(self.questions)

    @cached_property
    def exchanged(self):
        """How many replies advisors gave each other, and how many of them in the last seven days."""
        found = self._spoken.filter(held_at=None, reply_to__role=Role.ADVISOR).exclude(reply_to__author=F("author"))
        week = Count("pk", filter=Q(published_at__gt=self.now - timedelta(days=7)))
        return tuple(found.aggregate(all=Count("pk"), week=week).values())

    @cached_property
    def answered(self):
        """Of what is asked on open questions: how much was answered, and of how much; what was passed is not asked."""
        open_ones = [question.number for question in self.questions if question.state == Question.State.OPEN]
        seats = {seat.alias for seat in (self.advisors if self.names else self.circle)}
        gates = [gate for (seat, one), gate in self._gates.items() if one in open_ones and seat in seats]
        passed = sum(was_passed for was_passed, _ in gates)
        return len(gates) - passed, len(open_ones) * len(seats) - passed

    @property
    def _spoken(self):
        return Post.objects.filter(question__in=self.questions, role=Role.ADVISOR, removed_at=None).order_by()

    @cached_property
    def _counts(self):
        seen = Q(held_at=None)
        counts = self._spoken.values_list("author__alias", "question__number").annotate(
            posts=Count("pk", filter=seen), words=Sum("current__word_count", filter=seen),
            held=Count("pk", filter=~seen), last=Max("created_at"),
        )  # fmt: skip
        return {(alias, number): found for alias, number, *found in counts}

    @cached_property
    def _gates(self):
        found = Gate.objects.filter(question__in=self.questions)
        rows = found.values_list("member__alias", "question__number", "passed", "opened_at")
        return {(alias, number): (passed, at) for alias, number, passed, at in rows}

    @cached_property
    def _drafts(self):
        found = Draft.objects.filter(question__in=self.questions, place="")
        return set(found.values_list("member__alias", "question__number"))

    @cached_property
    def _marks(self):
        """When each member last read on: {(member, whether on a blinded question): moment}."""
        found = ReadMark.objects.filter(question__in=self.questions, order__gt=0).order_by()
        rows = found.values_list("member_id", "question__blinded").annotate(last=Max("at"))
        return {(member, blinded): last for member, blinded, last in rows}

    def _grid(self, questions, *, hidden):
        if not hidden:
            return Grid(questions, [self._row(seat, questions, hidden) for seat in self.advisors], hidden)
        acted = self._acted(questions)
        rows = [self._row(seat, questions, hidden) for seat in self.circle if seat.alias in acted]
        silent = [seat for seat in self.circle if seat.alias not in acted]
        rows.sort(key=lambda row: (row.hidden, row.seat.alias if row.hidden else 0))
        return Grid(questions, rows, hidden, silent)

    def _acted(self, questions):
        """The aliases of those who ever wrote, answered or passed on some questions, and of whoever is named there."""
        wrote = Post.objects.filter(question__in=questions, role=Role.ADVISOR).order_by().values_list("author__alias")
        numbers = {question.number for question in questions}
        named = {seat.alias for seat in self.circle if seat.patient_expert and seat.named}
        return {alias for (alias,) in wrote.distinct()} | {who for who, one in self._gates if one in numbers} | named

    def _row(self, seat, questions, hidden):
        row = Row(seat, hidden and not (seat.patient_expert and seat.named))
        row.cells = [self._cell(seat, question) for question in questions]
        asked = [(seat.alias, question.number) for question in questions]
        spoke = [self._counts[key][3] for key in asked if key in self._counts]
        opened = [self._gates[key][1] for key in asked if key in self._gates]
        kinds = {question.blinded for question in questions}
        read = [self._marks[seat.pk, kind] for kind in kinds if (seat.pk, kind) in self._marks]
        row.spoke_at = max([*spoke, *opened], default=None)
        row.seen_at = max([*spoke, *opened, *read], default=None)
        return row

    def _cell(self, seat, question):
        key = seat.alias, question.number
        posts, words, held, _ = self._counts.get(key, (0, 0, 0, None))
        probes = self.probes.get((seat.pk, question.pk)) or Probes()
        cell = Cell(posts, words or 0, held, through=key in self._gates, probes=probes)
        if not posts:
            passed = cell.through and self._gates[key][0]
            states = (("held", held), ("pass", passed), ("draft", key in self._drafts), ("waiting", _waits(question)))
            cell.state = next((state for state, holds in states if holds), "")
        return cell


def _waits(question):
    return question.state == Question.State.WAITING
