"""Rows of the API."""

from tests.guards.rows import Row

BOARD = "api/v1/boards/<slug>"
QUESTION, POST = f"{BOARD}/questions/<number>", "api/v1/posts/<post_id>"
WORDS, NONE = {"body": "As I see it."}, {"draft": "404"}
UNWRITTEN = dict.fromkeys(("draft", "closed", "archived"), "409 409 409 409 403")
ID = {"client_id": "11111111-1111-4111-8111-111111111111"}


def CALL(method, address, members, **more):
    """A row of a call that changes something."""
    return Row(method, address, members, **{"body": {}, **more})


def over(members):
    """Nothing there yet on a draft; on a board that is over, 409 to those who might have."""
    late = " ".join("409" if word[0] == "2" else word for word in members.split())
    return {"states": {"draft": "404", "closed": late, "archived": late}}


CALLS = [
    Row("GET", "api/v1/openapi.json", "200", anonymous="200"),
    Row("GET", "api/v1/docs", "200", anonymous="200"),
    Row("GET", "api/v1/", "404", anonymous="404"),
    Row("GET", "api/v1/me", "200"),
    Row("GET", "api/v1/boards", "200"),
    Row("GET", BOARD, "200"),
    Row("GET", f"{BOARD}/questions", "200"),
    Row("GET", f"{BOARD}/events", "200", query={"stream": "board.{slug}"}),
    Row("GET", f"{BOARD}/events", "200", query={"stream": "board.{slug}.mine"}),
    Row("GET", f"{BOARD}/events", "200 200 404 404 404", query={"stream": "board.{slug}.desk"}),
    Row("GET", f"{BOARD}/events", "200 200 200 404 200", query={"stream": "board.{slug}.backroom"}),
    Row("GET", f"{BOARD}/events", "200 200 200 404 404", query={"stream": "board.{slug}.q2.staff"}),
    Row("GET", f"{BOARD}/events", "200 200 200 404 404", query={"stream": "board.{slug}.q2"}),
    Row("GET", f"{BOARD}/events", "200 200 200 404 200", query={"stream": "board.{slug}.q3"}),
    Row("GET", f"{BOARD}/export", "200 200 200 403 403", query={"format": "csv", "question": "1"}),
    Row("GET", f"{BOARD}/export", "200 200 403 403 403", query={"format": "html", "held": "true"}),
    Row("GET", f"{BOARD}/export/answers", "200 200 200 403 403", query={"format": "csv", "question": "4"}),
    Row("GET", f"{BOARD}/export", "404 404 404 403 403", query={"format": "csv", "section": "7"}),
    Row("GET", f"{BOARD}/export", "422", query={"format": "exe"}, outside="422"),
    Row("GET", f"{QUESTION}/posts", "200"),
    Row("GET", f"{QUESTION}/posts", "200", query={"after": "{post}"}, states={"draft": "422"}),
    CALL("POST", f"{QUESTION}/posts", "201 201 201 201 403", body={**WORDS, **ID}, states=UNWRITTEN),
    CALL(
        "POST", f"{QUESTION}/posts", "201 201 201 201 403", body={**WORDS, **ID, "reply_to": "{post}"}, states=UNWRITTEN
    ),
    CALL(
        "POST",
        f"{QUESTION}/posts",
        "201 201 201 403 403",
        body={**WORDS, **ID, "reply_to": "{post}", "probe": True},
        states=UNWRITTEN,
    ),
    CALL(
        "POST", f"{QUESTION}/posts", "201 201 404 404 403", body={**WORDS, **ID, "reply_to": "{held}"}, states=UNWRITTEN
    ),
    CALL(
        "POST",
        f"{QUESTION}/posts",
        "201 201 201 404 403",
        body={**WORDS, **ID, "reply_to": "{secret}"},
        at={"number": 2},
        states=UNWRITTEN,
    ),
    CALL("POST", f"{QUESTION}/pass", "403 403 403 204 403", states={"draft": "403 403 403 409 403"}),
    CALL("PUT", POST, "403", body={**WORDS, "version": 1}, states=NONE),
    CALL(
        "PUT",
        POST,
        "200 200 200 200 404",
        at={"post_id": "{own}"},
        body={**WORDS, "version": 1},
        **over("200 200 200 200 404"),
    ),
    CALL("DELETE", POST, "403", states=NONE),
    CALL("DELETE", POST, "204 204 204 204 404", at={"post_id": "{own}"}, **over("204 204 204 204 404")),
    CALL("DELETE", POST, "403 403 403 404 404", at={"post_id": "{secret}"}, states=NONE),
    *(
        CALL(method, f"{POST}/reactions/<kind>", "204 204 204 204 403", **over("204 204 204 204 403"))
        for method in ("PUT", "DELETE")
    ),
    CALL(
        "PUT",
        f"{POST}/reactions/<kind>",
        "204 204 204 404 403",
        at={"post_id": "{gated}"},
        **over("204 204 204 404 403"),
    ),
    CALL(
        "PUT",
        f"{POST}/reactions/<kind>",
        "204 204 404 404 404",
        at={"post_id": "{held}"},
        **over("204 204 404 404 404"),
    ),
    CALL("POST", f"{POST}/hold", "200 200 403 403 403", body={"reason": "It names a patient"}, states=NONE),
    CALL(
        "POST",
        f"{POST}/hold",
        "200 200 403 404 404",
        body={"reason": "Off topic"},
        at={"post_id": "{secret}"},
        states=NONE,
    ),
    CALL("DELETE", f"{POST}/hold", "204 204 403 403 403", states=NONE),
    CALL(
        "DELETE",
        f"{POST}/hold",
        "200 200 404 404 404",
        at={"post_id": "{held}"},
        states=NONE | {"archived": "409 409 404 404 404"},
    ),
    CALL("PUT", f"{QUESTION}/draft", "204 204 204 204 403", body=WORDS),
    CALL("PUT", f"{QUESTION}/draft", "204 204 204 204 403", body={**WORDS, "reply_to": "{post}"}, states=NONE),
    CALL("PUT", f"{QUESTION}/draft", "204 204 404 404 404", body={**WORDS, "reply_to": "{held}"}, states=NONE),
    CALL("PUT", f"{QUESTION}/read", "204", body={"order": 1}),
]
