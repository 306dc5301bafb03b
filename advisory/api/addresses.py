"""What stands in an address: a malformed one is not there, like any other that leads nowhere."""

import re
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator

from advisory.refusals import Absent

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]{0,4}", re.ASCII)
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}", re.ASCII)


def shaped(shape, make=str):
    """What an address must look like before anything is looked for, and what is made of it."""

    def found(text):
        if not shape.fullmatch(text):
            raise Absent
        return make(text)

    return BeforeValidator(found)


def well_formed(slug, number):
    """Whether a board and a number in an address look like any that could be there."""
    return bool(_SLUG.fullmatch(slug) and _NUMBER.fullmatch(number))


Id = Annotated[UUID, shaped(_ID, UUID)]
Number = Annotated[int, shaped(_NUMBER, int)]
Slug = Annotated[str, shaped(_SLUG)]
