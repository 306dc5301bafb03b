"""A live poll: everybody votes within ten seconds, every vote is counted once, every screen shows the final count."""

import asyncio
import json
from collections import Counter
from contextlib import suppress
from time import monotonic
from uuid import uuid4

from benchmarks.figures import Figure, Note, percentile
from benchmarks.pages import Http, put
from benchmarks.stage import stage
from benchmarks.storm import follows
from benchmarks.wire import Crowd

SECONDS, SOON, CLIENTS = 10, 2, 16
POSTS = 12


def polls(size):
    """So many people follow, and vote while they do, on each database."""
    for database in ("sqlite", "postgresql") if size.voters > 60 else ("sqlite",):
        with stage(database=database, bell=database == "postgresql") as here:
            found = asyncio.run(_polled(here, size.voters))
        name = f"polls: {database}, {size.voters} people"
        yield Figure(f"{name}, all had voted after", found["voting"], "s", most=SECONDS + 1)
        yield Figure(f"{name}, votes counted otherwise than cast", found["wrong"], most=0)
        yield Figure(f"{name}, screens without the final count", found["behind"], most=0)
        yield Figure(f"{name}, last vote to the last screen", found["late"], "s", most=SOON)
        yield Figure(f"{name}, a vote acknowledged, p50", percentile(found["each"], 0.5) * 1000, "ms")
        yield Figure(f"{name}, a vote acknowledged, p99", percentile(found["each"], 0.99) * 1000, "ms")
        yield Figure(f"{name}, processor time of the server", found["used"], "s")
        yield Figure(f"{name}, lost", found["lost"], most=0)
    yield Note(
        "Each follower is another person who votes over HTTP at a moment of their own, and follows by WebSocket."
    )


class Screens(Crowd):
    """Followers that keep the counts which they were told last, and when."""

    def __init__(self, port):
        super().__init__(port)
        self.counts, self.told_at, self.told = {}, {}, {}

    def heard(self, follower, kind, payload):
        """Note the newest counts of a frame."""
        super().heard(follower, kind, payload)
        if kind != 1:
            return
        found = self.told.get(payload)
        if found is None:
            lines = [json.loads(line) for line in payload.split(b"\n") if b'"ballot.cast"' in line]
            found = self.told[payload] = [line["facts"]["counts"] for line in lines if "counts" in line["facts"]][-1:]
        for counts in found:
            if counts != self.counts.get(follower):
                self.counts[follower], self.told_at[follower] = counts, monotonic()


async def _polled(here, voters):
    cast = here.tell("benchmarks.cast", voters, POSTS, voters)
    asked = here.tell("benchmarks.poll")
    web = here.serve()
    crowd = Screens(web.port)
    await crowd.join(follows(cast["cookies"], POSTS))
    await crowd.until(lambda: all(follower.last for follower in crowd.followers))
    clients = [await Http.connect(web.port) for _ in range(CLIENTS)]
    picks = [place * place % 7 % asked["options"] for place in range(voters)]
    used, began = web.cpu(), monotonic()
    each = await _vote(clients, cast["tokens"], picks, asked["poll"])
    done = monotonic()
    final = [Counter(picks)[place] for place in range(asked["options"])]
    await _settled(crowd, final)
    behind = [one for one in crowd.followers if crowd.counts.get(one) != final]
    late = max((at for at in crowd.told_at.values()), default=done) - done
    told = {"voting": done - began, "each": each, "used": web.cpu() - used, "lost": crowd.lost}
    crowd.leave()
    _, answer = await clients[0].ask(put(f"/api/v1/polls/{asked['poll']}/ballot", cast["tokens"][0], _ballot(picks[0])))
    facts = json.loads(answer)
    wrong = sum(abs(one - other) for one, other in zip(facts["counts"], final, strict=True))
    return told | {"behind": len(behind), "late": max(0, late), "wrong": wrong + abs(facts["voted"] - voters)}


async def _settled(crowd, final):
    """Wait until every screen shows the final count, or the time is up."""
    with suppress(RuntimeError):
        await crowd.until(lambda: all(crowd.counts.get(one) == final for one in crowd.followers), SOON)


async def _vote(clients, tokens, picks, poll):
    """Everybody votes at a moment of their own in so many seconds; gives how long each waited."""
    began, free, waited = monotonic(), asyncio.Queue(), []
    for client in clients:
        free.put_nowait(client)

    async def one(place, token, pick):
        await asyncio.sleep(began + place * SECONDS / len(picks) - monotonic())
        client, sent, status = await free.get(), monotonic(), 503
        while status == 503:
            status, answer = await client.ask(put(f"/api/v1/polls/{poll}/ballot", token, _ballot(pick)))
        if status != 200:
            raise RuntimeError(f"a vote was answered with {status}: {answer[:300]}")
        waited.append(monotonic() - sent)
        free.put_nowait(client)

    await asyncio.gather(*(one(place, *voter) for place, voter in enumerate(zip(tokens, picks, strict=True))))
    return waited


def _ballot(pick):
    return {"picks": [pick], "client_id": str(uuid4()), "version": 1}
