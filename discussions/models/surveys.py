"""Surveys: sections of questions to a circle of people, some of whom have no seat, and what each of them answered."""

import uuid

from django.db import models
from django.utils import timezone

from boards.models import Board, Membership


class SurveyQuerySet(models.QuerySet):
    """Surveys, by what is due."""

    def due_to_open(self, now):
        """Planned surveys whose opening time has come, on open boards."""
        return self.filter(state=Survey.State.DRAFT, opens_at__lte=now, board__state=Board.State.OPEN)

    def due_to_close(self, now):
        """Open surveys whose closing time has come, or whose board is over."""
        ending = models.Q(closes_at__lte=now) | models.Q(board__state__in=Board.OVER)
        return self.filter(ending, state=Survey.State.OPEN)


class Survey(models.Model):
    """What is asked, of whom, and under which promise; all of it is frozen once it has opened.

    `turnout` is counted as it closes: how many were invited, began, finished, and where the others left.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "In preparation"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    class Promise(models.TextChoices):
        """What respondents are told of who can know what they answered."""

        NAMED = "named", "Named"
        BLINDED = "blinded", "Blinded"
        ANONYMOUS = "anonymous", "Anonymous"

    class Asked(models.TextChoices):
        """Who of the board is asked; people without a seat are invited one by one."""

        ADVISORS = "advisors", "Advisors and patient experts"
        CLINICIANS = "clinicians", "Advisors who are not patient experts"
        EXPERTS = "experts", "Patient experts"
        NOBODY = "nobody", "Nobody on the board, only people who are invited"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="surveys")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    intro = models.TextField(max_length=4000, blank=True)
    privacy = models.TextField("what becomes of the answers", max_length=4000, blank=True)
    promise = models.CharField(max_length=10, choices=Promise, default=Promise.BLINDED)
    asked = models.CharField(max_length=10, choices=Asked, default=Asked.ADVISORS)
    design = models.JSONField(default=dict)
    salt = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    shared_at = models.DateTimeField(null=True)
    turnout = models.JSONField(null=True)

    objects = SurveyQuerySet.as_manager()
    together = ("board",)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["board", "number"], name="survey_number_once")]

    def __str__(self):
        return f"Survey {self.number}"

    @property
    def log_id(self):
        return self.board.log_id

    @property
    def due_at(self):
        """When it closes, as whatever else is due."""
        return self.closes_at

    @property
    def sections(self):
        """Its sections in the order in which they were written."""
        return self.design.get("sections", [])

    @property
    def named(self):
        """Whether respondents were told that the team sees who answered what."""
        return self.promise == Survey.Promise.NAMED

    @property
    def anonymous(self):
        """Whether no row leads from a finished sheet to a person."""
        return self.promise == Survey.Promise.ANONYMOUS

    def asks(self, member):
        """Whether a seat of the board is among those who are asked."""
        return {
            Survey.Asked.ADVISORS: member.advises,
            Survey.Asked.CLINICIANS: member.advises and not member.patient_expert,
            Survey.Asked.EXPERTS: member.advises and member.patient_expert,
        }.get(self.asked, False)


class SurveyInvitation(models.Model):
    """One address that may answer a survey without a seat, by a link of its own that is kept as a digest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="invitations")
    address = models.EmailField(max_length=254)
    nonce = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True)

    together = ("survey__board", "invited_by__user")

    class Meta:
        ordering = ["address", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "address"], condition=models.Q(revoked_at=None), name="one_survey_link_each"
            )
        ]

    def __str__(self):
        return f"invitation to {self.survey_id}"

    @property
    def board(self):
        return self.survey.board

    @property
    def log_id(self):
        return self.board.log_id

    @property
    def lives(self):
        """Whether its link leads to the survey, be it open now or not."""
        return self.revoked_at is None


class Sheet(models.Model):
    """What one respondent answered: a member, or whoever was invited; until it is finished it can be gone on with.

    Of an anonymous survey the answers leave for the urn as the sheet is finished, and this row says no more than who
    has finished. `code`, drawn at random as the survey closes, stands for a respondent wherever a sheet is told.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="sheets")
    member = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="sheets")
    invitation = models.OneToOneField(SurveyInvitation, models.PROTECT, null=True, related_name="sheet")
    values = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    salt = models.CharField(max_length=64, blank=True)
    section = models.CharField(max_length=12, blank=True)
    code = models.PositiveIntegerField(null=True)
    started_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    together = ("survey__board", "member__user", "member__board", "invitation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "member"], name="one_sheet_each"),
            models.UniqueConstraint(fields=["survey", "code"], name="sheet_code_once"),
            models.CheckConstraint(
                condition=models.Q(member=None) ^ models.Q(invitation=None), name="sheet_of_one_respondent"
            ),
        ]

    def __str__(self):
        return f"sheet of {self.survey_id}"

    @property
    def board(self):
        return self.survey.board

    @property
    def log_id(self):
        return self.board.log_id


class Urn(models.Model):
    """The finished sheets of an anonymous survey in the order of their words, without who, when or which came first."""

    survey = models.OneToOneField(Survey, models.CASCADE, related_name="urn")
    sheets = models.JSONField(default=list)
    salt = models.CharField(max_length=64)

    def __str__(self):
        return f"urn of {self.survey_id}"
