"""What an idle follower weighs: the server's resident memory with and without them."""

import asyncio

from benchmarks.figures import Figure, Note
from benchmarks.stage import stage
from benchmarks.storm import follows
from benchmarks.wire import Crowd

QUIET = 2


def memory(size):
    """So many followers of one stream who say and hear nothing; the first hundred are not counted."""
    with stage() as here:
        weight = asyncio.run(_idle(here, size))
    yield Figure("memory: an idle follower", weight / 1024, "KiB", most=40, reach=25)
    yield Note(f"{size.idle:,} sockets of as many people, after {QUIET} s of silence; resident memory of the process.")


async def _idle(here, size):
    cast = here.tell("benchmarks.cast", size.idle + 100, 12, 0)
    web = here.serve()
    warm, crowd = Crowd(web.port), Crowd(web.port)
    await warm.join(follows(cast["cookies"][:100], 0))
    await warm.caught_up(12)
    await asyncio.sleep(QUIET)
    before = web.rss()
    await crowd.join(follows(cast["cookies"][100:], 12))
    await asyncio.sleep(QUIET)
    weight = (web.rss() - before) / size.idle
    for some in (warm, crowd):
        some.leave()
    return weight
