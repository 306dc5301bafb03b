"""The maintained vocabulary of all libraries: kinds of documents, therapeutic areas, products."""

import uuid

from django.db import models

STANDARD = {
    "kind": (
        "Protocol",
        "Evidence summary",
        "Slides",
        "Patient material",
        "Recording",
        "Publication",
        "Guideline",
    )
}


class TermQuerySet(models.QuerySet):
    """Terms by facet."""

    def words(self, facet):
        """The words that a facet offers now, in order: the standard ones and those added, without the retired."""
        rows = dict(self.filter(facet=facet).values_list("word", "retired"))
        return sorted((set(STANDARD.get(facet, ())) | set(rows)) - {word for word, gone in rows.items() if gone})


class Term(models.Model):
    """One word by which documents are described; a retired one stays where it was used and is offered no more."""

    class Facet(models.TextChoices):
        KIND = "kind", "Kind"
        AREA = "area", "Therapeutic area"
        PRODUCT = "product", "Product"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    facet = models.CharField(max_length=8, choices=Facet)
    word = models.CharField(max_length=60)
    retired = models.BooleanField(default=False)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["facet", "word"]
        constraints = [models.UniqueConstraint(fields=["facet", "word"], name="word_once_in_its_facet")]

    def __str__(self):
        return self.word
