"""Key questions: what is asked, under which policy, and whose gate is open."""

import uuid
from datetime import timedelta
from functools import cache

from django.db import models

from boards.models import Board, Membership, Section, Session
from discussions.answering import DISCUSSION, KINDS, STATEMENTS
from discussions.visibility import Policy

_policy = cache(Policy)
LINGERS = timedelta(days=1)  # for which the talk of a live session stays open after it, unless it is given a due time


class QuestionQuerySet(models.QuerySet):
    """Questions, by what is due and by who looks at them."""

    def met_by(self, member):
        """Questions with how one member stands to each: `passed` (None while their gate is shut) and `read_to`."""
        return self.annotate(
            own_gate=models.FilteredRelation("gates", condition=models.Q(gates__member=member)),
            own_mark=models.FilteredRelation("read_marks", condition=models.Q(read_marks__member=member)),
            passed=models.F("own_gate__passed"),
            read_to=models.F("own_mark__order"),
        )

    def due_to_open(self, now):
        """Waiting questions on open boards whose opening time has come or was never set."""
        timely = models.Q(opens_at=None) | models.Q(opens_at__lte=now)
        return self.filter(timely, state=Question.State.WAITING, board__state=Board.State.OPEN)

    def due_to_close(self, now):
        """Open questions whose due time has come, whose board closes or has closed, or whose session is long over.

        A board waits with its closing for a session that goes on, and so does what is written there.
        """
        goes_on = models.Q(session__in=Session.objects.running())
        ending = models.Q(due_at__lte=now) | (models.Q(board__closes_at__lte=now) & ~goes_on)
        ending |= models.Q(session__ended_at__lte=now - LINGERS, due_at=None)
        return self.filter(ending | models.Q(board__state__in=Board.OVER), state=Question.State.OPEN)


class Question(models.Model):
    """One numbered key question of a board's discussion guide."""

    class State(models.TextChoices):
        WAITING = "waiting"
        OPEN = "open"
        CLOSED = "closed"

    class Talk(models.TextChoices):
        """What of a live session is written here, if it is one's."""

        ASKED = "asked", "Questions for the room"
        CHAT = "chat", "Chat"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="questions")
    section = models.ForeignKey(Section, models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    prompt = models.CharField(max_length=600)
    guidance = models.TextField(blank=True)
    stimulus = models.JSONField(null=True, blank=True)
    type = models.CharField(max_length=12, default=DISCUSSION)
    design = models.JSONField(default=dict, blank=True)
    design_version = models.PositiveSmallIntegerField(default=1)
    minutes = models.PositiveSmallIntegerField(default=5)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    opens_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    answer_first = models.BooleanField(default=False)
    blinded = models.BooleanField(default=False)
    sponsor_only = models.BooleanField(default=False)
    after_close = models.BooleanField(default=False)
    read_first = models.BooleanField(default=False)
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="talks")
    talk = models.CharField(max_length=5, choices=Talk, blank=True)
    approved_first = models.BooleanField(default=False)
    last_order = models.PositiveIntegerField(default=0)

    objects = QuestionQuerySet.as_manager()
    together = ("board", "section")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["board", "number"], name="question_number_once"),
            models.UniqueConstraint(fields=["session", "talk"], name="one_talk_of_each"),
        ]

    def __str__(self):
        return f"Question {self.number}"

    @property
    def log_id(self):
        return self.board.log_id

    @property
    def kind(self):
        """How it is answered, as a module of `discussions.answering`; nothing for discussion and statements."""
        return KINDS.get(self.type)

    @property
    def takes_stances(self):
        """Whether advisors answer it by voting on statements."""
        return self.type == STATEMENTS

    @property
    def formed(self):
        """Whether it is answered with more than words."""
        return self.type != DISCUSSION

    @property
    def asks(self):
        """Whether it waits for each advisor: the talk of a live session does once it goes on in writing."""
        return not self.talk or self.due_at is not None

    @property
    def policy(self):
        """Who sees whom on this question, as one value."""
        return _policy(self.answer_first, self.blinded, self.sponsor_only, self.after_close, self.read_first)

    @property
    def shared(self):
        """Whether peers may read each other here now, each once their gate is open."""
        return self.policy.shared(self.state)

    @property
    def stream(self):
        """The stream in which what happens inside this question is told now."""
        name = f"{self.board.stream}.q{self.number}"
        return name if self.shared else f"{name}.staff"


class Gate(models.Model):
    """An advisor's opened gate: they answered, or passed as outside their field; it stays open."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="gates")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="gates")
    passed = models.BooleanField(default=False)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "member"], name="one_gate_each")]

    def __str__(self):
        return f"{self.member} at {self.question}"
