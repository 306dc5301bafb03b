"""Rows of the library: versions, their review, and what becomes of a document."""

from tests.guards.rows import Row
from tests.guards.rows_api import BOARD as API_BOARD
from tests.guards.rows_api import CALL, ID
from tests.guards.rows_boards import BOARD, POSTED, THERE_IS_NONE

DOCUMENT = f"{BOARD}library/<document_id>/"
VERSION = f"{DOCUMENT}versions/<number>/"
NOTE = {"at": {"note_id": "{annotation}"}}
HIDDEN = {"at": {"note_id": "{hidden}"}}
THEIRS = {"at": {"document_id": "{shelved}"}}  # read here, and steered and annotated on the board that it is of
OVER = dict.fromkeys(("closed", "archived"), "409 409 409 409 403")
SETTLED = dict.fromkeys(("closed", "archived"), "409 409 409 403 403")
SAID = {"body": "Why so?", "passage": "p0-1", "shared": "1"}
NOTES, ONE_NOTE = f"{API_BOARD}/library/<document_id>/annotations", "api/v1/annotations/<note_id>"
NOTED = {"body": "Why so?", **ID, "target": {"selector": {"type": "TextPositionSelector", "start": 0, "end": 4}}}
ON_ITS_WAY = {"at": {"document_id": "{sent}"}, "states": THERE_IS_NONE}
TEXT = {"format": "page", "body": "Other words."}

UPLOAD = f"{BOARD}library/uploads/<upload_id>/"
NOBODYS = {"at": {"upload_id": "00000000-0000-4000-8000-000000000000"}}  # the sender's alone: tests/resources
ABOUT = {"title": "Protocol", "language": "en", "confidentiality": "board"}

COLLECTION = f"{BOARD}library/collections/<collection_id>/"
OURS = {"at": {"collection_id": "{collection}"}, "states": {"draft": "404 404 404 403 403"}}
ELSEWHERE = "404 404 404 404"

LIBRARY_ROWS = [
    Row("GET", f"{API_BOARD}/library", "200"),
    Row("GET", f"{API_BOARD}/library/<document_id>", "200"),
    Row("GET", f"{API_BOARD}/library/<document_id>", "404", **ON_ITS_WAY),
    Row("PUT", f"{API_BOARD}/library/<document_id>/reading", "204", body={"version": 1}),
    Row("PUT", f"{API_BOARD}/library/<document_id>/reading", "409", body={"version": 9}),
    Row("GET", "library/collections/<collection_id>/", "200", at={"collection_id": "{collection}"}, outside=ELSEWHERE),
    POSTED("library/topics/<term_id>/", "302", at={"term_id": "{term}"}, form={"on": "1"}, outside=ELSEWHERE),
    Row("GET", f"{BOARD}library/collections/new/", "200 200 200 403 403"),
    POSTED(f"{BOARD}library/collections/new/", "422 422 422 403 403"),
    Row("GET", COLLECTION, "200 200 200 403 403", **OURS),
    POSTED(COLLECTION, "422 422 422 403 403", **OURS),
    POSTED(f"{COLLECTION}removal/", "302 302 302 403 403", **OURS),
    Row("GET", f"{BOARD}library/setup/", "200 200 200 403 403"),
    POSTED(
        f"{BOARD}library/setup/approvals/",
        "302 403 302 403 403",
        form={"legal": "1", "medical": "0", "regulatory": "0"},
    ),
    POSTED(f"{BOARD}library/setup/words/", "302 302 302 403 403", form={"facet": "area", "word": "Oncology"}),
    POSTED(f"{BOARD}library/setup/words/", "422 422 422 403 403"),
    Row("GET", f"{DOCUMENT}edit/", "200 200 200 403 403"),
    POSTED(f"{DOCUMENT}edit/", "422 422 422 403 403"),
    POSTED(f"{DOCUMENT}edit/", "302 302 302 403 403", form=ABOUT),
    Row("GET", f"{DOCUMENT}places/", "200 200 200 403 403"),
    POSTED(f"{DOCUMENT}places/", "302 302 302 403 403", form={"question": "1", "preread": "on"}),
    POSTED(f"{DOCUMENT}reading/", "302", form={"version": "1"}),
    POSTED(f"{UPLOAD}about/", "404 404 404 403 403", **NOBODYS),
    POSTED(f"{BOARD}library/uploads/sending/", "409 409 409 403 403"),
    Row("GET", f"{BOARD}library/uploads/", "200 200 200 403 403"),
    Row("OPTIONS", f"{BOARD}library/uploads/", "204 204 204 403 403", anonymous="in"),
    Row("POST", f"{BOARD}library/uploads/", "422 422 422 403 403"),
    *(Row(method, UPLOAD, "404 404 404 403 403", anonymous="in", **NOBODYS) for method in ("HEAD", "PATCH", "DELETE")),
    POSTED(f"{DOCUMENT}place/", "204", form={"version": "1", "place": "3"}),
    POSTED(f"{VERSION}tracks/", "302", form={"sort": "captions", "language": "en", "text": ""}),
    Row("GET", f"{VERSION}tracks/<sort>/<language>/", "404", at={"sort": "captions", "language": "en"}),
    POSTED(f"{DOCUMENT}notes/", "422 422 422 422 403", states=OVER),
    POSTED(f"{DOCUMENT}notes/", "302 302 302 302 403", states=OVER, form=SAID),
    POSTED(f"{DOCUMENT}notes/", "404 404 404 404 403", form={**SAID, "reply_to": "nonsense"}),
    POSTED(f"{DOCUMENT}notes/", "404", **THEIRS, form=SAID),
    Row("GET", f"{DOCUMENT}notes/<note_id>/change/", "403", **NOTE),
    POSTED(f"{DOCUMENT}notes/<note_id>/change/", "403", **NOTE, form={"body": "Mine", "version": "1"}),
    POSTED(f"{DOCUMENT}notes/<note_id>/sharing/", "403", **NOTE),
    POSTED(f"{DOCUMENT}notes/<note_id>/resolution/", "302 302 302 403 403", **NOTE, states=SETTLED, form={"on": "1"}),
    POSTED(f"{DOCUMENT}notes/<note_id>/resolution/", "409 409 404 404 404", **HIDDEN, form={"stamp": "another's"}),
    POSTED(f"{DOCUMENT}notes/<note_id>/removal/", "302 302 403 403 403", **NOTE),
    POSTED(f"{DOCUMENT}notes/<note_id>/hold/", "302 302 403 403 403", **NOTE),
    POSTED(f"{DOCUMENT}notes/<note_id>/release/", "302 302 403 403 403", **NOTE),
    Row("GET", NOTES, "200"),
    CALL("POST", NOTES, "201 201 201 201 403", body=NOTED, states=OVER),
    CALL("POST", NOTES, "422 422 422 422 403", body={**NOTED, "body": ""}, states=OVER),
    CALL("PUT", ONE_NOTE, "403", body={"body": "Mine", "version": 1}),
    CALL("DELETE", ONE_NOTE, "403"),
    CALL("PUT", f"{ONE_NOTE}/sharing", "403"),
    *(CALL(way, f"{ONE_NOTE}/resolution", "204 204 204 403 403", states=SETTLED) for way in ("PUT", "DELETE")),
    CALL("PUT", f"{ONE_NOTE}/resolution", "409 409 404 404 404", **HIDDEN, body={"stamp": "another's"}),
    *(CALL(way, f"{ONE_NOTE}/reactions/<kind>", "204 204 204 204 403", states=OVER) for way in ("PUT", "DELETE")),
    CALL("POST", f"{ONE_NOTE}/hold", "204 204 403 403 403", body={"reason": "It names a patient"}),
    CALL("DELETE", f"{ONE_NOTE}/hold", "204 204 403 403 403"),
    POSTED(
        f"{DOCUMENT}notes/<note_id>/reactions/<kind>/", "302 302 302 302 403", **NOTE, states=OVER, form={"on": "1"}
    ),
    POSTED(
        f"{DOCUMENT}notes/<note_id>/reactions/<kind>/",
        "404 404 404 404 403",
        states=OVER,
        at={"note_id": "{annotation}", "kind": "applause"},
        form={"on": "1"},
    ),
    Row("GET", f"{DOCUMENT}notes.<format>", "200", at={"format": "json"}),
    Row("GET", f"{DOCUMENT}notes.<format>", "404", at={"format": "json", "document_id": "{shelved}"}),
    Row("GET", f"{DOCUMENT}versions/new/", "200 200 200 403 403"),
    Row("GET", f"{DOCUMENT}versions/new/", "404", **THEIRS),
    POSTED(f"{DOCUMENT}versions/new/", "422 422 422 403 403"),
    POSTED(f"{DOCUMENT}versions/new/", "302 302 302 403 403", form=TEXT | {"changed": "The dose"}),
    POSTED(f"{DOCUMENT}withdrawal/", "302 302 302 403 403", form={"reason": "Outdated"}),
    Row("GET", f"{VERSION}content/", "200 200 200 403 403"),
    POSTED(f"{VERSION}content/", "422 422 422 403 403"),
    POSTED(f"{VERSION}content/", "302 302 302 404 403", **ON_ITS_WAY, form=TEXT),
    Row("GET", f"{VERSION}file/", "404 404 404 403 403"),
    Row("GET", f"{VERSION}file/", "404", **ON_ITS_WAY),
    Row("GET", f"{VERSION}file/", "404", **THEIRS),
    Row("GET", f"{VERSION}changes/", "200"),
    Row("GET", f"{VERSION}pages/<page>/", "404", at={"page": "1"}),
    Row("GET", f"{VERSION}review/", "200 200 200 403 403"),
    Row("GET", f"{VERSION}review/", "200 200 200 404 200", **ON_ITS_WAY),
    Row("GET", f"{VERSION}review/", "404", **THEIRS),
    POSTED(f"{VERSION}sending/", "422 422 422 403 403", states={"draft": "409 409 409 403 403"}),
    POSTED(f"{VERSION}sending/", "422 422 422 404 403", **ON_ITS_WAY),
    POSTED(f"{VERSION}recall/", "409 409 409 403 403"),
    POSTED(f"{VERSION}recall/", "302 302 302 404 403", **ON_ITS_WAY),
    POSTED(f"{VERSION}publication/", "409 409 409 403 403"),
    POSTED(f"{VERSION}publication/", "409 409 409 404 403", **ON_ITS_WAY),
    POSTED(f"{VERSION}decision/", "409 409 409 403 403"),
    POSTED(f"{VERSION}decision/", "409 409 409 404 422", **ON_ITS_WAY),
    POSTED(f"{VERSION}passages/clearing/", "409 409 409 403 403"),
    POSTED(f"{VERSION}passages/clearing/", "409 409 409 404 403", **ON_ITS_WAY),
    POSTED(f"{VERSION}passages/covering/", "409 409 409 403 403"),
    POSTED(f"{VERSION}passages/covering/", "409 409 409 404 403", **ON_ITS_WAY),
    POSTED(f"{VERSION}remarks/", "422 422 422 403 403"),
    POSTED(f"{VERSION}remarks/", "302 302 302 404 302", **ON_ITS_WAY, form={"body": "Which dose?"}),
    POSTED(f"{VERSION}remarks/<remark_id>/settling/", "302 302 302 404 302", **ON_ITS_WAY, form={"on": "1"}),
]
