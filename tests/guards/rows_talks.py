"""Rows of what is written in live sessions."""

from tests.guards.rows import Row
from tests.guards.rows_acts import DESK
from tests.guards.rows_boards import POST, POSTED, QUESTION, THERE_IS_NONE
from tests.guards.rows_sessions import LIVE, OVER, SESSION

ASKED = {"post_id": "{asked}"}
GOING = THERE_IS_NONE | OVER


def STEERED(act, **form):
    """A row of what the desk does with a question for the room."""
    return POSTED(f"{POST}moderation/<act>/", DESK, at=ASKED | {"act": act}, form=form, states=GOING)


TALKS: list[Row] = [
    POSTED(f"{SESSION}talks/", "409 409 403 403 403", form={"talk": "chat"}),
    POSTED(f"{SESSION}talks/", DESK, at=LIVE, form={"talk": "chat"}, states=GOING),
    POSTED(f"{SESSION}talks/", "422 422 403 403 403", at=LIVE, form={"talk": "song"}, states=THERE_IS_NONE),
    STEERED("stage", on="1"),
    STEERED("settle", on="1"),
    POSTED(f"{QUESTION}scales/", DESK, form={"prompt": "Do you agree?"},
           states=dict.fromkeys(("draft", "closed", "archived"), "409 409 403 403 403")),
]  # fmt: skip
