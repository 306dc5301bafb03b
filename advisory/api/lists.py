"""Lists, a page at a time: `limit`, `after` and `next` mean the same everywhere."""

import re

from pydantic import BaseModel, Field

from advisory.refusals import Invalid

_PLACE = re.compile(r"[0-9]{1,18}", re.ASCII)


class Window(BaseModel):
    """Which part of a list is asked for."""

    limit: int = Field(50, ge=1, le=200, description="How many items at most")
    after: str = Field("", max_length=200, description="The `next` of the page before")

    @property
    def number(self):
        """The number after which this page begins; 0 for the first page."""
        if self.after and not _PLACE.fullmatch(self.after):
            raise lost()
        return int(self.after or 0)

    def of(self, rows, key):
        """The rows of this page out of a whole list in order, and one more when there is one."""
        keys = [key(row) for row in rows]
        if self.after and self.after not in keys:
            raise lost()
        begin = keys.index(self.after) + 1 if self.after else 0
        return rows[begin : begin + self.limit + 1]

    def listed(self, rows, key):
        """A page out of up to `limit` rows and one more: its items, and where the next page begins."""
        items = rows[: self.limit]
        return {"items": items, "next": str(key(items[-1])) if len(rows) > self.limit else None}


def lost():
    """The refusal of an `after` that no list of ours gave out."""
    return Invalid(fields={"after": "This is not a place in this list. Begin again without it."})
