"""What becomes of everything that leads to a person: in the copy they may take, and at their erasure.

Every app names its own rows; a test walks the schema and finds the ones that nobody named.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Q

_LINES = {}
_OWNERS = []


@dataclass(frozen=True)
class Line:
    """One sort of row: whose it is, what a copy tells of it or why not, what erasure does to it or why it stays."""

    model: str
    means: str
    whose: tuple = ()
    found: Callable | None = None
    tells: Callable | None = None
    left_out: str = ""
    erases: Callable | None = None
    kept: str = ""

    def rows(self, person):
        """The rows that are this person's, in one order on every database."""
        if self.found:
            return self.found(person)
        model = apps.get_model(self.model)
        owned = model._base_manager.filter(self._owned(person)).order_by().values("pk")
        return model._base_manager.filter(pk__in=owned).order_by(*model._meta.ordering, "pk")

    def _owned(self, person):
        owned = Q()
        for path in self.whose:
            owned |= Q(**{path: person.pk})
        return owned


def personal(*lines):
    """Add an app's lines; each says both what a copy holds of it and what erasure does to it."""
    for line in lines:
        if bool(line.tells) == bool(line.left_out) or bool(line.erases) == bool(line.kept):
            raise ValueError(f"{line.model}: told or left out, erased or kept; one of each")
        if line.model in _LINES:
            raise ValueError(f"{line.model} stands twice")
        _LINES[line.model] = line


def owners_by(function):
    """Name a function person -> the owners of logs that their erasure writes to, in the order in which to lock them."""
    _OWNERS.append(function)
    return function


def owners(person):
    """The owners of every log, but the installation's, that a person's erasure writes to."""
    return [owner for function in _OWNERS for owner in function(person)]


def lines():
    """The lines of the apps that are installed, lower apps first."""
    labels = {app.label for app in apps.get_app_configs()}
    return [line for line in _LINES.values() if line.model.partition(".")[0] in labels]


def deleted(rows, person, by):
    """Erasure that leaves no row."""
    rows.delete()
