"""Rows of live sessions: the list, the schedule, the agenda."""

from tests.guards.rows import NOBODYS, Row
from tests.guards.rows_api import CALL
from tests.guards.rows_boards import BOARD, POSTED, THERE_IS_NONE

SESSIONS = f"{BOARD}sessions/"
SESSION = f"{SESSIONS}<session_id>/"
AGENDA, ITEM = f"{SESSION}agenda/", f"{SESSION}agenda/<item_id>/"
RUNS, SETS = "200 200 403 403 403", "302 302 403 403 403"
OVER = dict.fromkeys(("closed", "archived"), "409 409 403 403 403")
SAYS_SO = dict.fromkeys(("closed", "archived"), "422 422 403 403 403")
NEW = {"title": "We meet", "starts_at": "2100-01-01T12:00", "minutes": "60", "provider": "mesh"}
TRANSCRIPT = f"{SESSION}transcript/"
LIVE, UNKNOWN = {"session_id": "{live}"}, "404 404 403 403 403"
SMALL = f"{SESSION}breakouts/<breakout_id>/"
HAND, GUEST = f"{SESSION}hands/<hand_id>/", f"{SESSION}attendances/<attendance_id>/"
NOT_NOW = dict.fromkeys(("draft", "closed", "archived"), "404")
FACES = "409 409 403 403 403"  # there is no sound and no picture on a board where advisors go by aliases
GOING = THERE_IS_NONE | OVER
DECK = "api/v1/boards/<slug>/sessions/<number>/deck"
POINT = {"title": "Doses", "minutes": "10"}

SESSION_ROWS = [
    Row("GET", SESSIONS, "200"),
    Row("GET", f"{SESSIONS}new/", RUNS),
    POSTED(f"{SESSIONS}new/", "422 422 403 403 403"),
    POSTED(f"{SESSIONS}new/", SETS, form=NEW, states=SAYS_SO),
    Row("GET", SESSION, "200"),
    Row("GET", f"{SESSION}calendar.ics", "200"),
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

    POSTED(f"{SESSION}opening/", SETS, states=OVER | {"draft": "409 409 403 403 403"}),
    *(POSTED(f"{SESSION}{act}/", "409 409 403 403 403") for act in ("beginning", "ending", "admission")),
    *(POSTED(f"{SESSION}{act}/", SETS, at=LIVE, states=GOING) for act in ("ending", "admission", "next")),
    POSTED(f"{SESSION}locking/", SETS, at=LIVE, form={"on": "1"}, states=GOING),
    POSTED(f"{SESSION}greeting/", SETS, at=LIVE, form={"words": "Soon"}, states=GOING),
    POSTED(f"{SESSION}greeting/", "422 422 403 403 403", at=LIVE, form={"words": "So" * 200}, states=GOING),
    Row("GET", SESSION, "200", at=LIVE, states=THERE_IS_NONE),
    Row("GET", f"{SESSION}prejoin/", "302"),
    Row("GET", f"{SESSION}prejoin/", "302 302 200 302 200", at=LIVE,
        states=THERE_IS_NONE | dict.fromkeys(("closed", "archived"), "302")),
    POSTED(f"{SESSION}prejoin/", "409"),
    POSTED(f"{SESSION}prejoin/", "302", at=LIVE, states=THERE_IS_NONE | dict.fromkeys(("closed", "archived"), "409")),
    POSTED(f"{SESSION}leaving/", "302 302 404 302 404", at=LIVE, states=THERE_IS_NONE),
    POSTED(f"{GUEST}admission/", SETS, at=LIVE, states=GOING),
    POSTED(f"{GUEST}declining/", SETS, at=LIVE, states=GOING),
    Row("GET", f"{SESSION}room/", "200 200 404 200 404", at=LIVE, states=NOT_NOW),
    POSTED(f"{SESSION}presence/", "200 200 404 200 404", at=LIVE, states=NOT_NOW),
    POSTED(f"{ITEM}extension/", SETS, at=LIVE | {"item_id": "{now}"}, states=GOING),
    POSTED(f"{SESSION}next/", "409 409 403 403 403"),
    POSTED(f"{SESSION}hands/", "302 302 403 302 403", at=LIVE, states=THERE_IS_NONE
           | dict.fromkeys(("closed", "archived"), "409 409 403 409 403")),
    POSTED(f"{HAND}calling/", SETS, at=LIVE, states=GOING),
    POSTED(f"{HAND}calling/", UNKNOWN, at=LIVE | {"hand_id": NOBODYS}, states=THERE_IS_NONE),
    POSTED(f"{GUEST}admission/", UNKNOWN, at=LIVE | {"attendance_id": NOBODYS}, states=THERE_IS_NONE),
    POSTED(f"{ITEM}extension/", UNKNOWN, at=LIVE | {"item_id": NOBODYS}, states=THERE_IS_NONE),
    POSTED(f"{HAND}lowering/", "302 302 403 302 403", at=LIVE, states=THERE_IS_NONE
           | dict.fromkeys(("closed", "archived"), "409 409 403 409 403")),
    POSTED(f"{SESSION}mutes/", FACES, at=LIVE, form={"member": "{seat}"}, states=GOING),
    POSTED(f"{SESSION}mutes/", FACES, at=LIVE, form={"everybody": "1"}, states=GOING),
    POSTED(f"{SESSION}mutes/", "404", at=LIVE, form={"member": "nobody"}),
    POSTED(f"{SESSION}mutes/<member_id>/lifting/", FACES, at=LIVE, states=THERE_IS_NONE),
    POSTED(f"{SESSION}presenter/", FACES, at=LIVE, form={"member": "{seat}"}, states=GOING),
    POSTED(f"{SESSION}presenter/", FACES, at=LIVE, states=GOING),
    POSTED(f"{SESSION}spotlight/", FACES, at=LIVE, form={"member": "{seat}"}, states=GOING),
    POSTED(f"{SESSION}spotlight/", "409 409 403 403 403", at=LIVE, form={"member": "{watch}"}, states=THERE_IS_NONE),
    POSTED(f"{SESSION}recordings/", "409 403 403 403 403"),
    POSTED(f"{SESSION}recordings/ending/", SETS, at=LIVE, states=THERE_IS_NONE),
    POSTED(f"{SESSION}recordings/<recording_id>/retry/", UNKNOWN, at={"recording_id": NOBODYS}),
    POSTED(f"{SESSION}captions/", "409 403 403 403 403"),
    POSTED(f"{SESSION}captions/ending/", SETS, at=LIVE, states=THERE_IS_NONE),
    *(Row("GET", f"{TRANSCRIPT}{name}", "200 200 200 200 403", at=LIVE, states=THERE_IS_NONE)
      for name in ("", "transcript.vtt", "transcript.txt")),
    Row("GET", f"{TRANSCRIPT}<caption_id>/", RUNS, at=LIVE, states=THERE_IS_NONE),
    POSTED(f"{TRANSCRIPT}<caption_id>/", SETS, at=LIVE, form={"words": "Soon", "version": "1"},
           states=THERE_IS_NONE | {"archived": "409 409 403 403 403"}),
    POSTED(f"{SESSION}telling/", SETS, at=LIVE, form={"words": "Soon"}, states=GOING),
    Row("GET", f"{SESSION}breakouts/", RUNS),
    POSTED(f"{SESSION}breakouts/", "422 422 403 403 403", form={"name": ""}),
    *(POSTED(f"{SESSION}breakouts/{act}/", "409 409 403 403 403", at=LIVE, states=THERE_IS_NONE)
      for act in ("opening", "leaving")),
    POSTED(f"{SESSION}breakouts/closing/", SETS, at=LIVE, states=GOING),
    Row("GET", SMALL, UNKNOWN, at={"breakout_id": NOBODYS}),
    POSTED(SMALL, UNKNOWN, at={"breakout_id": NOBODYS}),
    POSTED(f"{SMALL}removal/", UNKNOWN, at={"breakout_id": NOBODYS}),
    POSTED(f"{SMALL}visit/", UNKNOWN, at={"breakout_id": NOBODYS}),
    POSTED(f"{SESSION}deck/<document_id>/", "409 409 403 403 403", at=LIVE, states=THERE_IS_NONE),
    POSTED(f"{SESSION}deck/slide/", "409 409 403 403 403", at=LIVE, form={"slide": "2"}, states=THERE_IS_NONE),
    POSTED(f"{SESSION}deck/slide/", "404", at=LIVE, form={"slide": "two"}),
    POSTED(f"{SESSION}deck/closing/", "409 409 403 403 403", at=LIVE, states=THERE_IS_NONE),
    CALL("POST", "api/v1/boards/<slug>/sessions/<number>/tickets", "409"),
    Row("GET", DECK, "200 200 404 200 404", at={"number": "2"}, states=NOT_NOW),
    Row("GET", DECK, "404"),
    CALL("PUT", DECK, "409 409 404 403 404", at={"number": "2"}, states=NOT_NOW,
         body={"version": "11111111-1111-4111-8111-111111111111", "slide": 2}),
]  # fmt: skip
