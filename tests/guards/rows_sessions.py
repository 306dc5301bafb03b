"""Rows of live sessions: the list, the schedule, the agenda."""

from tests.guards.rows import Row
from tests.guards.rows_boards import BOARD, POSTED

SESSIONS = f"{BOARD}sessions/"
SESSION = f"{SESSIONS}<session_id>/"
AGENDA, ITEM = f"{SESSION}agenda/", f"{SESSION}agenda/<item_id>/"
RUNS, SETS = "200 200 403 403 403", "302 302 403 403 403"
OVER = dict.fromkeys(("closed", "archived"), "409 409 403 403 403")
SAYS_SO = dict.fromkeys(("closed", "archived"), "422 422 403 403 403")
NEW = {"title": "We meet", "starts_at": "2100-01-01T12:00", "minutes": "60", "provider": "mesh"}
POINT = {"title": "Doses", "minutes": "10"}

SESSION_ROWS = [
    Row("GET", SESSIONS, "200"),
    Row("GET", f"{SESSIONS}new/", RUNS),
    POSTED(f"{SESSIONS}new/", "422 422 403 403 403"),
    POSTED(f"{SESSIONS}new/", SETS, form=NEW, states=SAYS_SO),
    Row("GET", SESSION, "200"),
    Row("GET", f"{SESSION}edit/", RUNS),
    POSTED(f"{SESSION}edit/", SETS, form=NEW, states=SAYS_SO),
    POSTED(f"{SESSION}cancellation/", SETS, states=OVER),
    Row("GET", AGENDA, RUNS),
    POSTED(AGENDA, SETS, form=POINT, states=SAYS_SO),
    Row("GET", ITEM, RUNS),
    POSTED(ITEM, SETS, form=POINT, states=SAYS_SO),
    POSTED(f"{ITEM}removal/", SETS, states=OVER),
    POSTED(f"{ITEM}move/", SETS, form={"step": "down"}, states=OVER),
    POSTED(f"{ITEM}move/", "404", form={"step": "sideways"}),
]
