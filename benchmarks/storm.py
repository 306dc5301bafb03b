"""How soon everybody is back after all connections broke at once, and what an idle connection weighs."""

import asyncio
import json
import sys
from time import monotonic

from benchmarks.figures import Figure, Note
from benchmarks.stage import stage
from benchmarks.wire import Crowd, handshake

STREAM = "board.measured.q1"


def storm(size):
    """So many followers come back in the same moment, each some events behind."""
    with stage(bell=True) as here:
        took, used, lost, number = asyncio.run(_storm(here, size))
    yield Figure("storm: everybody caught up", took, "s", most=4, reach=1.5)
    yield Figure("storm: processor time of the server", used, "s")
    yield Figure("storm: lost", lost, most=0)
    yield Note(
        f"{size.storm:,} followers connect at once on SQLite, {number} events behind, each with its own session."
    )


async def _storm(here, size):
    cast = here.tell("benchmarks.cast", size.storm, 12, 0)
    web = here.serve()
    writer = here.start(sys.executable, "-m", "benchmarks.writer", talks=True)
    head = (await _written(writer, size.behind))["head"]
    await _warm(web.port, cast["cookies"][0], head)
    crowd, used, began = Crowd(web.port), web.cpu(), monotonic()
    await crowd.join(follows(cast["cookies"], head - size.behind), at_once=size.storm)
    await crowd.caught_up(head)
    took, used = monotonic() - began, web.cpu() - used
    crowd.leave()
    return took, used, crowd.lost + sum(one.last != head for one in crowd.followers), size.behind


async def _warm(port, cookie, head):
    """One connection before, as on a server that has run for a while."""
    first = Crowd(port)
    await first.join(follows([cookie], head - 1))
    await first.caught_up(head)
    first.leave()


async def _written(writer, number):
    writer.popen.stdin.write(f"{number}\n".encode())
    writer.popen.stdin.flush()
    return json.loads(await asyncio.to_thread(writer.popen.stdout.readline))


def follows(cookies, place):
    """The handshakes of so many people who all have the same place in the stream."""
    return [handshake(f"/live/?follow={STREAM}:{place}", f"Cookie: sessionid={cookie}") for cookie in cookies]
