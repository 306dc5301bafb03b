"""A few short words in one column, in which every database can look for one of them."""

from django.db import models
from django.db.models.expressions import RawSQL


class CodesField(models.CharField):
    """A set of codes as a sorted tuple, kept as "|advisor|observer|"; nothing is kept as nothing."""

    def from_db_value(self, value, expression, connection):
        """The codes that a column holds."""
        return self.to_python(value)

    def to_python(self, value):
        """The codes of a column or of any collection."""
        codes = value.split("|") if isinstance(value, str) else value or ()
        return tuple(code for code in codes if code)

    def get_prep_value(self, value):
        """The column for some codes; a text, such as one that is looked for, stays as it is."""
        if isinstance(value, str) or not value:
            return value or ""
        return f"|{'|'.join(sorted(set(value)))}|"


def holding(name, code):
    """The condition that a column is empty, and so means everybody, or holds one code."""
    held = models.Q(**{f"{name}__contains": f"|{code}|"}) if code else models.Q()
    return models.Q(**{name: ""}) | held if code else models.Q(**{name: ""})


def narrow():
    """The condition that a document is not for everybody on its boards, word for word as the index of the few has it.

    With parameters the index would not be used.
    """
    sql = "NOT (roles = '') OR NOT (countries = '')"
    return RawSQL(sql, (), output_field=models.BooleanField())  # noqa: S611 - our own words
