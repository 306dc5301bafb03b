"""Templates that are drawn once for each look, and poured anew with what they only show."""

import re
import secrets
from functools import lru_cache
from html import escape

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

LOOKS = 2_000
_SECRET = secrets.token_hex(16)  # nobody's words hold it
_PLACE = re.compile(rf"{_SECRET}-(\w+)-")


def place(*path):
    """What stands in a mould where a value is shown."""
    return f"{_SECRET}-{'__'.join(path)}-"


def poured(template, given, shown):
    """A template drawn with what it is given: names, or names in names.

    It only shows what `shown` names, as (name, …), or leaves out what is empty; all else may decide how it looks.
    """
    values, fixed = {}, []
    for path, value in _flat(given):
        if value and path in shown:
            values["__".join(path)] = value if isinstance(value, SafeString) else escape(str(value))
        else:
            fixed.append((path, value, type(value)))
    parts = _mould(template, tuple(values), tuple(fixed)).copy()
    for at in range(1, len(parts), 2):
        parts[at] = values[parts[at]]
    return mark_safe("".join(parts))


@lru_cache(LOOKS)
def _mould(template, names, fixed):
    """A template's text, and between its pieces the names of what is shown there."""
    context, shown = {}, (name.split("__") for name in names)
    for path, value in [*((path, value) for path, value, _ in fixed), *((path, place(*path)) for path in shown)]:
        *outer, last = path
        inside = context
        for name in outer:
            inside = inside.setdefault(name, {})
        inside[last] = value
    return _PLACE.split(render_to_string(template, context))


def _flat(given, *outer):
    for name, value in given.items():
        if isinstance(value, dict):
            yield from _flat(value, *outer, name)
        else:
            yield (*outer, name), value
