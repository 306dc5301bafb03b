"""Rows of consensus: studies, their set-up, rounds and ratings, on pages and over the API."""

from tests.guards.rows import Row
from tests.guards.rows_boards import BOARD, POSTED

ALL = f"{BOARD}consensus/"
STUDY = f"{ALL}<number>/"
STEP, ROUND = f"{STUDY}setup/<step>/", f"{STUDY}rounds/<round_number>/"
CALLS = "api/v1/boards/<slug>/consensus"
FIRST = {"round_number": 1}
TEAM, NO_STUDY = "302 302 302 403 403", {"draft": "404"}
UNRATED = {"draft": "403 403 403 404 404"}
UNSEEN = {"draft": "200 200 200 404 404"}
OVER = dict.fromkeys(("closed", "archived"), "409 409 409 403 403") | NO_STUDY
PROTOCOL = {
    "title": "Dose", "rule": "iqr", "percentile": "linear", "edge": "uncertain", "planned": "2", "stop": "rounds",
}  # fmt: skip
RATED = {"ratings": [{"statement": 1, "value": 7}]}


def taken(step, **form):
    """A step of running a study, on the study of the world, in its open round."""
    return {"at": {"step": step}, "form": form}


CONSENSUS = [
    Row("GET", ALL, "200 200 200 302 302", states={"draft": "200"}),
    Row("GET", f"{ALL}new/", "200 200 200 403 403"),
    POSTED(f"{ALL}new/", TEAM, form=PROTOCOL, states=dict.fromkeys(("closed", "archived"), "422 422 422 403 403")),
    POSTED(f"{ALL}new/", "422 422 422 403 403"),
    Row("GET", STUDY, "200", states=UNSEEN),
    Row("GET", f"{STUDY}setup/", "200 200 200 403 403", states=UNSEEN),
    POSTED(STEP, "409 409 409 403 403", **taken("statement", text="Late."),
           states={**OVER, "draft": "302 302 302 404 404"}),
    POSTED(STEP, TEAM, **taken("closing"), states={**OVER, "draft": "409 409 409 404 404"}),
    POSTED(STEP, "404 404 404 403 403", **taken("nonsense"), states=NO_STUDY),
    Row("GET", ROUND, "200", at=FIRST, states=UNSEEN),
    Row("GET", ROUND, "404", at={"round_number": 9}),
    POSTED(f"{ROUND}ratings/", "403 403 403 302 403", at=FIRST, form={"s1": "8"},
           states={**UNRATED, **dict.fromkeys(("closed", "archived"), "403 403 403 409 403")}),
    POSTED(f"{STUDY}comments/<handle>/", "302 302 403 403 403", at={"handle": "{comment}"}, form={"on": "1"},
           states=NO_STUDY),
    POSTED(f"{STUDY}file/", "200 200 200 403 403", form={"format": "csv"}, states=UNSEEN),
    POSTED(f"{STUDY}file/", "422 422 422 403 403", form={"format": "nonsense"},
           states={"draft": "422 422 422 404 404"}),
    Row("GET", CALLS, "200"),
    Row("GET", f"{CALLS}/<number>/rounds/<round_number>", "200", at=FIRST, states=UNSEEN),
    Row("PUT", f"{CALLS}/<number>/rounds/<round_number>/ratings", "403 403 403 200 403", at=FIRST, body=RATED,
        states={**UNRATED, **dict.fromkeys(("closed", "archived"), "403 403 403 409 403")}),
]  # fmt: skip
