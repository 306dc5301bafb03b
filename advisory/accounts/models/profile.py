"""What a profile is made of: roles in care, and how somebody wants to read."""

from django.db import models


class CareRole(models.TextChoices):
    """What somebody does in care, which their advice is read in the light of."""

    PHYSICIAN = "physician", "Physician"
    NURSE = "nurse", "Nurse"
    PHARMACIST = "pharmacist", "Pharmacist"
    ALLIED = "allied", "Allied health professional"
    RESEARCHER = "researcher", "Researcher"
    PATIENT_EXPERT = "patient_expert", "Patient expert"
    CARER = "carer", "Carer"
    MANAGER = "manager", "Health service manager"
    MEDICAL_TEAM = "medical_team", "Medical team of a sponsor"
    OTHER = "other", "Other"


class TextSize(models.TextChoices):
    """How large somebody wants to read, on top of what their browser is set to."""

    USUAL = "", "As the browser has it"
    LARGE = "large", "Larger"
    LARGEST = "largest", "Largest"


class Reading(models.Model):
    """How somebody wants to read and move: private to them, and obeyed on every page."""

    text_size = models.CharField(max_length=10, choices=TextSize, blank=True)
    less_motion = models.BooleanField(default=False)
    single_keys = models.BooleanField(default=True)

    class Meta:
        abstract = True


class Profile(Reading):
    """What a person tells of themselves; every part but the name may stay empty."""

    title = models.CharField(max_length=30, blank=True)
    name = models.CharField(max_length=120)
    said_as = models.CharField(max_length=120, blank=True)
    care_role = models.CharField(max_length=20, choices=CareRole, blank=True)
    specialty = models.CharField(max_length=120, blank=True)
    affiliation = models.CharField(max_length=160, blank=True)
    city = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, blank=True)
    time_zone = models.CharField(max_length=60, default="UTC")
    languages = models.JSONField(default=list, blank=True)
    photo = models.FileField(blank=True)

    class Meta:
        abstract = True
