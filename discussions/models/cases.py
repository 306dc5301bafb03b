"""Safety cases: what may be an adverse event, what the team made of it, and to whom it was passed on."""

import json
import uuid

from django.db import models
from django.utils import timezone

from boards.models import Board, Membership, Role
from boards.safety_clock import left
from discussions.models.logged import Logged
from discussions.models.threads import Post, PostVersion


class CaseQuerySet(models.QuerySet):
    """Cases, by whether they are settled and with everything a page draws."""

    def unsettled(self):
        """Cases that are open, or handed over without a receipt."""
        return self.filter(state__in=Case.UNSETTLED)

    def drawn(self):
        """Cases with where they come from and what was made of them last."""
        found = self.select_related(
            *Case.together, "post__author__user", "said", "reporter__user", "opened_by__user", "settled_by__user",
            "current__by__user",
        )  # fmt: skip
        return found.prefetch_related("handovers__by__user", "unmaskings", "later")


class Case(Logged):
    """One possible adverse event on a board, in a post or reported by a member, and the clock that runs for it."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        HANDED_OVER = "handed-over", "Handed over"
        CLOSED = "closed", "Closed"
        NO_EVENT = "no-event", "Not an event"

    class Noticed(models.TextChoices):
        """How a case came up."""

        TEAM = "team", "By the team"
        FLAG = "flag", "By a member’s flag"
        FINDING = "finding", "By the word list"
        FORM = "form", "Reported by a member"
        COMMENT = "comment", "In a comment without a name"

    UNSETTLED = (State.OPEN, State.HANDED_OVER)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="cases")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="cases")
    said = models.ForeignKey(PostVersion, models.PROTECT, null=True, related_name="+")
    later = models.ManyToManyField(PostVersion, related_name="+")
    reporter = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role)
    opened_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    reference = models.CharField(max_length=20)
    noticed = models.CharField(max_length=10, choices=Noticed)
    client_id = models.UUIDField(null=True)
    report = models.TextField(blank=True)
    salt = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    aware_at = models.DateTimeField()
    due_at = models.DateTimeField()
    clock = models.CharField(max_length=5, choices=Board.SafetyClock)
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    dismissal = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=0)
    current = models.OneToOneField("Assessment", models.PROTECT, null=True, related_name="+")

    objects = CaseQuerySet.as_manager()
    together = ("board", "post__question__board", "current")

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(fields=["post"], condition=models.Q(state="open"), name="one_open_case_a_post"),
            models.UniqueConstraint(fields=["board", "reference"], name="case_reference_once"),
            models.UniqueConstraint(fields=["reporter", "client_id"], name="case_client_id_once"),
        ]

    def __str__(self):
        return self.reference

    @property
    def texts(self):
        """The versions of its post that it is about: as it was when it was opened, then what was taken up later."""
        return [self.said, *sorted(self.later.all(), key=lambda one: one.number)] if self.said_id else []

    @property
    def unnamed(self):
        """Whether its words were promised to stand without a name: nobody knows whose they are but by unmasking."""
        return self.noticed == Case.Noticed.COMMENT

    @property
    def left(self):
        """What its clock says now."""
        return left(self.due_at, timezone.now())

    @property
    def is_open(self):
        """Whether the clock runs."""
        return self.state == Case.State.OPEN

    @property
    def is_unsettled(self):
        """Whether something is still to be done: hand it over, or note the receipt."""
        return self.state in Case.UNSETTLED


class Assessment(models.Model):
    """One version of what the team makes of a case, with the salt under which its event committed to the words."""

    class Serious(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        UNKNOWN = "unknown", "Unknown: Drug Safety will ask"

    class Verdict(models.TextChoices):
        MET = "met", "Met"
        NOT_MET = "not-met", "Not met"
        UNCLEAR = "unclear", "Unclear"

    CRITERIA = {
        "patient": "Identifiable patient",
        "reporter": "Identifiable reporter",
        "product": "Suspect product",
        "event": "Adverse event",
    }

    case = models.ForeignKey(Case, models.CASCADE, related_name="assessments")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    title = models.CharField(max_length=160, blank=True)
    criteria = models.JSONField()
    serious = models.CharField(max_length=10, choices=Serious, default=Serious.UNKNOWN)
    narrative = models.TextField(blank=True)
    salt = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="assessment_once")]

    def __str__(self):
        return f"assessment {self.number} of {self.case_id}"

    @property
    def spoken(self):
        """The two texts to which its event commits: the narrative, and all that stands beside it."""
        beside = {"title": self.title, "criteria": self.criteria, "serious": self.serious}
        return {"words": self.narrative, "shown": json.dumps(beside, sort_keys=True, ensure_ascii=False)}


class HandOver(models.Model):
    """A case passed on: to whom, when, how, and under which number they keep it."""

    class How(models.TextChoices):
        FORM = "form", "Secure form"
        EMAIL = "email", "Email"
        PHONE = "phone", "Telephone"
        PERSON = "person", "In person"

    case = models.ForeignKey(Case, models.CASCADE, related_name="handovers")
    to = models.CharField(max_length=160)
    how = models.CharField(max_length=10, choices=How)
    at = models.DateTimeField()
    note = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    receipt = models.CharField(max_length=80, blank=True)
    receipt_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["recorded_at"]

    def __str__(self):
        return f"hand-over of {self.case_id}"


class Unmasking(models.Model):
    """Whoever answers for safety looked behind a reporter's alias, and why."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="unmaskings")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=400)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"unmasking in {self.case_id}"
