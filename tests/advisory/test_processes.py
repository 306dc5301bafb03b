"""The processes behind one address: on PostgreSQL with Redis two that serve as one, and in the end none."""

import json
import os
import signal
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from advisory.api.commands.tokens import create_token
from tests.make import room
from tests.product import Product
from tests.waiting import until

QUESTION, STREAM = "boards/heart/questions/1/posts", "board.heart.q1"
PATIENCE = 60


def held_by(pid, port):
    """How many connections to a port a process holds."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    inodes = {f"socket:[{line[9]}]" for line in lines if line[1].endswith(f":{port:04X}") and line[3] == "01"}
    return sum(os.path.realpath(path).rpartition("/")[2] in inodes for path in Path(f"/proc/{pid}/fd").iterdir())


def members(group):
    """The processes of a group that are still there, with the commands that started them."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group = path.read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == group and state != "Z":
                found[int(path.parent.name)] = (path.parent / "cmdline").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def posted(product, token, words):
    """Write an answer over a connection of its own."""
    body = json.dumps({"body": words, "client_id": str(uuid4())}).encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    asked = urllib.request.Request(f"{product.url}/api/v1/{QUESTION}", body, headers)
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            assert answer.status == 201
    except urllib.error.HTTPError as answer:
        raise AssertionError(f"{answer.status}: {product.log}") from answer


def lines(product):
    """What was written into the log, each line an object."""
    return [json.loads(line) for line in product.log.splitlines() if line.startswith("{")]


def follow(product, token):
    """A live socket of the chair, from where the question stands now."""
    address = f"ws://127.0.0.1:{product.port}/live/?follow={STREAM}:0"
    return connect(address, additional_headers={"Authorization": f"Bearer {token}"}, compression=None)


def told(socket, words):
    """Read a socket on until these words arrive; gives the numbers of the lines."""
    seqs = []
    while True:
        for text in socket.recv(timeout=PATIENCE).split("\n"):
            line = json.loads(text)
            seqs.append(line.get("seq"))
            if words in line.get("html", ""):
                return seqs


@pytest.fixture
def hung_up():
    """Sockets that are entered here are hung up at the end."""
    with ExitStack() as sockets:
        yield sockets


@pytest.fixture
def heart(transactional_db):
    """A board with an open question."""
    return room()


@pytest.fixture
def tokens(heart):
    """Tokens of an advisor and of the chair."""
    return [create_token(seat.user, by=seat.user) for seat in (heart.okonjo, heart.lindqvist)]


@pytest.fixture
def product(tmp_path, tokens):
    """The product on a database of its own, a copy of the tests' one, with two web processes."""
    name, template = f"two_{uuid4().hex[:8]}", connection.settings_dict["NAME"]
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    connection.close()
    connection.close_pool()
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [template])
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    given = {"DATABASE_URL": f"{server}/{name}", "REDIS_URL": f"{settings.REDIS_URL.rpartition('/')[0]}/15"}
    given |= {"SECRET_KEY": settings.SECRET_KEY, "WEB_PROCESSES": "2", "LOG_FORMAT": "json", "DEMO": "0"}
    running = Product(tmp_path, LIMIT_POSTS="1000", **given)
    running.start()
    yield running
    running.stop()


def followed(product, token, web, hung_up):
    """Live sockets, so many that each process holds some."""
    sockets = []
    while not all(held_by(pid, product.port) for pid in web):
        sockets.append(hung_up.enter_context(follow(product, token)))
        assert len(sockets) < 40
    return sockets


def written_in_each(product, token, web):
    """Write until each process has taken something; gives the last words."""
    for number in range(1, 41):
        posted(product, token, f"Answer number {number:03}")
        if {line["process"] for line in lines(product) if line.get("method") == "POST"} == set(web):
            return f"Answer number {number:03}"
    raise AssertionError("one process took everything")


if settings.REDIS_URL:

    def test_two_processes_serve_as_one_and_end_together(product, tokens, hung_up):
        advisor, chair = tokens
        group = product.process.pid
        web = [pid for pid, command in members(group).items() if "spawn_main" in command]
        assert len(web) == 2
        sockets = followed(product, chair, web, hung_up)
        last = written_in_each(product, advisor, web)
        for socket in sockets:
            seqs = told(socket, last)
            assert seqs == list(range(1, len(seqs) + 1))
        scraped = urllib.request.urlopen(f"{product.url}/metrics").read().decode()
        assert f"\nadvisory_sockets {len(sockets)}.0\n" in scraped

        os.kill(group, signal.SIGTERM)
        for socket in sockets:
            with pytest.raises(ConnectionClosed) as end:
                told(socket, "never said")
            assert end.value.rcvd.code == 1012
        assert product.process.wait(PATIENCE) == 0
        assert members(group) == {}

        product.start("--only", "web")
        group = product.process.pid
        assert [command for command in members(group).values() if "worker" in command.split("\0")] == []
        os.kill(next(pid for pid, command in members(group).items() if "uvicorn" in command), signal.SIGKILL)
        assert product.process.wait(PATIENCE * 2) == 1
        until(lambda: members(group) == {})
