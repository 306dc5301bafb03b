"""How many question pages a process draws in a second, and with how many queries."""

import asyncio
import time

from benchmarks.figures import Figure
from benchmarks.pages import Http, get
from benchmarks.stage import stage

PATH, READERS = "/boards/measured/questions/1/", 4


def page(size):
    """A question with 50 posts by 12 people, for a signed-in advisor, on each database."""
    for database in ("sqlite", "postgresql"):
        with stage(database=database) as here:
            cast = here.tell("benchmarks.cast", 12, 50, 0)
            queries = here.tell("benchmarks.counting", PATH, cast["cookies"][0])
            web = here.serve()
            number, took, used = asyncio.run(_read(web, cast["cookies"][:READERS], size))
        yield Figure(f"question page, {database}, a process", number / took, "requests/s", least=150, reach=400)
        yield Figure(f"question page, {database}, per second of processor", number / used, "requests/s")
        yield Figure(f"question page, {database}, queries", queries["queries"], most=12)


async def _read(web, cookies, size):
    asks = [get(PATH, cookie) for cookie in cookies]
    readers = [await Http.connect(web.port) for _ in asks]
    for warm in (True, False):
        number, used, began = (size.pages // 5 if warm else size.pages), web.cpu(), time.monotonic()
        each = [_reads(*pair, number // len(asks)) for pair in zip(readers, asks, strict=True)]
        await asyncio.gather(*each)
    return number, time.monotonic() - began, web.cpu() - used


async def _reads(reader, ask, times):
    for _ in range(times):
        status, body = await reader.ask(ask)
        if status != 200 or body.count(b'data-post="') < 50:
            raise RuntimeError(f"the page came as {status} with {len(body)} bytes")
