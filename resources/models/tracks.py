"""What runs beside a film or a sound: captions in its languages, and its chapters."""

from django.db import models

from resources.models.documents import Version


class Track(models.Model):
    """Captions in one language, or the chapters, as a WebVTT file that we wrote."""

    class Sort(models.TextChoices):
        CAPTIONS = "captions", "Captions"
        CHAPTERS = "chapters", "Chapters"

    version = models.ForeignKey(Version, models.CASCADE, related_name="tracks")
    sort = models.CharField(max_length=8, choices=Sort)
    language = models.CharField(max_length=8)
    text = models.TextField()

    class Meta:
        ordering = ["sort", "language"]
        constraints = [models.UniqueConstraint(fields=["version", "sort", "language"], name="track_once")]

    def __str__(self):
        return f"{self.sort} of {self.version_id} in {self.language}"
