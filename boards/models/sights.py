"""The wall: what somebody on the sponsor's side may read of what advisors write."""

from django.db import models


class Sight(models.TextChoices):
    """From everything to nothing but the approved report."""

    NAMED = "named", "Answers with names"
    BLINDED = "blinded", "Answers without names"
    REPORT = "report", "The approved report alone"
