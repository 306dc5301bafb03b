"""The shapes that every call shares: errors, and what a write may carry."""

from pydantic import BaseModel, ConfigDict, Field


class Fault(BaseModel):
    """What went wrong, in a word for programs and a sentence for people."""

    model_config = ConfigDict(extra="allow")

    code: str = Field(examples=["closed"])
    message: str
    fields: dict[str, str] = Field(description="What to mend, by field")


class StaleFault(Fault):
    """A change that began from an older version is told the text and the version of now."""

    body: str | None = None
    version: int | None = None


class Failure(BaseModel):
    """Every error."""

    error: Fault


class Clash(BaseModel):
    """The board has moved on: closed, another seat, another policy, another version."""

    error: StaleFault


class Stamped(BaseModel):
    """A write may carry the stamp of the page it was made on; a stale one is refused with 409."""

    stamp: str | None = Field(None, max_length=200, description="The board's stamp as it was last read")


def reads(shape):
    """The answers of a call that changes nothing."""
    return {200: shape} | dict.fromkeys((401, 403, 404, 422, 503), Failure)


def writes(good):
    """The answers of a call that changes something, by its good ones."""
    return good | {409: Clash} | dict.fromkeys((400, 401, 403, 404, 413, 422, 429, 503), Failure)
