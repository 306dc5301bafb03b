"""The shapes of surveys over the API."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import BaseModel, Field

from advisory.api.shapes import Stamped
from discussions.surveys.tables import NAMES


class Wording(Stamped):
    """What a survey asks, of whom, and under which promise; what is left out stays as it is."""

    title: str | None = None
    intro: str | None = None
    privacy: str | None = Field(None, description="What becomes of the answers, beside the promise")
    promise: Literal["named", "blinded", "anonymous"] | None = None
    asked: Literal["advisors", "clinicians", "experts", "nobody"] | None = None
    design: dict[str, Any] | None = Field(None, description="{sections: [{title, items, rules}]}, as it is read")


class Writing(Wording):
    """A new survey; sent again with the same `client_id` it is begun once."""

    title: str
    client_id: UUID


class Times(Stamped):
    """When it opens and closes by itself; nothing for never."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None


class Section(Stamped):
    """The answers of one section by the ids of its items; null empties one, {"outside": true} is not my field."""

    answers: dict[str, Any]
    draft: bool = Field(False, description="Keep what can be read, and do not ask for what is required yet")


class SurveyTold(BaseModel):
    """A survey as I may know it."""

    number: int
    title: str
    intro: str
    privacy: str
    promise: Literal["named", "blinded", "anonymous"]
    asked: Literal["advisors", "clinicians", "experts", "nobody"]
    state: Literal["draft", "open", "closed"]
    opens: str | None
    closes: str | None
    shared: bool
    design: dict[str, Any]


class Surveys(BaseModel):
    """The surveys of a board that I may see."""

    items: list[SurveyTold]
    next: None = None


class SheetTold(BaseModel):
    """My sheet: where to go on, the sections that my answers lead through, and what I said."""

    begun: bool
    finished: bool
    section: str = Field(description='The section to answer next; "end" when only finishing is left')
    path: list[str]
    answers: dict[str, dict[str, Any]] = Field(description="Marks and texts by item; of an anonymous survey none, once")
    unread: dict[str, str] = Field(description="What a draft could not keep, by item")


class Figure(BaseModel):
    """One figure: of which part, what it is, and the number or words."""

    part: str
    figure: str
    value: float | str | None


class GroupTold(BaseModel):
    """How one group answered."""

    label: str
    n: int
    figures: list[Figure]


class ItemTold(BaseModel):
    """How an item was answered; without figures where too few answered."""

    item: str
    section: str
    kind: str
    label: str
    met: int
    n: int
    outside: int
    figures: list[Figure] | None
    words: list[str]
    groups: list[GroupTold]


class Left(BaseModel):
    """How many reached a section, and how many left there; null where it would tell what few of them answered."""

    section: str
    reached: int | None
    left: int | None


class Came(BaseModel):
    """What a survey came to; without items where too few finished."""

    invited: int
    started: int
    finished: int
    items: list[ItemTold]
    left: list[Left]
    hidden: list[str] = Field(description="Groups of the breakdown that are too small to be told")


class Taking(Schema):
    """What of a survey to take out: all tables as a workbook, or one of them."""

    format: Literal["xlsx", "csv"]
    sheet: Literal[NAMES] = Field("Answers", description="Which table, of CSV")
