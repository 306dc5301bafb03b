"""How long a page of search results takes, as it is served, among 20,000 documents and 200,000 posts.

The bound is held by the processor, in the web process and in the database's: that is what it takes on a machine of its
own. By the clock it is told too, and is more where other work goes on.
"""

import asyncio
import time
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from benchmarks.figures import Figure, Note, percentile
from benchmarks.pages import Http, get
from benchmarks.stage import stage
from benchmarks.vocabulary import searches

MOST, AGAIN, SHOWN = {"sqlite": 200, "postgresql": 100}, 3, 5


def searching(size):
    """The figures of docs/measured.md, on both databases."""
    for database, most in MOST.items():
        with stage(database=database) as made:
            if database == "postgresql":
                made.tell("benchmarks.cast")
            began = time.monotonic()
            told = made.tell("benchmarks.crowd", size.shelves, 100, 1_000)
            took = time.monotonic() - began
            found = asyncio.run(searched(made.serve(), made.environment.get("DATABASE_URL"), told["people"]))
        yield from _figures(f"library, {database}", most, found)
        yield Figure(f"library, {database}: to file one thing", round(told["each"], 2), "ms of processor")
        yield Note(
            f"{database}: {len(found)} searches among {told['entries']:,} things, put there in {took:.0f} s; the "
            f"slowest by the processor: {'; '.join(_slowest(found))}."
        )


def _figures(name, most, found):
    used, clock = ([one[place] for one in found] for place in (2, 3))
    yield Figure(f"{name}: a search, p95", round(percentile(used, 0.95), 1), "ms of processor", most=most)
    yield Figure(f"{name}: a search, median", round(percentile(used, 0.5), 1), "ms of processor")
    yield Figure(f"{name}: a search, p95 by the clock", round(percentile(clock, 0.95), 1), "ms")
    yield Figure(f"{name}: a search, median by the clock", round(percentile(clock, 0.5), 1), "ms")


def _slowest(found):
    worst = sorted(found, key=lambda one: one[2], reverse=True)[:SHOWN]
    return [f"{sort}, {who}: {used:.0f} ms" for who, sort, used, _ in worst]


async def searched(web, address, people):
    """Each search of each person: [(who, what, milliseconds of processor, and by the clock)], the middle of three."""
    server, found = _server(address), []
    client = await Http.connect(web.port)
    for who, cookie in people.items():
        for sort, asked in searches():
            request = get(f"/search/?{urlencode(asked)}", cookie)
            await client.ask(request)
            took = sorted([await _timed(client, request, [web.pid, *server()]) for _ in range(AGAIN)])
            found.append((who, sort, *took[AGAIN // 2]))
    return found


async def _timed(client, request, processes):
    used, began = _processor(processes), time.perf_counter()
    status, body = await client.ask(request)
    clock = time.perf_counter() - began
    if status != 200 or b"result-line" not in body:
        raise RuntimeError(f"the page came as {status} with {len(body)} bytes")
    return (_processor(processes) - used) * 1000, clock * 1000


def _server(address):
    """A function that gives the processes of the database's server which answer somebody."""
    if not address:
        return list
    database = psycopg.connect(address, autocommit=True)
    asked = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    return lambda: [pid for (pid,) in database.execute(asked)]


def _processor(processes):
    """Seconds of processor of all threads of some processes, to the nanosecond."""
    threads = (thread for pid in processes for thread in Path(f"/proc/{pid}/task").glob("*/schedstat"))
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9
