"""Rows of the wall, the switches and a seat handed over, on the page of people."""

from tests.guards.rows import Row
from tests.guards.rows_boards import BOARD, POSTED

PEOPLE = f"{BOARD}people/"
SIGHT, SUCCESSION = f"{PEOPLE}<member_id>/sight/", f"{PEOPLE}<member_id>/succession/"
OF_THE_TEAM, AT_THE_DESK = {"member_id": "{sponsor}"}, {"member_id": "{desk}"}
HEIR = {"heir": "{watch}", "after": "leave"}

WALLS = [
    POSTED(f"{PEOPLE}wall/", "302 302 403 403 403", form={"sight": "report"}),
    POSTED(f"{PEOPLE}wall/", "422 422 403 403 403"),
    POSTED(f"{PEOPLE}switches/", "302 403 302 403 403"),
    POSTED(SIGHT, "302 302 403 403 403", at=OF_THE_TEAM, form={"sight": "report"}),
    POSTED(SIGHT, "422 422 403 403 403", form={"sight": "report"}),
    Row("GET", SUCCESSION, "200 200 403 403 403", at=AT_THE_DESK),
    Row("GET", SUCCESSION, "403"),
    POSTED(SUCCESSION, "302 302 403 403 403", at=AT_THE_DESK, form=HEIR),
    POSTED(SUCCESSION, "422 422 403 403 403", at=AT_THE_DESK),
]
