"""What is written down: what was asked and what went wrong, by number, and nobody's name, words, keys or address."""

import io
import json
import logging
import smtplib
from smtplib import SMTPDataError
from urllib.parse import urlencode

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator

from advisory.asgi import application
from advisory.logs import logging_for, masked
from advisory.management.commands import worker
from resources.models.documents import DocumentQuerySet
from tests.live import browser_of
from tests.make import room

pytestmark = pytest.mark.django_db
NAMES = ["canary@example.org", "Canary", "kEyOfTheCanary", "canary words", "203.0.113.77", "canary-agent", "canary%20"]
TOKEN = "c4n4ryT0ken-c4n4ryT0ken-c4n4ryT0ken-c4n4ry"
CSRF = "k" * 32
PROXY, STRANGER = ("127.0.0.1", 5000), ("203.0.113.77", 5000)


@pytest.fixture
def written():
    """The log as bin/serve writes it, while a test runs."""
    stream = io.StringIO()
    formatter = logging_for("INFO", "json")["formatters"]["line"]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter.pop("()")(**formatter))
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)


def ask(path, *, form=None, client=PROXY, cookies="", **headers):
    """Ask the whole product, from the socket on: its status, headers and body."""
    path, _, query = path.partition("?")
    body = urlencode(form | {"csrfmiddlewaretoken": CSRF}).encode() if form else b""
    given = {"host": "localhost", "cookie": f"csrftoken={CSRF}; {cookies}", "content-length": str(len(body))} | headers
    if form:
        given["content-type"] = "application/x-www-form-urlencoded"
    scope = {
        "type": "http", "method": "POST" if form else "GET", "path": path, "raw_path": path.encode(), "scheme": "http",
        "query_string": query.encode(), "client": client, "root_path": "", "http_version": "1.1",
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in given.items()],
    }  # fmt: skip

    async def asked():
        talk = ApplicationCommunicator(application, scope)
        await talk.send_input({"type": "http.request", "body": body, "more_body": False})
        start, rest = await talk.receive_output(20), b""
        while True:
            part = await talk.receive_output(20)
            rest += part.get("body", b"")
            if not part.get("more_body"):
                break
        await talk.wait(20)
        answer = {name.decode(): value.decode() for name, value in start["headers"]}
        return start["status"], answer, rest.decode()

    return async_to_sync(asked)()


def fails(*_, **__):
    """Break as a library does, quoting what people typed."""
    try:
        raise ValueError("canary@example.org is not unique: canary words")
    except ValueError:
        raise KeyError(TOKEN, "Dr Canary")  # noqa: B904 - both are told


def visited(session):
    """Go through the product as people and scanners do, with something that must not be written down in every place."""
    agent = {"user_agent": "canary-agent", "x_forwarded_for": "203.0.113.77", "referer": "http://localhost/?canary%20"}
    entry = {"login": "canary@example.org", "password": "kEyOfTheCanary"}
    ask("/accounts/login/?next=/canary%20words", form=entry, **agent)
    ask(f"/join/{TOKEN}/", **agent)
    ask(f"/api/v1/me?token={TOKEN}", authorization=f"Bearer {TOKEN}", **agent)
    ask("/boards/", host="canary.example.org", **agent)
    ask("/accounts/login/", form=entry, cookie=f"csrftoken=another; name={TOKEN}", **agent)
    ask(f"/live/?follow=board.heart:0&wait=0&stamp={TOKEN}", cookies=session, **agent)
    ask("/boards/heart/questions/1/posts/", form={"body": "canary words"}, cookies=session, **agent)
    return ask("/boards/heart/library/?q=canary", cookies=session, **agent)


@pytest.mark.django_db(transaction=True)
def test_no_line_of_the_log_holds_a_person_their_words_their_keys_or_their_address(written, monkeypatch):
    heart = room()
    session = f"sessionid={browser_of(heart.okonjo).cookies['sessionid'].value}"
    monkeypatch.setattr(DocumentQuerySet, "visible_to", fails)
    status, headers, page = visited(session)
    monkeypatch.setattr(worker, "tick", fails)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    worker.Command()._turn()
    logging.getLogger("advisory.clock").info("%s waits for %s: %s", heart.board, heart.okonjo.user, "closed")
    logging.getLogger("somebody.else").warning("sent to %s", "canary@example.org")
    logging.getLogger("asyncio").error("Task failed\nfuture: <Task canary words>")

    lines = written()
    text = "\n".join(map(json.dumps, lines))
    assert [word for word in [*NAMES, TOKEN, session[10:], "Heart and blood", "Okonjo"] if word in text] == []
    told = [(line["route"], line["status"]) for line in lines if line["event"] == "request"]
    assert len(told) == 8
    assert ("library", status) == told[-1] == ("library", 500)
    broken = next(line for line in lines if line["logger"] == "django.request")
    assert broken["request"] == headers["x-request-id"]
    assert headers["x-request-id"] in page
    assert broken["error"].startswith("KeyError from ValueError")
    assert any("in fails" in place for place in broken["where"])
    assert any(line["logger"] == "advisory.worker" and line["error"].startswith("KeyError") for line in lines)
    assert any(
        line["event"].startswith(f"Board {heart.board.pk} waits for User {heart.okonjo.user.pk}") for line in lines
    )


@pytest.mark.parametrize(
    ("client", "given", "kept"),
    [
        (PROXY, "edge-4f1c.77", True), (STRANGER, "edge-4f1c.77", False), (PROXY, "short", False),
        (PROXY, "with space", False), (PROXY, "a" * 65, False), (PROXY, "x;drop\x7f123", False),
        (None, "edge-4f1c.77", False),
    ],
)  # fmt: skip
def test_a_request_has_the_number_that_a_trusted_proxy_gave_it_or_one_of_its_own(written, client, given, kept):
    _, headers, _ = ask("/accounts/login/", client=client, x_request_id=given)
    assert (headers["x-request-id"] == given) is kept
    assert [line["request"] for line in written()] == [headers["x-request-id"]]
    again = ask("/accounts/login/", client=client)[1]["x-request-id"]
    assert again != headers["x-request-id"]


def test_probes_and_static_files_leave_no_line_unless_they_fail(written):
    for path in ("/healthz", "/readyz", "/static/css/tokens.css"):
        ask(path)
    assert written() == []


def test_an_error_of_the_network_says_why_and_one_of_the_mail_server_does_not(written):
    for error in (
        ConnectionRefusedError(111, "canary"),
        SMTPDataError(550, b"canary@example.org"),
        smtplib.SMTPException(),
    ):
        try:
            raise error
        except OSError:
            logging.getLogger("advisory.letters").exception("a letter waits")
    told = [line["error"] for line in written()]
    assert told == ["ConnectionRefusedError (Connection refused)", "smtplib.SMTPDataError", "smtplib.SMTPException"]


def test_ids_stay_and_addresses_and_tokens_go():
    key = "0b9f6b8e-1a8e-4c55-9d3e-2f7ad2a4f001"
    assert masked(f"post {key} by anna@x.org with {TOKEN}") == f"post {key} by [address] with [token]"


def test_lines_for_people_say_the_same(written):
    formatter = logging_for("INFO", "line")["formatters"]["line"]
    plain = formatter.pop("()")(**formatter)
    record = logging.LogRecord("advisory.access", logging.INFO, "x", 1, "request", (), None)
    record.__dict__ |= {"method": "GET", "route": "board", "status": 200, "ms": 4.2, "body": "canary words"}
    line = plain.format(record)
    assert "INFO advisory.access: request method=GET route=board status=200 ms=4.2" in line
    assert "canary" not in line
