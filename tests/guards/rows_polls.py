"""Rows of polls: pages, forms and calls."""

from tests.guards.rows import Row
from tests.guards.rows_api import BOARD as API
from tests.guards.rows_api import CALL
from tests.guards.rows_boards import BOARD, POSTED, QUESTION, THERE_IS_NONE
from tests.guards.rows_boards import POST as SAID

POLL, CALLED = f"{BOARD}polls/<poll_id>/", "api/v1/polls/<poll_id>"
DRAFTED = {"poll_id": "{drafted}"}
WORDS = {"prompt": "Which?", "options": "This\nThat", "mode": "named"}
ID = {"client_id": "33333333-3333-4333-8333-333333333333"}
VOTE = {"picks": [0], **ID}


def late(first, *others):
    """What a board that is over answers instead."""
    return THERE_IS_NONE | dict.fromkeys(("closed", "archived"), " ".join((first, first, *(others or ("403",) * 3))))


POLLS = [
    Row("GET", f"{QUESTION}polls/", "200 200 403 403 403"),
    POSTED(f"{QUESTION}polls/", "422 422 403 403 403", form={"prompt": "Which?", "options": "One alone"}),
    POSTED(f"{QUESTION}polls/", "302 302 403 403 403", form=WORDS | ID,
           states=late("422") | {"draft": "422 422 403 403 403"}),
    Row("GET", f"{SAID}poll/", "302 302 403 403 403", states=THERE_IS_NONE),
    Row("GET", POLL, "200", states=THERE_IS_NONE),
    Row("GET", f"{POLL}panel/", "200", states=THERE_IS_NONE),
    Row("GET", POLL, "200 200 404 404 404", at={"poll_id": "{kept}"}, states=THERE_IS_NONE),
    Row("GET", CALLED, "200 200 404 404 404", at={"poll_id": "{kept}"}, states=THERE_IS_NONE),
    POSTED(f"{POLL}ballot/", "403 403 403 422 403", states=late("403", "403", "409", "403")),
    POSTED(f"{POLL}opening/", "302 302 403 403 403", at=DRAFTED, states=late("409")),
    POSTED(f"{POLL}closing/", "302 302 403 403 403", states=late("409")),
    POSTED(f"{POLL}sharing/", "302 302 403 403 403", states=THERE_IS_NONE | {"archived": "409 409 403 403 403"}),
    POSTED(f"{POLL}options/", "302 302 403 403 403", form={"options": "One\nOther"}, states=late("422")),
    CALL("POST", f"{API}/questions/<number>/polls", "201 201 403 403 403", body={**WORDS, **ID, "options": ["A", "B"]},
         states=late("409") | {"draft": "409 409 403 403 403"}),
    Row("GET", CALLED, "200", states=THERE_IS_NONE),
    CALL("PUT", f"{CALLED}/ballot", "403 403 403 200 403", body=VOTE, states=late("403", "403", "409", "403")),
    CALL("POST", f"{CALLED}/opening", "200 200 403 403 403", at=DRAFTED, states=late("409")),
    CALL("POST", f"{CALLED}/closing", "200 200 403 403 403", states=late("409")),
    CALL("POST", f"{CALLED}/sharing", "200 200 403 403 403",
         states=THERE_IS_NONE | {"archived": "409 409 403 403 403"}),
    CALL("PUT", f"{CALLED}/options", "200 200 403 403 403", body={"options": ["One", "Other"]}, states=late("409")),
]  # fmt: skip
