"""Rows of questions with a form: pages and calls."""

from tests.guards.rows import Row
from tests.guards.rows_api import CALL, QUESTION
from tests.guards.rows_boards import POSTED
from tests.guards.rows_boards import QUESTION as PAGE

FORM = {"at": {"number": 4}}
YES = {"chosen": ["o1"], "reason": "As I see it."}
SENT = {"value": YES, "client_id": "22222222-2222-4222-8222-222222222222"}
LATE = dict.fromkeys(("draft", "closed", "archived"), "403 403 403 409 403")
VOTE = {"at": {"number": 5}}
OVER = dict.fromkeys(("closed", "archived"), "409 409 403 409 403")
MADE = {"draft": "302 302 403 409 403"} | OVER
SETTLED = {"draft": "404"} | dict.fromkeys(("closed", "archived"), "409 409 403 403 403")
SAID = "api/v1/statements/<statement_id>"
GONE = {"draft": "404"} | dict.fromkeys(("closed", "archived"), "409 409 404 404 404")
ANSWERED = [
    Row("GET", PAGE, "200", **FORM),
    POSTED(f"{PAGE}response/", "403 403 403 302 403", form=YES, states=LATE, **FORM),
    POSTED(f"{PAGE}response/", "404"),
    Row("GET", f"{PAGE}design/", "200 200 200 403 403", **FORM),
    Row("GET", f"{PAGE}design/", "404 404 404 403 403"),
    POSTED(f"{PAGE}design/", "422 422 422 403 403", **FORM),
    Row("GET", f"{PAGE}figure/", "404", **FORM),
    Row("GET", f"{QUESTION}/design", "200", **FORM),
    Row("GET", f"{QUESTION}/response", "200", **FORM),
    CALL("PUT", f"{QUESTION}/response", "403 403 403 201 403", body=SENT, states=LATE, **FORM),
    CALL("PUT", f"{QUESTION}/response", "409", body=SENT),
    Row("GET", f"{QUESTION}/results", "200", **FORM),
    Row("GET", PAGE, "200", **VOTE),
    Row("GET", f"{PAGE}opinions/", "200", **VOTE),
    Row("GET", f"{PAGE}opinions/", "404"),
    POSTED(f"{PAGE}statements/", "302 302 403 302 403", form={"text": "Monthly."}, states=MADE, **VOTE),
    POSTED(f"{PAGE}statements/", "422 422 403 422 403", form={"text": ""},
           states={"draft": "422 422 403 409 403"} | OVER, **VOTE),
    POSTED(f"{PAGE}statements/<statement_id>/", "302 302 403 403 403", form={"verdict": "accept"},
           states=SETTLED, **VOTE),
    POSTED(f"{PAGE}statements/<statement_id>/", "404", form={"verdict": "perhaps"}, **VOTE),
    POSTED(f"{PAGE}stances/", "403 403 403 302 403", form={"statement": "1", "stance": "pass"},
           states=LATE | {"draft": "404"}, **VOTE),
    POSTED(f"{PAGE}stances/", "404", form={"statement": "9"}, **VOTE),
    Row("GET", f"{QUESTION}/statements", "200", **VOTE),
    Row("GET", f"{QUESTION}/statements", "409"),
    CALL("POST", f"{QUESTION}/statements", "201 201 403 201 403", body={"text": "Monthly."},
         states={"draft": "201 201 403 409 403"} | OVER, **VOTE),
    CALL("PUT", f"{SAID}/vote", "403 403 404 404 404", body={"vote": "agree"}, states={"draft": "404"}),
    CALL("POST", f"{SAID}/acceptance", "200 200 404 404 404", states=GONE),
    CALL("POST", f"{SAID}/rejection", "200 200 404 404 404", states=GONE),
    CALL("POST", f"{SAID}/withdrawal", "409 409 404 404 404", states={"draft": "404"}),
]  # fmt: skip
