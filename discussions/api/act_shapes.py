"""The shapes of moderation, as they are sent and asked for."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field, StrictInt

from advisory.api.shapes import Stamped


class Because(Stamped):
    """Why, for the moderation log."""

    reason: str = ""


class Marked(Stamped):
    """What a post teaches; the team alone reads it."""

    note: str


class Moved(Because):
    """To which question."""

    question: StrictInt = Field(ge=1, le=99_999)


class Cover(Stamped):
    """Which words go, as they stand in the post's Markdown, and why."""

    words: str
    reason: str
    version: StrictInt | None = None


class Freed(Stamped):
    """Which version was read before a held post is let back; another is not let back."""

    version: StrictInt | None = None


class Wished(Stamped):
    """What the author is asked to change."""

    wish: str


class Asking(Because):
    """What an advisor is asked about their words."""

    body: str
    client_id: UUID


class Bound(Stamped):
    """Until when a member may only read, and why."""

    until: AwareDatetime = Field(description="A time with its zone")
    reason: str


class Done(BaseModel):
    """One act of moderation."""

    id: str
    verb: str
    post: str | None
    by: str | None = Field(description="Who did it; nobody where the product did")
    reason: str
    at: str
    undone: bool
    undone_by: str | None
    undo_until: str


class DoneList(BaseModel):
    """A page of the moderation log."""

    items: list[Done]
    next: str | None


Ground = Literal["safety", "personal_data", "off_topic", "tone", "other"]


class Flagging(Stamped):
    """What is wrong with a post."""

    reason: Ground
    note: str = ""


class Answering(Stamped):
    """What is answered to whoever flagged it."""

    answer: str


class Flagged(BaseModel):
    """A flag, and its answer once there is one."""

    id: str
    post: str
    reason: Ground
    note: str
    at: str
    answer: str


class FlaggedList(BaseModel):
    """A page of flags."""

    items: list[Flagged]
    next: str | None
