"""The shapes of questions, posts and events, as they are sent and asked for."""

from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from advisory.api.shapes import Stamped
from boards.api import Role
from discussions.answering import NAMES

Type = Literal[NAMES]


class Asked(BaseModel):
    """A key question, and how I stand to it."""

    number: int
    section: str
    type: Type
    prompt: str
    state: Literal["waiting", "open", "closed"]
    policy: list[Literal["answer_first", "blinded", "sponsor_only", "after_close", "read_first"]]
    due: str | None
    answered: bool = Field(description="Whether I have answered or passed")
    count: int | None = Field(description="How many answers there are, where I may know it")


class AskedList(BaseModel):
    """A page of questions."""

    items: list[Asked]
    next: str | None


class Author(BaseModel):
    """Who wrote a post, as I may know them: by name, or by alias."""

    id: str
    name: str
    role: Role
    me: bool


class Reactions(BaseModel):
    """How many agree, and how many find it insightful."""

    agree: int
    insightful: int


class Removed(BaseModel):
    """A post that its author took back: its place stays, its words are gone."""

    id: str
    question: int
    reply_to: str | None
    author: Author
    at: str = Field(description="A time in UTC; the date alone for a blinded post older than 24 hours")
    edited_at: str | None
    version: int
    held: bool
    removed: Literal[True]
    reactions: Reactions


class Noticed(BaseModel):
    """What screening noticed in a version of a post, and where; a moderator decides on it."""

    id: str
    kind: str = Field(examples=["adverse_event"])
    label: str
    words: str
    version: int
    start: int
    end: int


class PollTold(BaseModel):
    """A poll as I may know it: its options, what I chose, and the counts where I may read them."""

    id: str
    post: str = Field(description="The post that asks it")
    mode: Literal["named", "blinded", "detached"]
    multiple: bool
    hidden: bool = Field(description="Whether advisors read the counts only once they have voted")
    state: Literal["draft", "open", "closed"]
    version: int = Field(description="A new one when the options are worded anew; everybody votes again")
    options: list[str]
    voted: int | None = Field(description="How many voted, where I may know it")
    counts: list[int] | None = Field(description="How many chose each option, where I may read it")
    cast: bool = Field(description="Whether I have voted on these options")
    mine: list[int] | None = Field(description="What I chose; of a detached poll that is kept nowhere")


class Said(Removed):
    """A post: an answer, or with `reply_to` a reply."""

    removed: Literal[False]
    body: str
    body_html: str
    probe: Literal[True] | None = Field(None, description="There where the team asks something with it")
    screening: list[Noticed] | None = Field(
        None, description="What was noticed, if anything: told to the author and the desk"
    )
    poll: PollTold | None = Field(None, description="The poll that it asks, if it asks one")


class Withdrawn(BaseModel):
    """The empty place of a post that a moderator took out of sight."""

    model_config = ConfigDict(extra="forbid")

    id: str
    reply_to: str | None
    held: Literal[True]


class PostList(BaseModel):
    """A page of posts, in the order of publication."""

    items: list[Said | Removed | Withdrawn]
    next: str | None


class NewPost(Stamped):
    """An answer, or with `reply_to` a reply; sent again with the same `client_id` it is posted once."""

    body: str = Field(description="1 to 20,000 characters of Markdown")
    client_id: UUID
    reply_to: UUID | None = None
    probe: bool | None = Field(
        None, description="Whether a reply of the team's is a probe, as it is where nothing is said, or a plain reply"
    )


class Change(Stamped):
    """New words for a post, and the version they started from."""

    body: str
    version: StrictInt


class Reason(Stamped):
    """Why a post is taken out of sight; its author and the moderators read it."""

    reason: str


class Drafted(Stamped):
    """Words that are not yet sent; empty ones clear the draft."""

    body: str
    reply_to: UUID | None = None


class Mark(Stamped):
    """The place of the last post that I have seen."""

    order: StrictInt = Field(ge=0)


class Happened(BaseModel):
    """One event of a stream: ids and small facts, as I may know them."""

    seq: int
    kind: str = Field(examples=["post.created"])
    at: str
    facts: dict[str, Any]


class EventList(BaseModel):
    """A page of a stream, and the number of the stream's last event."""

    items: list[Happened]
    head: int
    next: str | None
