"""Rows of the pages: boards, questions, posts and the library."""

from tests.guards.rows import NOBODYS, Row

BOARD = "boards/<slug>/"
QUESTION, POST, LIBRARY = f"{BOARD}questions/<number>/", f"{BOARD}posts/<post_id>/", f"{BOARD}library/"
DUE = {"due": "2100-01-01T12:00"}
WORDS = {"body": "As I see it."}
TAKEN = {"scope": "board", "format": "csv", "authors": "seen"}


def POSTED(address, members, **more):
    """A row of a form that is sent."""
    return Row("POST", address, members, **{"form": {}, **more})


THERE_IS_NONE = {"draft": "404"}
UNWRITTEN = dict.fromkeys(("draft", "closed", "archived"), "409 409 409 409 403")


def over(members):
    """Nothing there yet on a draft; on a board that is over, 409 to those who might have."""
    late = " ".join("409" if word == "302" else word for word in members.split())
    return {"states": {"draft": "404", "closed": late, "archived": late}}


BOARDS = [
    Row("GET", "", "200"),
    Row("GET", "boards/", "200"),
    Row("GET", "boards/new/", "403"),
    POSTED("boards/new/", "403"),
    Row("GET", BOARD, "200"),
    POSTED(f"{BOARD}opening/", "409 409 409 403 403", states={"draft": "302 302 302 403 403"}),
    POSTED(f"{BOARD}closing/", "409 409 403 403 403", states={"open": "302 302 403 403 403"}),
    POSTED(f"{BOARD}archiving/", "409 409 409 403 403", states={"closed": "302 302 302 403 403"}),
    Row("GET", QUESTION, "200"),
    Row("GET", QUESTION, "200", at={"number": 2}),
    Row("GET", QUESTION, "200", at={"number": 3}),
    POSTED(f"{QUESTION}posts/", "302 302 302 302 403", form=WORDS, states=UNWRITTEN),
    POSTED(f"{QUESTION}posts/", "422 422 422 422 403", states=UNWRITTEN),
    POSTED(f"{QUESTION}posts/", "302 302 302 302 403", form={**WORDS, "reply_to": "{post}"}, states=UNWRITTEN),
    POSTED(f"{QUESTION}posts/", "404", form={**WORDS, "reply_to": "nonsense"}),
    POSTED(f"{QUESTION}posts/", "302 302 404 404 403", form={**WORDS, "reply_to": "{held}"}, states=UNWRITTEN),
    POSTED(
        f"{QUESTION}posts/",
        "302 302 302 404 403",
        form={**WORDS, "reply_to": "{secret}"},
        at={"number": 2},
        states=UNWRITTEN,
    ),
    POSTED(
        f"{QUESTION}posts/",
        "302 302 302 404 403",
        form={**WORDS, "reply_to": "{gated}"},
        at={"number": 3},
        states=UNWRITTEN,
    ),
    POSTED(f"{QUESTION}pass/", "403 403 403 302 403", states={"draft": "403 403 403 409 403"}),
    POSTED(
        f"{QUESTION}extension/",
        "302 302 403 403 403",
        form=DUE,
        states=dict.fromkeys(("draft", "closed", "archived"), "409 409 403 403 403"),
    ),
    POSTED(POST, "403", form={**WORDS, "version": "1"}, states=THERE_IS_NONE),
    POSTED(
        POST,
        "302 302 302 302 404",
        at={"post_id": "{own}"},
        form={**WORDS, "version": "1"},
        **over("302 302 302 302 404"),
    ),
    POSTED(POST, "403 403 404 404 404", at={"post_id": "{held}"}, form={**WORDS, "version": "1"}, states=THERE_IS_NONE),
    POSTED(f"{POST}removal/", "403", states=THERE_IS_NONE),
    POSTED(f"{POST}removal/", "302 302 302 302 404", at={"post_id": "{own}"}, **over("302 302 302 302 404")),
    POSTED(f"{POST}removal/", "403 403 403 404 404", at={"post_id": "{secret}"}, states=THERE_IS_NONE),
    Row("GET", f"{POST}history/", "200 200 403 403 403", states=THERE_IS_NONE),
    Row("GET", f"{POST}history/", "200 200 404 404 404", at={"post_id": "{held}"}, states=THERE_IS_NONE),
    POSTED(f"{POST}hold/", "302 302 403 403 403", states=THERE_IS_NONE),
    POSTED(f"{POST}hold/", "302 302 403 404 404", at={"post_id": "{secret}"}, states=THERE_IS_NONE),
    POSTED(f"{POST}release/", "302 302 403 403 403", states=THERE_IS_NONE),
    POSTED(
        f"{POST}release/",
        "302 302 404 404 404",
        at={"post_id": "{held}"},
        states=THERE_IS_NONE | {"archived": "409 409 404 404 404"},
    ),
    POSTED(f"{POST}reactions/<kind>/", "302 302 302 302 403", form={"on": "1"}, **over("302 302 302 302 403")),
    POSTED(f"{POST}reactions/<kind>/", "404", form={"on": "1"}, at={"kind": "shout"}),
    POSTED(
        f"{POST}reactions/<kind>/",
        "302 302 404 404 404",
        form={"on": "1"},
        at={"post_id": "{held}"},
        **over("302 302 404 404 404"),
    ),
    POSTED(
        f"{POST}reactions/<kind>/",
        "302 302 302 404 403",
        form={"on": "1"},
        at={"post_id": "{gated}"},
        **over("302 302 302 404 403"),
    ),
    Row("GET", "library/", "200"),
    Row("GET", LIBRARY, "200"),
    Row("GET", f"{LIBRARY}new/", "200 200 200 403 403"),
    POSTED(f"{LIBRARY}new/", "422 422 422 403 403"),
    POSTED(f"{LIBRARY}new/", "302 302 302 403 403", form={"title": "Protocol", "format": "page", "body": "Read it."}),
    POSTED(
        f"{LIBRARY}new/",
        "302 302 302 403 403",
        form={"title": "Protocol", "format": "page", "body": "Read it.", "question": "1"},
    ),
    Row("GET", f"{LIBRARY}<document_id>/", "200"),
    Row("GET", f"{LIBRARY}<document_id>/file/", "200", at={"document_id": "{file}"}, states=THERE_IS_NONE),
    Row("GET", f"{LIBRARY}<document_id>/file/", "404"),
    Row("GET", f"{BOARD}consent/", "200"),
    POSTED(f"{BOARD}consent/", "302"),
    Row("GET", f"{BOARD}consent/<kind>/withdrawal/", "404", at={"kind": "recording"}),
    POSTED(f"{BOARD}consent/<kind>/withdrawal/", "404", at={"kind": "recording"}),
    Row("GET", f"{BOARD}texts/", "200 200 200 403 403"),
    POSTED(f"{BOARD}texts/", "302 302 302 403 403"),
    Row("GET", f"{BOARD}people/", "200"),
    POSTED(f"{BOARD}people/invitations/", "422 422 422 403 403"),
    POSTED(
        f"{BOARD}people/invitations/",
        "302 302 302 403 403",
        form={"address": "new@example.org", "role": "advisor"},
        states=dict.fromkeys(("closed", "archived"), "409 409 409 403 403"),
    ),
    POSTED(f"{BOARD}people/invitations/<invitation_id>/resending/", "302 302 302 403 403"),
    POSTED(f"{BOARD}people/invitations/<invitation_id>/revocation/", "302 302 302 403 403"),
    POSTED(
        f"{BOARD}people/invitations/<invitation_id>/revocation/", "404 404 404 403 403", at={"invitation_id": NOBODYS}
    ),
    POSTED(f"{BOARD}people/<member_id>/role/", "302 302 302 403 403", form={"role": "observer"}),
    POSTED(f"{BOARD}people/<member_id>/ending/", "302 302 302 403 403"),
    Row("GET", f"{BOARD}audit/", "200 200 403 403 403"),
    Row("GET", f"{BOARD}audit/", "200 200 403 403 403", query={"tab": "trail", "q": "1-9"}),
    POSTED(f"{BOARD}audit/verification/", "302 302 403 403 403"),
    POSTED(f"{BOARD}audit/file/", "422 422 403 403 403"),
    *(
        POSTED(f"{BOARD}audit/file/", "200 200 403 403 403", form={"tab": "trail", "format": sort})
        for sort in ("csv", "proof")
    ),
    Row("GET", f"{BOARD}export/", "200 200 200 403 403"),
    POSTED(f"{BOARD}export/", "422 422 422 403 403"),
    POSTED(f"{BOARD}export/", "200 200 200 403 403", form=TAKEN),
    POSTED(f"{BOARD}export/", "422 422 422 403 403", form={**TAKEN, "scope": "question-77"}),
    POSTED(f"{BOARD}export/", "200 200 200 403 403", form={**TAKEN, "held": "on"}),
    Row("GET", f"{BOARD}export/answers/", "200 200 200 403 403"),
    POSTED(f"{BOARD}export/answers/", "422 422 422 403 403"),
    POSTED(f"{BOARD}export/answers/", "200 200 200 403 403", form={**TAKEN, "format": "csv", "sheet": "Votes"}),
    Row("GET", "join/<token>/", "404", anonymous="404"),
    *(
        Row(method, f"join/<token>/{part}/", "404", form={} if method == "POST" else None, anonymous="404")
        for method in ("GET", "POST")
        for part in ("consent", "details", "decline")
    ),
]
