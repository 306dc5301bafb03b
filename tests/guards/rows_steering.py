"""Rows of the moderator's console: the queue, reminders and messages, points to cover, closing a question."""

from tests.guards.rows import Row
from tests.guards.rows_boards import BOARD, POSTED, QUESTION

DESK = f"{BOARD}moderate/"
ALONE, OVER = "302 302 403 403 403", "409 409 403 403 403"
THERE_IS_NONE = {"draft": "404 404 403 403 403"}
CLOSED = dict.fromkeys(("closed", "archived"), OVER)
SHUT = dict.fromkeys(("draft", "closed", "archived"), OVER)

STEERING = [
    Row("GET", "api/v1/boards/<slug>/participation", "200 200 403 403 403"),
    Row("GET", DESK, "200 200 403 403 403"),
    Row("GET", DESK, "200 200 403 403 403", query={"view": "nonsense"}),
    POSTED(f"{DESK}posts/<post_id>/", ALONE, form={"decision": "hold"}, states=THERE_IS_NONE),
    POSTED(f"{DESK}posts/<post_id>/", "422 422 403 403 403", states=THERE_IS_NONE),
    POSTED(f"{DESK}undoing/", ALONE, form={"act": "{act}"}, states=THERE_IS_NONE),
    POSTED(f"{DESK}undoing/", "404 404 403 403 403", form={"act": "nonsense"}),
    Row("GET", f"{DESK}reminders/", "200 200 403 403 403", query={"question": "1"}),
    Row("GET", f"{DESK}reminders/", "404"),
    POSTED(f"{DESK}reminders/", "422 422 403 403 403", form={"question": "1", "body": "Soon."}, states=SHUT),
    Row("GET", f"{DESK}messages/", "200 200 403 403 403"),
    POSTED(f"{DESK}messages/", ALONE, form={"body": "Thank you."}, states=CLOSED),
    POSTED(f"{DESK}messages/", "422 422 403 403 403"),
    POSTED(
        f"{DESK}guidance/<note_id>/", ALONE, at={"note_id": "{note}"}, form={"on": "1"}, states=THERE_IS_NONE | CLOSED
    ),
    POSTED(
        f"{QUESTION}guidance/",
        "302 302 302 403 403",
        form={"text": "The dose"},
        states=dict.fromkeys(("closed", "archived"), "409 409 409 403 403"),
    ),
    POSTED(f"{QUESTION}closing/", ALONE, states=SHUT),
    POSTED(
        f"{QUESTION}narrowing/",
        "302 302 302 403 403",
        form={"blinded": "on"},
        states={"archived": "409 409 409 403 403"},
    ),
    POSTED(f"{QUESTION}narrowing/", "422 422 422 403 403"),
]
