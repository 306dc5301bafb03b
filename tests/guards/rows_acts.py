"""Rows of moderation: the pages, forms and calls with which posts are flagged and moderated."""

from datetime import timedelta

from django.utils import timezone

from tests.guards.rows import Row
from tests.guards.rows_api import BOARD as API
from tests.guards.rows_api import CALL
from tests.guards.rows_api import POST as SAID
from tests.guards.rows_boards import BOARD, POST, POSTED, QUESTION, THERE_IS_NONE

DESK = "302 302 403 403 403"
PUT_AWAY = {"archived": "409 409 403 403 403"}  # on an archived board, what does not protect people


def DEED(act, members=DESK, states=THERE_IS_NONE, **form):
    """A row of one act of moderation."""
    return POSTED(f"{POST}moderation/<act>/", members, at={"act": act}, form=form, states=states)


BOUND = f"{BOARD}people/<member_id>/"
READER, ONE_OF_THE_DESK = {"member_id": "{watch}"}, {"member_id": "{desk}"}

ACTS = [
    Row("GET", f"{BOUND}restriction/", "200 200 403 403 403", at=READER),
    Row("GET", f"{BOUND}restriction/", "403", at=ONE_OF_THE_DESK),
    POSTED(f"{BOUND}restriction/", "422 422 403 403 403", at=READER),
    POSTED(f"{BOUND}freeing/", DESK, at=READER),
    Row("GET", f"{POST}moderation/", "200 200 403 403 403", states=THERE_IS_NONE),
    Row("GET", f"{POST}moderation/", "200 200 404 404 404", at={"post_id": "{held}"}, states=THERE_IS_NONE),
    DEED("pin", on="1", states=THERE_IS_NONE | PUT_AWAY),
    DEED("nonsense", "404"),
    DEED("insight", note="It costs time", states=THERE_IS_NONE | PUT_AWAY),
    DEED("insight", "422 422 403 403 403"),
    DEED("striking", reason="Promotional"),
    DEED("redaction", words="everyone", reason="A name"),
    DEED("hold", reason="Names a colleague"),
    DEED("lock", on="1", states=THERE_IS_NONE | PUT_AWAY),
    Row("GET", f"{POST}flagging/", "200", states=THERE_IS_NONE),
    POSTED(f"{POST}flagging/", "302", form={"reason": "tone"}, states=THERE_IS_NONE),
    POSTED(f"{POST}flagging/", "422", form={"reason": "boring"}, states=THERE_IS_NONE),
    Row("GET", f"{POST}flagging/", "403 403 403 403 404", at={"post_id": "{own}"}, states=THERE_IS_NONE),
    Row("GET", f"{QUESTION}desk/", "200 200 200 403 403"),
    POSTED(
        f"{BOARD}flags/<flag_id>/answer/",
        DESK,
        form={"answer": "It stays"},
        at={"flag_id": "{flag}"},
        states=THERE_IS_NONE,
    ),
    POSTED(
        f"{BOARD}acts/<act_id>/undoing/",
        DESK,
        at={"act_id": "{act}"},
        states=THERE_IS_NONE,
    ),
]

MODERATES, TEAM, SOME = "200 200 403 403 403", "201 201 201 403 403", {"reason": "Off topic"}
ON_A_POST = [  # method, what stands behind the post's address, what is sent, what the desk is answered
    ("PUT", "pin", {}, 200), ("DELETE", "pin", {}, 204), ("PUT", "insight", {"note": "It costs time"}, 200),
    ("DELETE", "insight", {}, 204), ("PUT", "lock", {}, 200), ("DELETE", "lock", {}, 204), ("POST", "split", {}, 204),
    ("POST", "move", {"question": 1}, 204), ("POST", "removal", SOME, 200), ("DELETE", "removal", {}, 204),
    ("POST", "redaction", {"words": "everyone", **SOME}, 200), ("PUT", "hold/wish", {"wish": "Shorter"}, 409),
    ("POST", "move", {"question": 99}, 404),
]  # fmt: skip
ASKING = {"body": "When?", "client_id": "22222222-2222-4222-8222-222222222222"}
UNASKED = {"draft": "404", "closed": "409 409 409 403 403", "archived": "409 409 409 403 403"}
BINDING = {"until": f"{timezone.now() + timedelta(days=90):%Y-%m-%d}T12:00:00Z", "reason": "Twice promotional"}
STEERED = {("PUT", "pin"), ("PUT", "insight"), ("PUT", "lock")}


def _steered(*call):
    return THERE_IS_NONE | PUT_AWAY if call in STEERED else THERE_IS_NONE


BOUND = f"{API}/members/<member_id>/restriction"
ACTS += [
    *(
        CALL(method, f"{SAID}/{noun}", f"{good} {good} 403 403 403", body=body, states=_steered(method, noun))
        for method, noun, body, good in ON_A_POST
    ),
    CALL("POST", f"{SAID}/clarification", TEAM, body=ASKING, states=UNASKED),
    CALL("DELETE", f"{SAID}/clarification", "204 204 204 403 403", states=THERE_IS_NONE),
    CALL("POST", f"{SAID}/flags", "201", body={"reason": "tone"}, states=THERE_IS_NONE),
    CALL(
        "POST",
        f"{SAID}/flags",
        "201 201 404 404 404",
        body={"reason": "tone"},
        at={"post_id": "{held}"},
        states=THERE_IS_NONE,
    ),
    CALL("PUT", BOUND, MODERATES, body=BINDING, at={"member_id": "{seat}"}, states=PUT_AWAY),
    CALL("DELETE", BOUND, "204 204 403 403 403", at={"member_id": "{seat}"}),
    Row("GET", f"{API}/acts", MODERATES),
    Row("GET", f"{API}/flags", "200"),
    CALL(
        "PUT",
        f"{API}/flags/<flag_id>/answer",
        MODERATES,
        body={"answer": "It stays"},
        at={"flag_id": "{flag}"},
        states=THERE_IS_NONE,
    ),
    CALL(
        "DELETE",
        f"{API}/acts/<act_id>",
        "204 204 403 403 403",
        at={"act_id": "{act}"},
        states=THERE_IS_NONE,
    ),
]
