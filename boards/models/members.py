"""Seats at a board: who sits there, as what, and under which alias."""

import hashlib
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from advisory.events.readers import ALIASES, NAMES, VEILED
from boards.models.boards import Board
from boards.models.sights import Sight


class Role(models.TextChoices):
    """What a seat is for."""

    CHAIR = "chair"
    MODERATOR = "moderator"
    ADVISOR = "advisor"
    OBSERVER = "observer"
    SPONSOR = "sponsor"


STAFF = {Role.CHAIR, Role.MODERATOR, Role.SPONSOR}
DESK = {Role.CHAIR, Role.MODERATOR}


class MembershipQuerySet(models.QuerySet):
    """Seats, by whether they are taken and in the order in which members are listed."""

    def seated(self):
        """Seats that are taken now."""
        return self.filter(left_at=None)

    def agreed(self):
        """Seats of those who agreed to what their board asks for now; nobody else reads or writes there."""
        return self.filter(agreed__gte=models.F("board__terms"))

    def read_from(self, user):
        """The seats from which a person reads now."""
        return self.seated().agreed().filter(user=user, user__is_active=True)

    def asked(self):
        """Taken seats whose people have something to agree to first."""
        return self.seated().filter(agreed__lt=models.F("board__terms"))

    def circle(self):
        """Seats of all who are or were there to answer: were a leaver not counted on, counts would tell who it was."""
        return self.filter(advised=True)

    def by_name(self):
        """Seats with their people, in the order of names."""
        return self.select_related("user").order_by("user__name", "id")


class Membership(models.Model):
    """One person's seat on one board; a seat that was left stays for the record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats")
    seat = models.CharField(max_length=10, choices=Role)
    alias = models.PositiveIntegerField()
    alias_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    patient_expert = models.BooleanField(default=False)
    named = models.BooleanField(default=False)
    advised = models.BooleanField(default=False)
    safety = models.BooleanField(default=False)
    sight = models.CharField(max_length=10, choices=Sight, blank=True)
    seated_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    agreed = models.PositiveIntegerField(default=0)
    restricted_until = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()
    together = ("board", "user")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "user"], name="one_seat_each"),
            models.UniqueConstraint(fields=["board", "alias"], name="alias_once"),
        ]

    def __str__(self):
        return f"{self.user} on {self.board}"

    @property
    def log_id(self):
        return self.board.log_id

    def sit(self, role):
        """Take a role; who was there to answer once others came stays counted among the advisors."""
        self.step_down()
        self.seat = Role(role)
        self.advised = self.advised or self.seat == Role.ADVISOR

    def step_down(self):
        """Whoever leaves a board or a role before the board opens was never there to answer."""
        self.advised = self.advised and self.board.state != Board.State.DRAFT

    @property
    def role(self):
        """The seat's role, or nothing once it was left, the person may not sign in, or has a text to agree to."""
        return self.seat if self.is_taken and not self.must_agree else ""

    @property
    def is_taken(self):
        """Whether somebody who may sign in sits here now."""
        return self.left_at is None and self.user.is_active

    @property
    def must_agree(self):
        """Whether the board asks for a consent that this person has not given."""
        return self.agreed < self.board.terms

    @property
    def is_staff_seat(self):
        """Chair, moderator and sponsor see everything that advisors do not."""
        return self.seat in STAFF

    @property
    def advises(self):
        """Whether the seat is there to answer: advisors and patient experts."""
        return self.role == Role.ADVISOR

    @property
    def sits_to_answer(self):
        """Whether the seat is an advisor's and taken, be there a text to agree to first."""
        return self.is_taken and self.seat == Role.ADVISOR

    @property
    def is_advisors(self):
        """Whether the seat is an advisor's, be it taken or left."""
        return self.seat == Role.ADVISOR

    @property
    def moderates(self):
        """Whether the seat runs the desk: chair and moderator."""
        return self.role in DESK

    @property
    def answers_for_safety(self):
        """Whether a seat of the team carries the mark of whoever answers for safety on this board."""
        return self.safety and self.role in STAFF

    @property
    def reads_cases(self):
        """Whether the seat works at the safety desk: chair, moderator, and whoever answers for safety."""
        return self.moderates or self.answers_for_safety

    @property
    def restricted(self):
        """Whether a moderator lets the member read, but not write, for a time."""
        return self.restricted_until is not None and self.restricted_until > timezone.now()

    @property
    def runs_the_talk(self):
        """Whether the seat is a moderator's, by whose name the board says who moderates it."""
        return self.seat == Role.MODERATOR

    @property
    def observes(self):
        """Whether the seat only reads, and leaves no trace."""
        return self.seat == Role.OBSERVER

    @property
    def sponsors(self):
        """Whether the seat is on the sponsor's side, where the wall may stand."""
        return self.seat == Role.SPONSOR

    def succeeds(self, other):
        """Whether this seat may take another's place at the desk: of the team, and neither there yet nor advising."""
        return self.pk != other.pk and self.board_id == other.board_id and self.role in {Role.OBSERVER, Role.SPONSOR}

    @property
    def reach(self):
        """What of the answers this seat may read: behind the wall on the sponsor's side, else by what role it is."""
        return (self.sight or self.board.sponsor_sight) if self.sponsors else Sight.NAMED.value

    def get_reach_display(self):
        """What the seat may read, as a line about it goes on."""
        label = Sight(self.reach).label
        return label[0].lower() + label[1:]

    @property
    def walled(self):
        """Whether the seat stands behind the wall: it reads no names, or nothing but the report."""
        return self.reach != Sight.NAMED

    @property
    def reads_raw(self):
        """Whether the seat may read what was written, and not the approved report alone."""
        return self.reach != Sight.REPORT

    @property
    def works_backstage(self):
        """Whether the seat reads and writes in the back room: everybody who does not advise and reads answers."""
        return bool(self.role) and not self.advises and self.reads_raw

    @property
    def sees_names(self):
        """Staff see who wrote what, unless the board keeps names from their seat."""
        board = self.board
        blinded = {Role.MODERATOR: board.moderators_blinded, Role.CHAIR: board.chairs_blinded}
        return self.is_staff_seat and not self.walled and not blinded.get(self.seat)

    @property
    def gaze(self):
        """The way in which this seat sees who wrote what."""
        if self.sees_names:
            return NAMES
        return VEILED if self.walled else ALIASES

    @property
    def openness(self):
        """How much the seat reads of who wrote what, from the report alone to every name: 0 to 3."""
        return [None, VEILED, ALIASES, NAMES].index(self.gaze) if self.reads_raw else 0

    def as_role(self, role):
        """The same seat in another role, as it would be."""
        return Membership(board=self.board, user=self.user, seat=Role(role), sight=self.sight)

    @property
    def seats_people(self):
        """Whether the seat's role may invite and seat: not behind the wall, nor a moderator from whom it is kept."""
        return not self.walled and (self.seat != Role.MODERATOR or self.board.moderators_seat)

    @property
    def unmasks(self):
        """Whether the seat may learn who reported a safety event: a moderator only where the board allows it."""
        return self.seat != Role.MODERATOR or self.board.moderators_unmask

    @property
    def exports(self):
        """Whether the seat may take the discussion out: a moderator only where the board allows it."""
        return self.reads_raw and (self.seat != Role.MODERATOR or self.board.moderators_export)

    @property
    def alias_name(self):
        return f"Advisor {self.alias}"

    @property
    def stamp(self):
        """A mark of whose seat this is and how it sees the board; a page with another mark is out of date."""
        seen = _mark(self.role, self.named, self.sight, self.safety, *self.board.rules)
        return f"{_mark(self.pk, self.user_id)}-{seen}"

    def stale(self, stamp):
        """Why a page's stamp is out of date: "other_seat", "changed_policy", or nothing."""
        mine, theirs = self.stamp.split("-"), (stamp or self.stamp).split("-")
        if mine[0] != theirs[0]:
            return "other_seat"
        return "" if mine == theirs else "changed_policy"


def _mark(*parts):
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:12]
