"""Rows of the minutes of live sessions."""

from uuid import uuid4

from tests.guards.rows import Row
from tests.guards.rows_api import CALL
from tests.guards.rows_boards import POSTED, THERE_IS_NONE
from tests.guards.rows_sessions import SESSION

MINUTES = f"{SESSION}minutes/"
PART, SUGGESTION = f"{MINUTES}parts/<part_id>/", f"{MINUTES}suggestions/<suggestion_id>/"
CALLED, NUMBER = "api/v1/boards/<slug>/sessions/<number>/minutes", {"number": "3"}
PAST = {"session_id": "{past}"}
READS_FORM, SETS = "200 200 403 403 403", "302 302 403 403 403"
PUT_AWAY = THERE_IS_NONE | {"archived": "409 409 403 403 403"}
TEXT = {"title": "Notes", "body": "Three days"}
WISH = {"words": "Not one", "client_id": str(uuid4())}

MINUTES_ROWS = [
    Row("GET", MINUTES, "200", at=PAST, states=THERE_IS_NONE),
    Row("GET", MINUTES, "404"),
    POSTED(MINUTES, "302 302 403 403 403", at=PAST, states=THERE_IS_NONE),
    POSTED(MINUTES, "409 409 403 403 403"),
    POSTED(f"{MINUTES}sending/", "409 409 403 403 403", at=PAST, states=THERE_IS_NONE),
    POSTED(f"{MINUTES}approval/", "422 403 403 403 403", at=PAST, states=THERE_IS_NONE),
    Row("GET", f"{MINUTES}parts/", READS_FORM, at=PAST, states=THERE_IS_NONE),
    POSTED(f"{MINUTES}parts/", SETS, at=PAST, form=TEXT, states=THERE_IS_NONE | {"archived": "422 422 403 403 403"}),
    Row("GET", PART, READS_FORM, at=PAST, states=THERE_IS_NONE),
    POSTED(PART, SETS, at=PAST, form=TEXT, states=PUT_AWAY),
    POSTED(f"{PART}removal/", SETS, at=PAST, states=PUT_AWAY),
    Row("GET", MINUTES, "404", at=PAST, query={"from": 2, "to": 9}, states=THERE_IS_NONE),
    Row("GET", f"{PART}suggestion/", "200 200 404 404 404", at=PAST | {"part_id": "{old}"}, states=THERE_IS_NONE),
    Row("GET", f"{PART}suggestion/", "200 200 200 200 403", at=PAST, states=THERE_IS_NONE),
    POSTED(f"{PART}suggestion/", "302 302 302 302 403", at=PAST, form=WISH,
           states=THERE_IS_NONE | {"archived": "409 409 409 409 403"}),
    POSTED(f"{SUGGESTION}taking/", SETS, at=PAST, states=PUT_AWAY),
    POSTED(f"{SUGGESTION}declining/", SETS, at=PAST, form={"answer": "One was said"}, states=PUT_AWAY),
    Row("GET", CALLED, "200", at=NUMBER, states=THERE_IS_NONE),
    Row("GET", CALLED, "404"),
    CALL("POST", f"{CALLED}/parts/<part_id>/suggestions", "200 200 200 200 403", at=NUMBER, body=WISH,
         states=THERE_IS_NONE | {"archived": "409 409 409 409 403"}),
    POSTED(f"{MINUTES}docx/", "200", at=PAST, states=THERE_IS_NONE),
    POSTED(f"{MINUTES}pdf/", "200", at=PAST, states=THERE_IS_NONE),
]  # fmt: skip
