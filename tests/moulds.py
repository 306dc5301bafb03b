"""Rooms made once with commands, then cast again row by row: the same rows, in a tenth of the time."""

import copy

import time_machine
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from advisory.accounts.models import User
from advisory.events.models import Log

_MOULDS = {}
_SHARED = {"auth", "contenttypes", "sites"}


def cast(wanted, make):
    """What `make` makes in an empty database; asked for again, its rows are written as they were."""
    if time_machine.escape_hatch.is_travelling() or User.objects.exists() or Log.objects.exists():
        return make()
    if wanted not in _MOULDS:
        made = make()
        _MOULDS[wanted] = copy.deepcopy(made), _rows()
        return made
    made, rows = _MOULDS[wanted]
    _write(rows)
    return copy.deepcopy(made)


def _rows():
    models = [model for model in apps.get_models() if model._meta.app_label not in _SHARED]
    found = {model: list(model._base_manager.all()) for model in models}
    return {model: rows for model, rows in found.items() if rows}


def _write(rows):
    with transaction.atomic():
        for model, things in rows.items():
            model._base_manager.bulk_create(copy.deepcopy(things))
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(rows)):
                cursor.execute(statement)
