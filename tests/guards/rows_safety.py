"""Rows of the safety desk's pages."""

from tests.guards.rows import NOBODYS, Row
from tests.guards.rows_boards import BOARD, POST, POSTED, THERE_IS_NONE

CASES, CASE = f"{BOARD}cases/", f"{BOARD}cases/<reference>/"
AT_THE_DESK = {"draft": "404 404 403 403 403"}
TAKEN = "302 302 403 403 403"
SETTLED = AT_THE_DESK | dict.fromkeys(("closed", "archived"), "409 409 403 403 403")
CRITERIA = ("patient", "reporter", "product", "event")
ASSESSED = {"version": "0", "serious": "no", **{f"{key}_verdict": "met" for key in CRITERIA}}

SAFETY = [
    Row("GET", "safety/", "200", outside="200 302 200 200"),
    Row("GET", CASES, "200 200 403 403 403"),
    Row("GET", f"{CASES}report/", "200"),
    POSTED(f"{CASES}report/", "422"),
    POSTED(f"{CASES}report/", "302", form={"report": "A patient fell.", "client_id": NOBODYS}),
    Row("GET", f"{CASES}desk/", "200 200 200 403 403"),
    POSTED(f"{CASES}desk/", "422 422 422 403 403"),
    POSTED(
        f"{CASES}desk/",
        "302 302 302 403 403",
        form={"safety_clock": "day", "safety_country": "CH", "safety_zone": "Europe/Zurich"},
    ),
    POSTED(f"{CASES}table/", "200 200 403 403 403"),
    Row("GET", CASE, "200 200 403 403 403", states=AT_THE_DESK),
    POSTED(f"{CASE}assessment/", TAKEN, form=ASSESSED, states=SETTLED),
    POSTED(f"{CASE}handover/", TAKEN, form={"to": "Drug Safety", "how": "phone"}, states=SETTLED),
    POSTED(f"{CASE}receipt/", "409 409 403 403 403", form={"receipt": "DS-7"}, states=AT_THE_DESK),
    POSTED(f"{CASE}dismissal/", TAKEN, form={"dismissal": "A study's figure"}, states=SETTLED),
    POSTED(f"{CASE}reopening/", TAKEN, states=AT_THE_DESK),
    POSTED(f"{CASE}unmasking/", "403", form={"unmasking": "They are asked"}, states=AT_THE_DESK),
    POSTED(f"{CASE}paper/", "200 200 403 403 403", states=AT_THE_DESK),
    POSTED(f"{POST}case/", TAKEN, states=THERE_IS_NONE),
    POSTED(f"{POST}case/", "302 302 404 404 404", at={"post_id": "{held}"}, states=THERE_IS_NONE),
    POSTED(f"{BOARD}people/<member_id>/safety/", TAKEN, at={"member_id": "{sponsor}"}, form={"on": "1"}),
    POSTED(f"{BOARD}people/<member_id>/safety/", "403", form={"on": "1"}),
]
