"""Credentials: identifiers that people give, and how each was checked."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class CredentialQuerySet(models.QuerySet):
    """Credentials, by what there is to do about them."""

    def waiting(self):
        """Those that nobody has checked yet, longest waiting first."""
        return self.filter(state=Credential.State.SUBMITTED).order_by("submitted_at")

    def lapsing(self, today):
        """Verified ones whose last day is over."""
        return self.filter(state=Credential.State.VERIFIED, valid_until__lt=today)


class Credential(models.Model):
    """An identifier in a register, by which somebody shows that they are what they say."""

    class Kind(models.TextChoices):
        NPI = "npi", "NPI"
        ORCID = "orcid", "ORCID"
        GMC = "gmc", "GMC number"
        OTHER = "other", "Other licence or registration"

    class State(models.TextChoices):
        SUBMITTED = "submitted", "Waiting to be checked"
        VERIFIED = "verified", "Checked"
        REJECTED = "rejected", "Not accepted"
        LAPSED = "lapsed", "Lapsed"

    REGISTERS = {
        Kind.NPI: "National Provider Identifier, United States",
        Kind.ORCID: "ORCID",
        Kind.GMC: "General Medical Council, United Kingdom",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="credentials")
    kind = models.CharField(max_length=10, choices=Kind)
    number = models.CharField(max_length=60)
    register = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State, default=State.SUBMITTED)
    submitted_at = models.DateTimeField(default=timezone.now)
    valid_until = models.DateField(null=True, blank=True)

    objects = CredentialQuerySet.as_manager()
    together = ("user",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "register", "number"], name="credential_once"),
        ]

    def __str__(self):
        return f"{self.kind} of {self.user_id}"

    @property
    def label(self):
        """What it is called in a list: its register where there are many, else its kind."""
        return self.register if self.kind == self.Kind.OTHER else self.get_kind_display()

    @property
    def latest(self):
        """How it was last decided, if it was."""
        return max(self.checks.all(), key=lambda check: check.at, default=None)


class Check(models.Model):
    """One decision about a credential: who took it, when, and on what evidence or for what reason."""

    credential = models.ForeignKey(Credential, models.CASCADE, related_name="checks")
    state = models.CharField(max_length=10, choices=Credential.State)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    seen_on = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=400, blank=True)
    link = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.state} on {self.credential_id}"
