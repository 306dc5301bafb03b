"""What people call themselves, as it may stand in a list, a letter's header and a file: checked and on one line."""

from unicodedata import category

from django.db.models import CharField

from advisory.accounts.titles import title_of, titled
from advisory.refusals import Invalid
from advisory.text import checked_for

_BREAKS = {"Cc", "Zl", "Zp"}


def checked_words(model, details):
    """Details of a thing as it keeps them, each short text on one line, or Invalid naming what it cannot keep."""
    for name, words in details.items():
        if isinstance(words, str) and isinstance(model._meta.get_field(name), CharField) and _broken(words):
            text = "This must stand on one line, without control characters. Type it again."
            raise Invalid(message=text, fields={name: text})
    return checked_for(model, details)


def with_title(details, title=""):
    """Details in which the name stands as others see it, its title before it and by itself."""
    if "name" not in details:
        return details
    title = details.get("title") or title or title_of(details["name"])
    return details | {"title": title, "name": titled(title, details["name"])}


def _broken(words):
    return any(category(letter) in _BREAKS for letter in words.strip(" "))
