"""Rows of the back room: its page, and notes written, changed and taken back."""

from tests.guards.rows import Row
from tests.guards.rows_boards import BOARD, POSTED, WORDS

ROOM = f"{BOARD}backroom/"
NOTES, NOTE = f"{ROOM}notes/", f"{ROOM}notes/<note_id>/"
OWN = {"note_id": "{jotting}"}
CHANGE = {**WORDS, "version": "1"}
OVER = {"archived": "409 409 409 403 409"}
GONE = {"draft": "404", "archived": "409 409 409 404 409"}

BACKROOM = [
    Row("GET", ROOM, "200 200 200 403 200"),
    Row("GET", f"{BOARD}questions/<number>/as-advisor/", "200 200 403 403 403"),
    Row("GET", f"{BOARD}questions/<number>/as-advisor/", "200 200 403 403 403", at={"number": 3}),
    POSTED(NOTES, "302 302 302 403 302", form=WORDS, states=OVER),
    POSTED(NOTES, "422 422 422 403 422", states=OVER),
    POSTED(NOTES, "302 302 302 403 302", form={**WORDS, "post": "{post}"}, states={**OVER, "draft": "404"}),
    POSTED(
        NOTES,
        "302 302 404 404 404",
        form={**WORDS, "post": "{held}"},
        states={"draft": "404", "archived": "409 409 404 404 404"},
    ),
    POSTED(
        NOTES,
        "302 302 403 404 404",
        form={**WORDS, "post": "{secret}"},
        states={"draft": "404", "archived": "409 409 403 404 404"},
    ),
    Row("GET", NOTE, "200 200 200 404 200", at=OWN, states={"draft": "404"}),
    Row("GET", NOTE, "200 404 404 404 404", at={"note_id": "{memo}"}, states={"draft": "404"}),
    POSTED(NOTE, "302 302 302 404 302", at=OWN, form=CHANGE, states=GONE),
    POSTED(f"{NOTE}removal/", "302 302 302 404 302", at=OWN, states=GONE),
]
