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
from benchmarks.storm import STREAM
from benchmarks.wire import Crowd, handshake

SECONDS, SOON, CLIENTS = 10, 2, 16
POSTS, OPTIONS = 12, 4


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
    used = web.cpu()
    found = await vote_live([web.port], STREAM, cast["cookies"], cast["tokens"], asked["poll"])
    return found | {"used": web.cpu() - used}


async def vote_live(ports, stream, cookies, tokens, poll, *, seconds=SECONDS):  # noqa: PLR0913 - who votes where
    """Everybody follows and votes, spread over some servers; how it went, counted on the followers' screens."""
    crowds = [Screens(port) for port in ports]
    for place, crowd in enumerate(crowds):
        mine = cookies[place :: len(ports)]
        await crowd.join([handshake(f"/live/?follow={stream}:0", f"Cookie: sessionid={one}") for one in mine])
        await crowd.until(lambda crowd=crowd: all(follower.last for follower in crowd.followers))
    clients = [await Http.connect(ports[place % len(ports)]) for place in range(CLIENTS)]
    picks = [place * place % 7 % OPTIONS for place in range(len(tokens))]
    began = monotonic()
    each = await _vote(clients, list(zip(tokens, picks, strict=True)), poll, seconds)
    done = monotonic()
    final = [Counter(picks)[place] for place in range(OPTIONS)]
    for crowd in crowds:
        await _settled(crowd, final)
    behind = sum(crowd.counts.get(one) != final for crowd in crowds for one in crowd.followers)
    late = max((at for crowd in crowds for at in crowd.told_at.values()), default=done) - done
    for crowd in crowds:
        crowd.leave()
    _, answer = await clients[0].ask(put(f"/api/v1/polls/{poll}/ballot", tokens[0], _ballot(picks[0])))
    facts = json.loads(answer)
    wrong = sum(abs(one - other) for one, other in zip(facts["counts"], final, strict=True))
    wrong += abs(facts["voted"] - len(tokens))
    told = {"voting": done - began, "each": each, "lost": sum(crowd.lost for crowd in crowds)}
    return told | {"behind": behind, "late": max(0, late), "wrong": wrong}


async def _settled(crowd, final):
    """Wait until every screen shows the final count, or the time is up."""
    with suppress(RuntimeError):
        await crowd.until(lambda: all(crowd.counts.get(one) == final for one in crowd.followers), SOON)


async def _vote(clients, voters, poll, seconds):
    """Everybody votes at a moment of their own in so many seconds; gives how long each waited."""
    began, free, waited = monotonic(), asyncio.Queue(), []
    for client in clients:
        free.put_nowait(client)

    async def one(place, token, pick):
        await asyncio.sleep(began + place * seconds / len(voters) - monotonic())
        client, sent, status = await free.get(), monotonic(), 503
        while status == 503:
            status, answer = await client.ask(put(f"/api/v1/polls/{poll}/ballot", token, _ballot(pick)))
        if status != 200:
            raise RuntimeError(f"a vote was answered with {status}: {answer[:300]}")
        waited.append(monotonic() - sent)
        free.put_nowait(client)

    await asyncio.gather(*(one(place, *voter) for place, voter in enumerate(voters)))
    return waited


def _ballot(pick):
    return {"picks": [pick], "client_id": str(uuid4()), "version": 1}
