"""How many posts a process takes over HTTP while many people follow, how late they arrive, and where time goes."""

import asyncio
import json
import re
from time import monotonic
from uuid import uuid4

from benchmarks.figures import Figure, Note, percentile
from benchmarks.pages import Http
from benchmarks.pages import post as posting
from benchmarks.stage import WATCHED, stage
from benchmarks.storm import follows
from benchmarks.wire import Crowd
from benchmarks.words import WORDS

PATH = "/api/v1/boards/measured/questions/1/posts"
WARM = 5  # posts of each writer before anything is measured
CREATED = re.compile(rb'"kind":"post.created","facts":{"id":"([0-9a-f-]{36})"')


def post(size):
    """One writer, then 32, on each database."""
    for database in ("sqlite", "postgresql"):
        for writers in (1, size.writers):
            with stage(database=database, bell=database == "postgresql") as here:
                measured = asyncio.run(_posts(here, size, writers))
            yield from _figures(f"post: {database}, {writers} writer{'s' if writers > 1 else ''}", measured, database)
    yield Note(f"{size.hearers} followers of the question hear every post; writers wait for each acknowledgement.")


def _figures(name, measured, database):
    alone = measured["writers"] == 1
    least = 120 if database == "postgresql" and not alone else None
    yield Figure(f"{name}, posts", measured["rate"], "a second", least=least)
    for what, values in (("acknowledged", measured["acknowledged"]), ("arrived", measured["arrived"])):
        bound = 30 if alone and what == "arrived" else None
        yield Figure(f"{name}, {what}, p50", percentile(values, 0.5) * 1000, "ms", most=bound)
        yield Figure(f"{name}, {what}, p99", percentile(values, 0.99) * 1000, "ms")
    yield Figure(f"{name}, lost", measured["lost"], most=0)
    yield Figure(f"{name}, asked to come back", measured["refused"], most=0)
    if measured["where"]:
        yield Note(f"Where the time of “{name}” goes, by samples of the busy threads: {measured['where']}.")


class Hearers(Crowd):
    """Followers that note when each post arrived."""

    def __init__(self, port):
        super().__init__(port)
        self.heard_at, self.ids = [], {}

    def heard(self, follower, kind, payload):
        """Note the posts in a frame with the time."""
        super().heard(follower, kind, payload)
        if kind == 1:
            found = self.ids.get(payload)
            if found is None:
                found = self.ids[payload] = CREATED.findall(payload)
            self.heard_at.extend((key.decode(), self.at) for key in found)


async def _posts(here, size, writers):
    cast = here.tell("benchmarks.cast", max(size.hearers, writers), 12, writers)
    web = here.serve("benchmarks.watched:application")
    crowd = Hearers(web.port)
    await crowd.join(follows(cast["cookies"][: size.hearers], 12))
    clients = [await Http.connect(web.port) for _ in range(writers)]
    await _write(clients, cast["tokens"], WARM)  # each connection to the database has asked everything before
    crowd.heard_at.clear()
    began, each = monotonic(), max(1, size.posts // writers)
    said, refused = await _write(clients, cast["tokens"], each)
    rate = len(said) / (monotonic() - began)
    await crowd.caught_up(12 + WARM * writers + len(said))
    (here.folder / WATCHED).touch()
    await _write(clients, cast["tokens"], max(WARM, each // 2))
    crowd.leave()
    web.end()
    arrived = [at - said[key][0] for key, at in crowd.heard_at if key in said]
    lost = crowd.lost + len(said) * size.hearers - len(arrived)
    return {
        "writers": writers, "rate": rate, "refused": refused, "lost": lost,
        "acknowledged": [done - sent for sent, done in said.values()], "arrived": arrived,
        "where": (here.folder / "where").read_text() if (here.folder / "where").exists() else "",
    }  # fmt: skip


async def _write(clients, tokens, each):
    """Post as so many people at once; gives {post: (sent, acknowledged)} and how often to come back was asked."""
    said, refused = {}, []
    writers = zip(clients, tokens, strict=False)
    await asyncio.gather(*(_writes(client, token, each, (said, refused)) for client, token in writers))
    return said, sum(refused)


async def _writes(client, token, each, noted):
    said, refused = noted
    for place in range(each):
        body = {"body": f"{place}. {WORDS}", "client_id": str(uuid4())}
        sent, status = monotonic(), 503
        while status == 503:
            status, answer = await client.ask(posting(PATH, token, body))
            refused.append(status == 503)
        if status != 201:
            raise RuntimeError(f"a post was answered with {status}: {answer[:300]}")
        said[json.loads(answer)["id"]] = sent, monotonic()
