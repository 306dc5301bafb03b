"""Live sessions: when a board meets, how long, and by which way."""

import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from boards.models.boards import Board
from boards.models.members import Membership

EARLY = timedelta(hours=2)  # how long before it begins people can be let in
FORGOTTEN = timedelta(hours=12)  # after which a session that nobody ended is over


class SessionQuerySet(models.QuerySet):
    """Sessions, by whether they are still to come."""

    def standing(self):
        """Those that are still to come, or go on now, soonest first."""
        return self.filter(state__in=Session.STANDING, board__state__in=Session.HELD_ON).order_by("starts_at")

    def over(self):
        """Those that were held, latest first."""
        return self.filter(state=Session.State.ENDED).order_by("-starts_at")

    def running(self):
        """Those to which people can come in now."""
        return self.filter(state__in=Session.RUNNING)

    def due_to_end(self, now):
        """Those that nobody ended: their board is over, or half a day ago they should have begun and were open."""
        since = now - FORGOTTEN
        over = models.Q(board__state__in=Board.OVER) | models.Q(opened_at__lte=since, starts_at__lte=since)
        return self.running().filter(over)


class Session(models.Model):
    """One live meeting of a board: when, how long, and by which way people see and hear each other."""

    class State(models.TextChoices):
        SCHEDULED = "scheduled", "Scheduled"
        LOBBY = "lobby", "Open to come in"
        LIVE = "live", "Going on now"
        ENDED = "ended", "Over"
        CANCELLED = "cancelled", "Cancelled"

    class Provider(models.TextChoices):
        """By which way people see and hear each other."""

        MESH = "mesh", "Here, for up to four cameras"
        EXTERNAL = "external", "Elsewhere, by a link"
        JANUS = "janus", "Here, for a full board"

    STANDING = (State.SCHEDULED, State.LOBBY, State.LIVE)
    RUNNING = (State.LOBBY, State.LIVE)
    HELD_ON = (Board.State.DRAFT, Board.State.OPEN)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    provider = models.CharField(max_length=8, choices=Provider, default=Provider.MESH)
    external_url = models.URLField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.SCHEDULED)
    aliased = models.BooleanField(default=False)  # whether advisors go by aliases, as it was when it opened
    locked = models.BooleanField(default=False)
    apart = models.BooleanField(default=False)
    welcome = models.CharField(max_length=280, blank=True)
    notice = models.CharField(max_length=280, blank=True)
    presenter = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    spotlit = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    scheduled_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = SessionQuerySet.as_manager()
    together = ("board",)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["board", "number"], name="session_number_once")]

    def __str__(self):
        return f"Session {self.number}"

    @property
    def log_id(self):
        return self.board.log_id

    @property
    def stream(self):
        """The name of the stream of those who were let in."""
        return f"{self.board.stream}.s{self.number}"

    @cached_property
    def placed(self):
        """Who is in which breakout room now: {member's id: room's id}; nobody while all are together."""
        return dict(self.placings.values_list("member_id", "breakout_id")) if self.apart else {}

    def apart_line_of(self, member):
        """The name of the line of the breakout room that somebody is in, or nothing; it ends as the session's does."""
        room = self.placed.get(member.pk)
        return f"{self.board.stream}.r{room.hex}.s{self.number}" if room else ""

    @property
    def opens_at(self):
        """From when on the waiting room can be opened."""
        return self.starts_at - EARLY

    @property
    def may_open(self):
        """Whether it is late enough for that."""
        return timezone.now() >= self.opens_at

    @property
    def ends_at(self):
        """When it is planned to end."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def stands(self):
        """Whether it is still to come, or goes on now."""
        return self.state in self.STANDING and self.board.state in self.HELD_ON

    @property
    def runs(self):
        """Whether people can come in now."""
        return self.state in self.RUNNING

    @property
    def status(self):
        """What is said of it beside its name: nothing while it is to come."""
        if self.state != self.State.SCHEDULED:
            return self.get_state_display()
        return "" if self.stands and self.ends_at > timezone.now() else "Not held"
