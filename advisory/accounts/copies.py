"""The copy a person takes: a file for each sort of thing, readable by people and programs, and what each of them is."""

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from advisory.accounts.registries.personal import lines

README = """Your data on Advisory
=====================

Taken on {day} (UTC) for {name}.

Each .json file is a list, one entry for each thing. Times are UTC. Boards are named as in their address.

{told}

Not in this copy:

{left_out}
"""


def copy_of(person):
    """Everything that leads to a person, as the bytes of a ZIP."""
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as copy:
        for line in lines():
            if line.tells:
                told = [line.tells(row) for row in line.rows(person)]
                copy.writestr(f"{name_of(line)}.json", _json(told))
        if person.photo:
            with person.photo.open("rb") as photo:
                copy.writestr("photo.webp", photo.read())
        copy.writestr("README.txt", _readme(person))
    return kept.getvalue()


def name_of(line):
    """What the file of a sort of row is called: "discussions.PostVersion" is discussions-postversion."""
    return line.model.replace(".", "-").lower()


def _json(told):
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def _readme(person):
    told = [f"- {name_of(line)}.json: {line.means}." for line in lines() if line.tells]
    told += ["- photo.webp: your photo."] if person.photo else []
    left_out = [f"- {line.means}: {line.left_out}." for line in lines() if not line.tells]
    day = f"{timezone.now():%Y-%m-%d %H:%M}"
    return README.format(day=day, name=person.name, told="\n".join(told), left_out="\n".join(left_out))
