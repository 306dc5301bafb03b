"""Documents of a board's library with their versions, where they are shown, and who may read them."""

import uuid
from copy import copy
from datetime import date
from functools import cached_property, reduce
from operator import or_

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from boards.models import Board, Membership
from resources.models.codes import CodesField, holding
from resources.models.shelves import BOARDS, Shelf
from resources.models.terms import Term


class DocumentQuerySet(models.QuerySet):
    """Documents, by who may read them now."""

    def visible_to(self, member):
        """What one seat may read: published and meant for it, its own team's drafts, what it is asked to review."""
        return self.seen_from([member])

    def of(self, user):
        """What a person may read on any of their boards."""
        return self.seen_from(Membership.objects.seated().agreed().filter(user=user).select_related("board", "user"))

    def seen_from(self, seats):
        """What a person may read from some of their seats."""
        alike = {}
        for seat in seats:
            alike.setdefault((seat.role, seat.user.country), []).append(seat)
        return self.filter(reduce(or_, (self._seen_by(some) for (role, _), some in alike.items() if role), Q(pk=None)))

    def listed(self):
        """Newest first, each with its board, its kind, and the version that is in force."""
        force = Version.objects.published()
        published = force.filter(document=OuterRef("pk")).values("published_at")[:1]
        found = self.annotate(published_at=Subquery(published)).select_related("board", "kind")
        shown = Prefetch("versions", force, to_attr="in_force")
        return found.prefetch_related(shown, "shelves__board").order_by("-published_at", "-number", "pk")

    def _seen_by(self, seats):
        member, boards = seats[0], [seat.board_id for seat in seats]
        shown = Exists(Shelf.objects.filter(document=OuterRef("pk"), board__in=boards))
        versions = Version.objects.filter(document=OuterRef("pk"))
        meant = Q(shown) & Q(Exists(versions.filter(state=Version.State.PUBLISHED)))
        if member.is_staff_seat:
            return meant | Q(board__in=boards)
        asked = Exists(
            versions.filter(state=Version.State.IN_REVIEW, reviews__reviewer__in=seats, reviews__voided_at=None)
        )
        country = holding("countries", member.user.country)
        return (meant & holding("roles", member.role) & country) | Q(asked)


class Document(models.Model):
    """One thing to read, to see or to hear: what it is about, for whom it is meant, and until when it holds."""

    class Confidentiality(models.TextChoices):
        BOARD = "board", "For its readers alone"
        SHARED = "shared", "May be passed on to colleagues"
        PUBLIC = "public", "Public"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="documents")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=600, blank=True)
    kind = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=8, default="en")
    areas = models.ManyToManyField(Term, related_name="+", blank=True)
    products = models.ManyToManyField(Term, related_name="+", blank=True)
    tags = CodesField(max_length=400, blank=True, default=tuple)
    roles = CodesField(max_length=80, blank=True, default=tuple)
    countries = CodesField(max_length=400, blank=True, default=tuple)
    confidentiality = models.CharField(max_length=8, choices=Confidentiality, default=Confidentiality.BOARD)
    valid_until = models.DateField(null=True, blank=True)
    watermarked = models.BooleanField(default=False)
    annotated = models.BooleanField(default=True)

    objects = DocumentQuerySet.as_manager()
    together = ("board", "kind")

    class Meta:
        ordering = ["board", "number"]
        constraints = [models.UniqueConstraint(fields=["board", "number"], name="document_number_once")]
        indexes = [models.Index(fields=["id"], condition=~Q(roles=()) | ~Q(countries=()), name="narrow_documents")]

    def __str__(self):
        return self.title

    @property
    def log_id(self):
        return self.board.log_id

    @property
    def stream(self):
        """The name of the stream in which its readers hear of it."""
        return f"{self.board.stream}.d{self.number}"

    @cached_property
    def current(self):
        """The version in force, or nothing."""
        known = self.__dict__.get("in_force")
        return next(iter(self.versions.published() if known is None else known), None)

    @property
    def on_its_way(self):
        """The version that is to come, or nothing."""
        return self.versions.filter(state__in=Version.OPEN).first()

    @property
    def to_come(self):
        """The document as it is said to be with the version on its way, where there is one."""
        version = self.on_its_way
        return version.proposed if version else self

    @property
    def for_everybody(self):
        """Whether every member of its boards may read it once it is published."""
        return not self.roles and not self.countries

    @property
    def audience_said(self):
        """For whom it is meant, in words."""
        roles = " and ".join(f"{role}s" for role in self.roles)
        said = f"The team, and {roles or 'members'}" if not self.for_everybody else "Every member of its boards"
        return f"{said} in {', '.join(self.countries)}" if self.countries else said

    def place_among(self, boards):
        """The board of somebody's own in whose library they find it: its home, if they sit there."""
        elsewhere = (one.board for one in self.shelves.all() if one.board in boards)
        return self.board if self.board in boards else next(elsewhere)

    def meant_for(self, member, roles=None, countries=None):
        """Whether its audience, as it is or as it was, holds a seat where it is shown; the team reads whatever is."""
        roles, countries = (self.roles, self.countries) if roles is None else (roles, countries)
        fits = (not roles or member.role in roles) and (not countries or member.user.country in countries)
        return member.is_staff_seat or fits


class VersionQuerySet(models.QuerySet):
    """Versions by how far they have come."""

    def published(self):
        """Those in force: one for each document at most."""
        return self.filter(state=Version.State.PUBLISHED).select_related("published_by__user")

    def undrawn(self):
        """Those with a file whose pages have not been drawn, the earliest first."""
        waiting = self.exclude(file="").exclude(checks__what="pages")
        return waiting.select_related(*Version.together).order_by("uploaded_at")

    def unread(self):
        """Pages written here whose words have not been looked through."""
        waiting = self.exclude(body="").exclude(checks__what="pages")
        return waiting.select_related(*Version.together).order_by("uploaded_at")

    def expiring(self, day):
        """Those in force whose last day is before a day."""
        return self.filter(state=Version.State.PUBLISHED, document__valid_until__lt=day)


class Version(models.Model):
    """One version of a document, known by its checksum; readers see the published one alone."""

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word document"
        PPTX = "pptx", "Slides"
        IMAGE = "image", "Image"
        VIDEO = "video", "Video"
        AUDIO = "audio", "Audio"
        LINK = "link", "Link"
        PAGE = "page", "Page of text"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in_review", "In review"
        APPROVED = "approved", "Approved"
        PUBLISHED = "published", "Published"
        EXPIRED = "expired", "Expired"
        WITHDRAWN = "withdrawn", "Withdrawn"

    OPEN = (State.DRAFT, State.IN_REVIEW, State.APPROVED)
    PLAYED = (Format.VIDEO, Format.AUDIO)
    SUPERSEDED = "superseded"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    format = models.CharField(max_length=5, choices=Format)
    file = models.FileField(blank=True)
    address = models.URLField(max_length=500, blank=True)
    body = models.TextField(blank=True)
    html = models.TextField(blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    reason = models.CharField(max_length=200, blank=True)
    changed = models.CharField(max_length=600, blank=True)
    details = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    sent = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    pages = models.PositiveIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(default=0)

    objects = VersionQuerySet.as_manager()
    together = ("document__board", "document__kind", "uploaded_by__user")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="version_number_once"),
            models.UniqueConstraint(fields=["document"], condition=Q(state="published"), name="one_version_in_force"),
        ]

    def __str__(self):
        return f"{self.document}, version {self.number}"

    @property
    def board(self):
        return self.document.board

    @property
    def log_id(self):
        return self.document.log_id

    @property
    def is_open(self):
        """Whether it is still on its way: draft, in review or approved."""
        return self.state in self.OPEN

    @property
    def brings(self):
        """What is said of its document from it on, and was said otherwise before: {name: value}."""
        said = {name: value for name, value in self.details.items() if name != BOARDS}
        told = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
        return told | ({"valid_until": date.fromisoformat(last)} if (last := told.get("valid_until")) else {})

    @property
    def brings_said(self):
        """The names of what it brings, in words."""
        said = {"valid_until": "last day", "roles": "readers"}
        return ", ".join(said.get(name, name) for name in sorted(self.details)).capitalize()

    @property
    def proposed(self):
        """Its document as it is said to be once this version is in force."""
        document = copy(self.document)
        for name, value in self.brings.items() if self.is_open else ():
            setattr(document, name, value)
        return document

    @property
    def is_drawn(self):
        """Whether it has been looked through to the last page."""
        return any(check.what == "pages" for check in self.checks.all())

    @property
    def stopped(self):
        """The checks that keep it from its readers."""
        return [check for check in self.checks.all() if check.state == "stopped"]

    @property
    def fingerprint(self):
        """The ends of its checksum, by which people compare two of them."""
        return f"{self.sha256[:4]}…{self.sha256[-4:]}"
