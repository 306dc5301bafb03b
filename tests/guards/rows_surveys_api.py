"""Rows of surveys over the API: written, run, answered and read."""

from tests.guards.rows import Row
from tests.guards.rows_api import CALL

ALL = "api/v1/boards/<slug>/surveys"
ONE, SHEET = f"{ALL}/<number>", f"{ALL}/<number>/sheet"
OVER = ("closed", "archived")
NEW = {"title": "Doses", "client_id": "22222222-2222-4222-8222-222222222222"}


def run(chair, *, draft, over):
    """What a call that runs a survey is answered: the desk alike, then sponsor, advisor and observer."""
    states = dict.fromkeys(OVER, f"{over} {over} 403 403 404") | {"draft": f"{draft} {draft} 403 404 404"}
    return {"members": f"{chair} {chair} 403 403 404", "states": states}


def mine(now, over):
    """What a call about one's own sheet is answered."""
    states = dict.fromkeys(OVER, f"403 403 403 {over} 404") | {"draft": "403 403 403 404 404"}
    return {"members": f"403 403 403 {now} 404", "states": states}


def come(before, after="200 200 200 403 404"):
    """What a call about results is answered."""
    states = dict.fromkeys(OVER, after) | {"draft": f"{before} {before} {before} 404 404"}
    return {"members": f"{before} {before} {before} 403 404", "states": states}


SURVEY_CALLS = [
    Row("GET", ALL, "200"),
    CALL("POST", ALL, "201 201 403 403 403", body=NEW, states=dict.fromkeys(OVER, "409 409 403 403 403")),
    CALL("POST", ALL, "422", outside="422"),
    Row("GET", ONE, "200 200 200 200 404", states={"draft": "200 200 200 404 404"}),
    Row("GET", ONE, "404", at={"number": 3}),
    CALL("PUT", ONE, body={"title": "Dosing"}, **run("409", draft="200", over="409")),
    CALL("PUT", f"{ONE}/times", **run("200", draft="200", over="409")),
    CALL("POST", f"{ONE}/opening", **run("409", draft="409", over="409")),
    CALL("POST", f"{ONE}/closing", **run("200", draft="409", over="409")),
    CALL("POST", f"{ONE}/sharing", **run("409", draft="409", over="200")),
    Row("GET", SHEET, **mine("200", "200")),
    CALL("POST", SHEET, **mine("200", "409")),
    CALL("PUT", f"{SHEET}/<section>", at={"section": "s1"}, body={"answers": {}, "draft": True}, **mine("200", "409")),
    CALL("PUT", f"{SHEET}/<section>", at={"section": "s9"}, body={"answers": {}}, **mine("422", "409")),
    CALL("POST", f"{ONE}/finishing", **mine("422", "409")),
    Row("GET", f"{ONE}/results", **come("403")),
    Row("GET", f"{ONE}/export", query={"format": "csv"}, **come("409")),
    Row("GET", f"{ONE}/export", "422", query={"format": "exe"}, outside="422"),
]
