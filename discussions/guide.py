"""A member's view of a board's discussion guide: what is asked, what they answered, what is new to them."""

from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Q

from advisory.events.seals import Reading
from advisory.rows import again
from boards.models import Role
from discussions import asked
from discussions.audience import streams_of
from discussions.counted import Counts
from discussions.models import Post, Question
from discussions.visibility import STAFF, reads_all, told_count


class Guide:
    """One member's guide; every part is read from the database at most once, whatever the number of posts."""

    number = 0  # of the question whose page is read

    def __init__(self, member):
        self.member = member
        self.board = member.board
        self.reading = getattr(member, "reading", None) or Reading()

    @cached_property
    def questions(self):
        """All questions in order, each with its section, its board, and how the member stands to it."""
        if self.reading.seals:
            found = list(map(again, self.reading("questions", lambda: asked.guide(board=self.board.pk))))
        else:
            found = asked.questions(board=self.board.pk, member=self.member.pk)
        for question in found:
            question.board = self.board
            if self.reading.seals:
                question.passed, question.read_to = self.own.gates.get(question.pk), self.own.marks.get(question.pk)
        return found

    @cached_property
    def own(self):
        """What is the member's own: gates, marks and the number on their bell, drafts and reactions on one question."""
        who = {"member": self.member.pk, "person": self.member.user_id, "board": self.board.pk}
        return Own(asked.own(**who, number=self.number))

    @cached_property
    def gates(self):
        """The member's own opened gates: {(member, question): passed}."""
        opened = [question for question in self.questions if question.passed is not None]
        return {(self.member.pk, question.pk): question.passed for question in opened}

    @cached_property
    def taken(self):
        """The board's seats by role: how many are taken, of how many people who are or were there to answer."""
        return self.reading("seats", lambda: asked.seats_taken(board=self.board.pk))

    @property
    def seats(self):
        """How many seats of each role are taken."""
        return {seat: number for seat, number, *_ in self.taken if number}

    @property
    def circle(self):
        """How many people are or were there to answer: were the count to fall, it would tell whether who left had."""
        return sum(circle for _, _, circle, *_ in self.taken)

    def moved(self, *, live=True):
        """Whether rights on the board have moved since the member's seat was read; asked after everything else.

        They have not where nothing was read later than the seat: all was known, and nothing shared is `live`.
        """
        if not live and self.reading.whole:
            return False
        self.taken = self.reading.asked["seats"] = asked.seats_taken(board=self.board.pk)
        *_, rights, seal, site = self.taken[0]
        self.reading.keep((seal, site))
        return rights != self.board.log.rights

    @cached_property
    def streams(self):
        """The streams that the member may follow: {name on the wire: name in the log}."""
        return streams_of(self.member, self.questions, self.gates)

    @cached_property
    def ends(self):
        """Where the board's streams end, by their names in the log; noted once, before anything else is read."""
        return self.reading("ends", lambda: dict(asked.ends(log=self.board.log_id)))

    def heads(self, *suffixes):
        """The last seq of some streams that the member may follow, by name on the wire."""
        ends, wires = self.ends, [f"{self.board.stream}{suffix}" for suffix in suffixes]
        return {wire: ends.get(self.streams[wire], 0) for wire in wires if wire in self.streams}

    @cached_property
    def unread(self):
        """New posts since the member last looked, by question: only what they may read."""
        return {question.pk: self._counts[question.pk][2] for question in self.questions if self.reads(question)}

    @cached_property
    def _counts(self):
        """Of what stands on each question: answers, advisors who gave them, posts of others after the member's mark."""
        found = {one.pk: self.standing[one.pk].told(self.member, one.read_to) for one in self.questions}
        for key, answers, people in self._responses():
            found[key] = (answers, people, found[key][2])  # an answer is a form here, with words or without
        return found

    @cached_property
    def standing(self):
        """What stands on each question, whoever may count it."""
        return self.reading("standing", lambda: Counts(asked.standing(board=self.board.pk)))

    def _responses(self):
        has_forms = any(question.formed for question in self.questions)
        return self.reading("responses", lambda: asked.responses(board=self.board.pk)) if has_forms else ()

    @cached_property
    def _counted(self):
        """How many answers stand on each question, and of how many advisors, where the member may know it."""
        raw = self.member.reads_raw
        told = [one for one in self.questions if told_count(self.member.role, one.policy, one.state, raw=raw)]
        return {question.pk: self._counts[question.pk][:2] for question in told}

    @cached_property
    def answers(self):
        """How many answers stand on each question, where the member may know it; else nothing."""
        return {key: answers for key, (answers, _) in self._counted.items()}

    def gate_open(self, question):
        """Whether the member's own gate is open."""
        return (self.member.pk, question.pk) in self.gates

    def answered(self, question):
        """Whether the member has answered or passed, so that the question no longer needs them."""
        return self.gate_open(question)

    def reads(self, question):
        """Whether the member may read everybody's posts on a question."""
        member, is_open = self.member, self.gate_open(question)
        return reads_all(member.role, question.policy, question.state, is_open, raw=member.reads_raw)

    def answered_by(self, question):
        """How many advisors' answers to a question stand, or nothing where that may not be told."""
        return self._counted[question.pk][1] if question.pk in self._counted else None

    def needs(self):
        """The open questions that wait for this advisor, soonest due first."""
        if not self.member.advises or self.board.state != "open":
            return []
        waiting = [
            one for one in self.questions if one.state == Question.State.OPEN and one.asks and not self.answered(one)
        ]
        return sorted(waiting, key=lambda one: (one.due_at is None, one.due_at, one.number))

    def state(self, question):
        """A question's mark in the guide: done, now, locked, or nothing."""
        if question.state == Question.State.WAITING:
            return "locked"
        if self.answered(question):
            return "done"
        return "now" if question in self.needs()[:1] else ""

    def parts(self):
        """The guide by sections, each with its rows."""
        parts = {}
        for question in self.questions:
            parts.setdefault(question.section, []).append(self._row(question))
        return [{"section": section, "rows": rows} for section, rows in parts.items()]

    def _row(self, question):
        return {
            "question": question,
            "state": self.state(question),
            "unread": self.unread.get(question.pk, 0),
            "answers": self.answers.get(question.pk),
            "answered": self.answered_by(question) if self.member.is_staff_seat else None,
            "seats": self.circle,
            "due_at": question.due_at,
        }


class Own:
    """What is one member's own on a board, by what it is."""

    def __init__(self, rows):
        by = {what: [] for what in ("gate", "mark", "draft", "pressed", "bell")}
        for what, key, value in rows:
            by[what].append((key, value))
        self.gates = {UUID(key): passed.lower() in {"true", "1"} for key, passed in by["gate"]}
        self.marks = {UUID(key): int(order) for key, order in by["mark"]}
        self.drafts = [Drafted(*draft) for draft in by["draft"]]
        self.pressed = [(UUID(key), kind) for key, kind in by["pressed"]]
        self.bell = sum(int(new) for _, new in by["bell"])


class Drafted(NamedTuple):
    """Unsent words, and under which post they are to stand."""

    place: str
    body: str


class Part(NamedTuple):
    """A section of the guide as a page's margin names it."""

    letter: str
    title: str
    rows: tuple


class Row(NamedTuple):
    """A question in the margin, with how it stands to one member."""

    number: int
    title: str
    state: str
    unread: int
    answered: int | None
    seats: int


def margin_of(guide):
    """The guide in plain words, for the margin of a question's page."""
    return tuple(
        Part(part["section"].letter, part["section"].title, tuple(_beside(**row) for row in part["rows"]))
        for part in guide.parts()
    )


def _beside(question, state, unread, answered, seats, **_):
    return Row(question.number, question.title, state, unread, answered, seats)


def guide_of(member):
    """The guide of a seat, read once for each request however many parts of the page ask for it."""
    return member.__dict__.setdefault("guide", Guide(member))


def readable(member, question, *, everybody):
    """The posts of a question that a member may know of, in order; held ones still need hiding."""
    return in_sight(sight_of(member, question, everybody=everybody), member, question).drawn()


def sight_of(member, question, *, everybody):
    """Which posts of a question a member may know of, as one of four words."""
    if everybody:
        return "all" if member.moderates else "published"
    return "addressed" if member.advises and question.sponsor_only else "own"


def in_sight(sight, member, question):
    """The posts of one of these words, in order."""
    own, published = Q(author=member), Q(order__isnull=False)
    asked_of_me = Q(thread__opener=member, thread__role=Role.ADVISOR, role__in=STAFF, held_at=None) & published
    seen = {"all": Q(), "published": own | published, "addressed": own | asked_of_me, "own": own}[sight]
    return Post.objects.filter(seen, question=question).order_by(F("order").asc(nulls_last=True), "created_at")
