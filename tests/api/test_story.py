"""The whole story by program: two advisors and a moderator, over one process or two, through cuts and a crash."""

import asyncio
import json
import os
from contextlib import ExitStack
from uuid import uuid4

import httpx
import pytest
from websockets.asyncio.client import connect

from tests import databases
from tests.product import Product, copied
from tests.settings import SCRATCH

BOARD, QUESTION = "cardio-oncology", "/api/v1/boards/cardio-oncology/questions/6"
NAME, CANARY = "Dr Samuel Okonjo", "Tanzanite: blood pressure at home for a week before the first dose."
TOKENS = """
from advisory.api.commands.tokens import create_token
from advisory.rights import SYSTEM
for account in {accounts}:
    print(create_token(User.objects.get(email=f"{{account}}@demo.test"), by=SYSTEM))
"""


@pytest.fixture(scope="module")
def doors(request, tmp_path_factory):
    """The product's doors: one process on SQLite, or two on PostgreSQL and Redis, each with a port of its own."""
    shared = os.environ.get("ADVISORY_TEST_STACK") == "postgres"
    kept = _on_postgresql(request) if shared else {}
    folders = [tmp_path_factory.mktemp(f"door{number}") for number in range(2 if shared else 1)]
    if not shared:
        folders = [copied(request.getfixturevalue("demo_data"), folders[0])]
    with ExitStack() as stack:
        products = [Product(folder, **kept) for folder in folders]
        for product in products:
            product.start()
            stack.callback(product.stop)
        yield products


def _on_postgresql(request):
    """What two processes share: a database of their own, as migrating leaves it, Redis, and the key."""
    request.getfixturevalue("django_db_setup")
    with request.getfixturevalue("django_db_blocker").unblock():
        databases.copied(SCRATCH, "doors")
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    return {name: os.environ[name] for name in ("REDIS_URL", "SECRET_KEY")} | {"DATABASE_URL": f"{server}/doors"}


class Person:
    """Somebody's program at one of the doors."""

    def __init__(self, product, token):
        self.product, self.token = product, token
        self.http = httpx.Client(base_url=product.url, headers=self.headers, timeout=20)

    @property
    def headers(self):
        return {"Authorization": f"Bearer {self.token}"}

    def post(self, body, *, client_id=None, reply_to=None):
        """Send an answer or a reply."""
        sent = {"body": body, "client_id": str(client_id or uuid4())}
        return self.http.post(f"{QUESTION}/posts", json=sent | ({"reply_to": reply_to} if reply_to else {}))

    def posts(self):
        """What this person may read on the question."""
        return self.http.get(f"{QUESTION}/posts", params={"limit": 200}).json()["items"]

    def heads(self):
        """The streams this person may follow, with their heads."""
        return {one["name"]: one["head"] for one in self.http.get(f"/api/v1/boards/{BOARD}").json()["streams"]}

    def poll(self, stream, after, wait=5):
        """The lines after a place, over plain HTTP."""
        found = self.http.get("/live/", params={"follow": f"{stream}:{after}", "wait": wait})
        return found.status_code, [json.loads(line) for line in found.text.splitlines()]

    def socket(self, *follows):
        """A live socket that follows some streams from their places."""
        asked = "&".join(f"follow={stream}:{seq}" for stream, seq in follows)
        return connect(f"{self.product.url.replace('http', 'ws')}/live/?{asked}", additional_headers=self.headers)


async def heard(socket, count, kind=None):
    """The next lines of a socket, as many as asked for, of one kind if it is named."""
    lines = []
    while len(lines) < count:
        text = await asyncio.wait_for(socket.recv(), 5)
        told = [json.loads(line) for line in text.split("\n")]
        lines += [line for line in told if kind is None or line.get("kind") == kind]
    return lines


def test_the_main_job_end_to_end(doors):
    here, there = doors[0], doors[-1]
    asked = here.manage("shell", "-v", "0", "-c", TOKENS.format(accounts=("advisor1", "advisor2", "moderator")))
    okonjo, solheim, marsh = map(Person, (here, there, there), asked.split()[-3:])
    asyncio.run(_answer_first(okonjo, solheim, marsh))
    asyncio.run(_cut_and_back(okonjo, marsh))
    _killed_between_post_and_answer(okonjo, marsh)
    assert "as they were written" in there.manage("verify_audit")


async def _answer_first(okonjo, solheim, marsh):
    stream = f"board.{BOARD}.q6"
    assert okonjo.posts() == []
    assert stream not in okonjo.heads()
    assert okonjo.poll(stream, 0, wait=0) == (200, [{"stream": stream, "refused": 4403}])
    async with marsh.socket((stream, marsh.heads()[stream])) as desk:
        answer = await asyncio.to_thread(okonjo.post, CANARY)
        (line,) = await heard(desk, 1, "post.created")
    assert answer.status_code == 201
    assert (line["facts"]["author"]["name"], CANARY in line["html"]) == (NAME, True)
    head = okonjo.heads()[stream]
    assert solheim.http.post(f"{QUESTION}/pass", json={}).status_code == 204
    seen = [post for post in solheim.posts() if post["id"] == answer.json()["id"]]
    assert seen[0]["author"]["name"].startswith("Advisor ")
    assert NAME not in json.dumps(solheim.posts())
    reply = solheim.post("For how long would you wait?", reply_to=answer.json()["id"])
    status, lines = await asyncio.to_thread(okonjo.poll, stream, head)
    assert (status, reply.status_code, [line["kind"] for line in lines]) == (200, 201, ["post.created"])
    assert "Ingrid Solheim" not in json.dumps(lines)


async def _cut_and_back(okonjo, marsh):
    stream = f"board.{BOARD}.q6"
    last = okonjo.heads()[stream]
    socket = await okonjo.socket((stream, last))
    await socket.close()
    written = [marsh.post(f"Thought {number} while you were away").json()["id"] for number in range(3)]
    async with okonjo.socket((stream, last)) as back:
        lines = await heard(back, 3, "post.created")
    assert [line["facts"]["id"] for line in lines] == written
    assert [line["seq"] for line in lines] == [last + 1, last + 2, last + 3]


def _killed_between_post_and_answer(okonjo, marsh):
    client_id, words = uuid4(), "Sent in the second in which the server died."
    first = okonjo.post(words, client_id=client_id)
    okonjo.product.kill9()
    okonjo.product.restart()
    again = okonjo.post(words, client_id=client_id)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["id"] == first.json()["id"]
    assert [post["body"] for post in okonjo.posts()].count(words) == 1
    other = okonjo.post("Other words.", client_id=client_id)
    assert (other.status_code, other.json()["error"]["code"]) == (409, "client_id_reused")
    assert next(post for post in marsh.posts() if post.get("body") == words)["author"]["name"] == NAME
