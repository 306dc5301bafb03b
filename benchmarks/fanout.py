"""What one delivery costs: the product's hub beside the textbook consumer, a broadcast server and socket.io."""

import asyncio
import json
import shutil
import sys
from functools import partial
from time import monotonic

from benchmarks.figures import Figure, Note, percentile
from benchmarks.stage import ROOT, listens, stage
from benchmarks.wire import Crowd, handshake
from tests.servers import free_port

STREAM = "board.measured.q1"
SOCKETIO = ROOT / "var/bench/node_modules/socket.io"
PATH = f"/live/?follow={STREAM}:0"


def fanout(size):
    """Bursts and single events to all followers of one stream, the same bytes on every server."""
    with stage(database="postgresql", bell=True) as here:
        ours, line = asyncio.run(_ours(here, size))
        rivals = {
            "textbook consumer": asyncio.run(_rival(_textbook(here), size, line)),
            "websockets broadcast": asyncio.run(_rival(_broadcast(here), size, line)),
        }
        if shutil.which("node") and SOCKETIO.exists():
            rivals["socket.io"] = asyncio.run(_rival(_socketio(here), size, line))
    yield Figure("fanout: lost", ours["lost"], most=0)
    yield Figure("fanout: hub, burst", ours["burst"], "µs of processor a delivery")
    for name, measured in rivals.items():
        yield Figure(f"fanout: {name}, burst", measured["burst"], "µs of processor a delivery")
    bounds = {"textbook consumer": (0.01, None), "websockets broadcast": (0.5, None), "socket.io": (None, 0.25)}
    for name, measured in rivals.items():
        most, reach = bounds[name]
        yield Figure(f"fanout: hub ÷ {name}, burst", ours["burst"] / measured["burst"], most=most, reach=reach)
    yield Figure("fanout: hub, 10 events a second, p99", ours["p99"], "ms", most=25)
    yield Figure("fanout: hub, 10 events a second", ours["paced"], "µs of processor a delivery")
    for name, measured in rivals.items():
        yield Figure(f"fanout: {name}, 10 events a second, p99", measured["p99"], "ms")
        yield Figure(f"fanout: {name}, 10 events a second", measured["paced"], "µs of processor a delivery")
        yield Figure(f"fanout: {name}, lost", measured["lost"])
    yield Note(
        f"{size.followers} followers of one stream; {size.bursts} bursts of {size.burst} events, each a burst of one "
        f"commit; {len(line):,} bytes a line. Processor time is that of the one serving process, user and system; "
        "Redis, PostgreSQL, the writing process and the clients are not in it."
    )
    if "socket.io" not in rivals:
        yield Note("socket.io was not run: Node.js or the package is not there.")


class Teller:
    """Has events happen on one server, and knows when each did."""

    def __init__(self, process, writer):
        self.process, self.writer = process, writer

    async def tell(self, number):
        """Let so many events happen at once; gives when, and the last number."""
        self.writer.popen.stdin.write(f"{number}\n".encode())
        self.writer.popen.stdin.flush()
        answer = json.loads(await asyncio.to_thread(self.writer.popen.stdout.readline))
        return answer["at"], answer["head"]


class Repeater(Teller):
    """Says the same line over and over, numbered on."""

    def __init__(self, process, writer, line):
        super().__init__(process, writer)
        self.begin, self.end = line.split(b'"seq":', 1)
        self.end, self.seq = self.end.lstrip(b"0123456789"), 0

    async def tell(self, number):
        """Say so many lines at once."""
        lines = []
        for _ in range(number):
            self.seq += 1
            lines.append(b'%s"seq":%d%s\n' % (self.begin, self.seq, self.end))
        at = monotonic()
        self.writer.popen.stdin.write(b"".join(lines))
        self.writer.popen.stdin.flush()
        return at, self.seq


async def _ours(here, size):
    cast = here.tell("benchmarks.cast", size.followers, 12, 0)
    web = here.serve()
    writer = here.start(sys.executable, "-m", "benchmarks.writer", talks=True)
    crowd, teller = Crowd(web.port), Teller(web, writer)
    _, head = await teller.tell(1)
    path = f"/live/?follow={STREAM}:{head - 1}"
    await crowd.join([handshake(path, f"Cookie: sessionid={cookie}") for cookie in cast["cookies"]])
    await crowd.caught_up(head)
    measured = await _measured(crowd, teller, size)
    return measured, crowd.sample


async def _rival(started, size, line):
    process, writer, crowd, requests = started
    teller = Repeater(process, writer, line)
    await crowd.join(requests(size.followers))
    measured = await _measured(crowd, teller, size)
    crowd.leave()
    process.end()
    return measured


async def _measured(crowd, teller, size):
    _, head = await teller.tell(2)
    await crowd.caught_up(head)
    before, used = crowd.deliveries, teller.process.cpu()
    for _ in range(size.bursts):
        _, head = await teller.tell(size.burst)
        await crowd.caught_up(head)
        await asyncio.sleep(0.05)
    burst = (teller.process.cpu() - used) / (crowd.deliveries - before) * 1e6
    before, used = crowd.deliveries, teller.process.cpu()
    late = await _paced(crowd, teller, size.paced)
    paced = (teller.process.cpu() - used) / (crowd.deliveries - before) * 1e6
    return {"burst": burst, "paced": paced, "p99": percentile(late, 0.99) * 1000, "lost": crowd.lost}


async def _paced(crowd, teller, number):
    """How late single events arrive, ten a second."""
    told, crowd.arrivals, head = {}, [], 0
    for _ in range(number):
        due = monotonic() + 0.1
        at, head = await teller.tell(1)
        told[head] = at
        await asyncio.sleep(max(0, due - monotonic()))
    await crowd.caught_up(head)
    return [at - told[seq] for seq, at in crowd.arrivals if seq in told]


def _textbook(here):
    web = here.serve("benchmarks.rivals.textbook:application")
    writer = here.start(sys.executable, "-m", "benchmarks.rivals.publish", talks=True)
    return web, writer, Crowd(web.port), lambda number: [handshake("/live/") for _ in range(number)]


def _broadcast(here):
    return _alone(here, Crowd, "/", sys.executable, "-m", "benchmarks.rivals.broadcast")


def _socketio(here):
    path = "/socket.io/?EIO=4&transport=websocket"
    return _alone(here, SocketIo, path, shutil.which("node"), ROOT / "benchmarks/rivals/socketio.js")


def _alone(here, crowd, path, *command):
    port = free_port()
    server = here.start(*command, talks=True, PORT=str(port), SOCKETIO=str(SOCKETIO))
    here.until(partial(listens, port), server)
    return server, server, crowd(port), lambda number: [handshake(path) for _ in range(number)]


class SocketIo(Crowd):
    """Clients that speak the little of socket.io that following takes."""

    def said(self, follower, payload):
        """Greet, and answer its pings."""
        if payload.startswith(b"0"):
            follower.send("40")
        elif payload == b"2":
            follower.send("3")
        elif payload.startswith(b"40"):
            follower.last = 0

    async def join(self, requests, *, at_once=50):
        """Connect, and wait until everybody is in the room."""
        await super().join(requests, at_once=at_once)
        await self.until(lambda: all(follower.last is not None for follower in self.followers))
