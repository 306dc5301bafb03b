"""The pages of a version, and what was checked in its file."""

from django.db import models

from resources.models.documents import Version


class Leaf(models.Model):
    """One page of a version: its picture, its words, and where on the page each of them stands."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="leaves")
    number = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    picture = models.FileField(blank=True)
    text = models.TextField(blank=True)
    boxes = models.JSONField(default=list)

    class Meta:
        ordering = ["version", "number"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="leaf_number_once")]

    def __str__(self):
        return f"page {self.number} of {self.version_id}"


class Check(models.Model):
    """What was looked for in a version's file, and what was found, in words."""

    class State(models.TextChoices):
        WAITS = "waits", "Looking"
        FINE = "fine", "Fine"
        NOTED = "noted", "To look at"
        STOPPED = "stopped", "Stopped"

    version = models.ForeignKey(Version, models.CASCADE, related_name="checks")
    what = models.CharField(max_length=20)
    state = models.CharField(max_length=7, choices=State, default=State.WAITS)
    said = models.CharField(max_length=300, blank=True)
    places = models.JSONField(default=list)  # [[page, begin, end]] in the texts of its pages

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["version", "what"], name="checked_once")]

    def __str__(self):
        return f"{self.what} of {self.version_id}"
