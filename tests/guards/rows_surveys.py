"""Rows of surveys: the list, their set-up, filling one in, results, and the pages behind a link.

Survey 1 is open and begun by an advisor, survey 2 in preparation; on a board in preparation both are.
"""

from tests.guards.rows import Row
from tests.guards.rows_boards import BOARD, POSTED

SURVEYS = f"{BOARD}surveys/"
SURVEY = f"{SURVEYS}<number>/"
SECTION, REVIEW = f"{SURVEY}sections/<key>/", f"{SURVEY}review/"
SET_UP, LINK = f"{SURVEY}edit/", "surveys/<token>/"
FIRST, LATER = {"key": "s1"}, {"number": 2}
RUNS, SETS = "200 200 403 403 403", "302 302 403 403 403"
OVER = dict.fromkeys(("closed", "archived"), "422 422 403 403 403")
LATE = dict.fromkeys(("closed", "archived"), "409 409 403 403 403")
NEW = {"title": "Doses", "asked": "advisors", "promise": "blinded"}
ITEM = {"label": "How often?"}


def _draft(advisor):
    """What only an advisor answers: nobody before it opens."""
    return {"draft": "403 403 403 404 404"} | dict.fromkeys(("closed", "archived"), f"403 403 403 {advisor} 404")


def _at(**where):
    return {"at": LATER | where}


SURVEY_ROWS = [
    Row("GET", SURVEYS, "200"),
    Row("GET", f"{SURVEYS}new/", RUNS),
    POSTED(f"{SURVEYS}new/", "422 422 403 403 403"),
    POSTED(f"{SURVEYS}new/", SETS, form=NEW, states=OVER),
    Row("GET", SURVEY, "302 302 302 200 404", states={"draft": "302 302 302 404 404"}
        | dict.fromkeys(("closed", "archived"), "302 302 302 410 404")),
    Row("GET", SURVEY, "404", at={"number": 3}),
    POSTED(SURVEY, "403 403 403 302 404", states=_draft("410")),
    Row("GET", SECTION, "403 403 403 200 404", at=FIRST, states=_draft("302")),
    POSTED(SECTION, "403 403 403 422 404", at=FIRST, states=_draft("409")),
    POSTED(SECTION, "403 403 403 302 404", at=FIRST, form={"q1-chosen": "o1"}, states=_draft("409")),
    POSTED(SECTION, "403 403 403 404 404", at={"key": "s9"}, states=_draft("404")),
    Row("GET", REVIEW, "403 403 403 200 404", states=_draft("302")),
    POSTED(REVIEW, "403 403 403 422 404", states=_draft("409")),
    Row("GET", f"{SURVEY}results/", "200 200 200 200 404", states={"draft": "200 200 200 404 404"}),
    POSTED(f"{SURVEY}file/", "409 409 409 403 404",
           states={"draft": "409 409 409 404 404"} | dict.fromkeys(("closed", "archived"), "200 200 200 403 404")),
    Row("GET", f"{SURVEY}preview/", RUNS),
    Row("GET", f"{SURVEY}people/", RUNS),
    POSTED(f"{SURVEY}people/", "422 422 403 403 403"),
    POSTED(f"{SURVEY}people/", SETS, form={"addresses": "a@example.org"}, states=OVER),
    POSTED(f"{SURVEY}people/<link_id>/", SETS, at={"link_id": "{link}"}, form={"do": "revoke"},
           states={"draft": "404 404 403 403 403"}),
    POSTED(f"{SURVEY}people/<link_id>/", "404 404 403 403 403", at={"link_id": "{link}"}),
    Row("GET", SET_UP, RUNS),
    Row("GET", f"{SET_UP}settings/", RUNS),
    POSTED(f"{SET_UP}settings/", SETS, form=NEW, **_at(), states=OVER),
    Row("GET", f"{SET_UP}times/", RUNS),
    POSTED(f"{SET_UP}times/", SETS, form={"closes_at": "2100-01-01T12:00"}, **_at(), states=OVER),
    POSTED(f"{SET_UP}parts/", "404 404 403 403 403", **_at()),
    POSTED(f"{SET_UP}parts/", SETS, form={"do": "out q1"}, **_at(), states=LATE),
    POSTED(f"{SET_UP}parts/", "404 404 403 403 403", form={"do": "unbranch s1 9"}, **_at()),
    Row("GET", f"{SET_UP}sections/<key>/", "404 404 403 403 403", at={"key": "zz"}),
    POSTED(f"{SET_UP}sections/", SETS, form={"title": "More"}, **_at(), states=OVER),
    Row("GET", f"{SET_UP}sections/<key>/", RUNS, at=FIRST),
    POSTED(f"{SET_UP}sections/<key>/", SETS, form={"title": "Other"}, **_at(key="s1"), states=OVER),
    Row("GET", f"{SET_UP}sections/<key>/items/", RUNS, at=FIRST, query={"kind": "scale"}),
    Row("GET", f"{SET_UP}sections/<key>/items/", "404 404 403 403 403", at=FIRST),
    POSTED(f"{SET_UP}sections/<key>/items/", SETS, form=ITEM, **_at(key="s1"), query={"kind": "prose"}, states=OVER),
    POSTED(f"{SET_UP}sections/<key>/branches/", SETS, form={"when": "q1 is o1", "to": "end"}, **_at(key="s1"),
           states=OVER),
    Row("GET", f"{SET_UP}items/<key>/", RUNS, at={"key": "q1"}),
    POSTED(f"{SET_UP}items/<key>/", SETS, form=ITEM | {"options": "A\nB"}, **_at(key="q1"), states=OVER),
    POSTED(f"{SET_UP}steps/<name>/", SETS, **_at(name="opening"),
           states=LATE | {"draft": "409 409 403 403 403"}),
    POSTED(f"{SET_UP}steps/<name>/", "404 404 403 403 403", **_at(name="nonsense")),
    *(Row(method, f"{LINK}{part}", "404", at=FIRST, form={} if method == "POST" else None, anonymous="404")
      for part in ("", "sections/<key>/", "review/") for method in ("GET", "POST")),
]  # fmt: skip
