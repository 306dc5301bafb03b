"""The index: what can be found, by which words, and who may find it; the words of things stand with the things."""

import secrets
from datetime import date

from django.db import models

from advisory.search.words import pairs

DAY = 47  # bits of an entry's id below its day
SPAN = 4  # bits of a day: things are found by the 16 days in which they lie, so that the newest are looked for first
FIRST = date(2000, 1, 1)


class WordsField(models.Field):
    """The words by which something is found, as each database keeps them for searching."""

    def db_type(self, connection):
        """A vector of words on PostgreSQL; text beside which FTS5 keeps its own elsewhere."""
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_db_prep_save(self, value, connection):
        """Words in order; on PostgreSQL each with where it stands, and pairs. What a database gave stays as it is."""
        if isinstance(value, str):
            return value
        if connection.vendor != "postgresql":
            return " ".join(value)
        places = {}
        for place, word in enumerate(value, start=1):
            places.setdefault(word, []).append(str(min(place, 16_383)))
        told = (f"'{word}':{','.join(found[:255])}" for word, found in places.items())
        return " ".join([*told, *(f"'{pair}'" for pair in pairs(value))])


class SearchEntry(models.Model):
    """One thing, or part of one, that can be found: by whoever belongs to its `audience`, and by the `owner`'s seat.

    Its id begins with the day of its publication and goes on by chance: the newest come first, and of what appeared
    on one day nobody learns the order by the hour.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=12)
    thing = models.UUIDField()
    part = models.CharField(max_length=48, blank=True)
    board = models.UUIDField()
    audience = models.CharField(max_length=200)
    owner = models.UUIDField(null=True)
    sort = models.CharField(max_length=12)
    number = models.PositiveSmallIntegerField(null=True)
    place = models.PositiveIntegerField(null=True)
    role = models.CharField(max_length=10, blank=True)
    words = WordsField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thing", "part"], name="found_once")]

    def __str__(self):
        return f"{self.kind} {self.thing} {self.part}".strip()


def fresh_id(at):
    """An id for what was published at a moment: its day, then chance."""
    return first_id(at.date()) + secrets.randbits(DAY)


def first_id(day, bits=0):
    """The least id of what was published on a day or later, or in its span or later."""
    return (day - FIRST).days >> bits << bits << DAY


def said_in(day):
    """The name for what was published in the span of a day."""
    return f"span {(day - FIRST).days >> SPAN}"


def asked_at(number):
    """The name for what stands at a question of this number, on whatever board."""
    return f"question {number}"
