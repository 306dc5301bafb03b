"""The live side of the product for the tests: sockets and polls of the named cast, on an event loop of their own."""

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import connection
from django.test import Client

from advisory.asgi import application
from advisory.events.consumers import hub
from advisory.refusals import Refusal

PATIENCE = 10  # seconds: below the 15 after which the hub looks at everything unasked
HOST = "localhost:8000"


class Network:
    """A running live side; everything asked of it goes through the real application."""

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.talks = []

    def socket(self, who, *follows, **asked):
        """A socket of somebody: a seat, a person, a browser (`Client`), or nobody."""
        scope = _scope("websocket", who, follows, asked)
        return self._begun(Socket(self.loop, scope, browser=asked.get("browser")))

    def poll(self, who, *follows, **asked):
        """A waiting request of somebody; `answer()` waits for what comes back."""
        scope = _scope("http", who, follows, asked) | {"method": asked.get("method", "GET")}
        return self._begun(Request(self.loop, scope))

    def stop(self):
        """Hang up everywhere, end the hub and close its loop."""
        for talk in self.talks:
            talk.hang_up()
        asyncio.run_coroutine_threadsafe(self._ended(), self.loop).result(30)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(PATIENCE)
        self.loop.close()

    async def _ended(self):
        await asyncio.gather(*(asyncio.wrap_future(talk.task) for talk in self.talks), return_exceptions=True)
        await hub().stop()

    def _begun(self, talk):
        self.talks.append(talk)
        return talk.begin()


@contextmanager
def network():
    """A live side for one test."""
    running = Network()
    try:
        yield running
    finally:
        running.stop()


class Talk:
    """One conversation with the application, seen from outside."""

    opening = {}
    ending = {}

    def __init__(self, loop, scope):
        self.loop, self.scope = loop, scope
        self.changed = threading.Condition()
        self.up = asyncio.Queue()
        self.task = None

    def begin(self):
        """Let the application have it."""
        self.push(self.opening)
        self.task = asyncio.run_coroutine_threadsafe(application(self.scope, self.up.get, self._down), self.loop)
        return self

    def push(self, message):
        """Hand one message to the application."""
        self.loop.call_soon_threadsafe(self.up.put_nowait, message)

    def hang_up(self):
        """End it from this side."""
        self.push(self.ending)

    def wait(self, met, patience=PATIENCE):
        """Wait for a condition, or fail with what is there instead."""
        with self.changed:
            assert self.changed.wait_for(met, patience), f"it did not come; there is {self}"

    async def _down(self, message):
        with self.changed:
            self._take(message)
            self.changed.notify_all()


class Socket(Talk):
    """A live socket: `lines` gives what was not read yet, `until` reads on to what is looked for."""

    opening = {"type": "websocket.connect"}
    ending = {"type": "websocket.disconnect", "code": 1005}

    def __init__(self, loop, scope, browser=None):
        super().__init__(loop, scope)
        self.browser = browser
        self.accepted, self.code, self.told, self.raw, self.read = False, None, [], "", 0
        self.reads = asyncio.Event()
        self.reads.set()

    def begin(self):
        """Open it and wait for the answer to the handshake."""
        super().begin()
        self.wait(lambda: self.accepted or self.code is not None or self.task.done())
        return self

    def __repr__(self):
        return f"{self.told[self.read :]}, closed with {self.code}"

    def lines(self, number):
        """The next so many lines."""
        self.wait(lambda: len(self.told) >= self.read + number)
        self.read += number
        return self.told[self.read - number : self.read]

    def until(self, **wanted):
        """Read on to the line that says this, and return it."""
        return self.before(**wanted)[-1]

    def before(self, **wanted):
        """All lines up to and with the one that says this."""
        self.wait(lambda: self._has(wanted))
        place = next(n for n in range(self.read, len(self.told)) if _says(self.told[n], wanted))
        begin, self.read = self.read, place + 1
        return self.told[begin : self.read]

    def hears(self, patience, **wanted):
        """Whether a line that says this comes within so many seconds; it stays to be read."""
        with self.changed:
            return self.changed.wait_for(lambda: self._has(wanted), patience)

    def _has(self, wanted):
        return any(_says(line, wanted) for line in self.told[self.read :])

    def closed(self, patience=PATIENCE):
        """The code with which it is closed."""
        self.wait(lambda: self.code is not None, patience)
        return self.code

    def say(self, message):
        """Send one frame up: an object, or text as it is."""
        text = message if isinstance(message, str) else json.dumps(message)
        self.push({"type": "websocket.receive", "text": text})

    def stop_reading(self):
        """Take nothing more of what is sent."""
        self.loop.call_soon_threadsafe(self.reads.clear)

    async def _down(self, message):
        if message["type"] == "websocket.send":
            await self.reads.wait()
        await super()._down(message)

    def _take(self, message):
        if message["type"] == "websocket.accept":
            self.accepted = True
        elif message["type"] == "websocket.close":
            self.code = message.get("code", 1000)
        else:
            self.raw += message["text"] + "\n"
            self.told += [json.loads(line) for line in message["text"].split("\n")]


@dataclass
class Answer:
    """What came back over plain HTTP."""

    status: int
    headers: dict
    lines: list


class Request(Talk):
    """One GET of the live address over plain HTTP."""

    opening = {"type": "http.request", "body": b"", "more_body": False}
    ending = {"type": "http.disconnect"}

    def __init__(self, loop, scope):
        super().__init__(loop, scope)
        self.start, self.body = None, None

    def __repr__(self):
        return f"{self.start} {self.body}"

    def answer(self, patience=PATIENCE):
        """What came back."""
        self.wait(lambda: self.body is not None, patience)
        headers = {name.decode(): value.decode() for name, value in self.start["headers"]}
        return Answer(self.start["status"], headers, [json.loads(line) for line in self.body.decode().splitlines()])

    def _take(self, message):
        if message["type"] == "http.response.start":
            self.start = message
        else:
            self.body = (self.body or b"") + message["body"]


def at_once(*acts):
    """Several people act in the same moment, each in a thread of their own: what each got, or what refused them."""
    start = threading.Barrier(len(acts))
    with ThreadPoolExecutor(len(acts)) as threads:
        return [done.result() for done in [threads.submit(_act, start, act) for act in acts]]


def _act(start, act):
    start.wait(PATIENCE)
    try:
        return act()
    except Refusal as refusal:
        return refusal
    finally:
        connection.close()


def browser_of(who):
    """A browser in which somebody is signed in."""
    client = Client(HTTP_HOST=HOST)
    client.force_login(getattr(who, "user", who))
    return client


def _scope(kind, who, follows, asked):
    given = {"host": HOST} if asked.get("origin", "") is None else {"host": HOST, "origin": f"http://{HOST}"}
    if asked.get("origin"):
        given["origin"] = asked["origin"]
    if "token" in asked:
        given["authorization"] = f"Bearer {asked['token']}"
    browser = who if isinstance(who, Client) or who is None else browser_of(who)
    if browser and "sessionid" in browser.cookies:
        asked["browser"] = browser
        given["cookie"] = f"sessionid={browser.cookies['sessionid'].value}"
    given |= asked.get("headers", {})
    query = [("follow", place) for place in follows]
    query += [(name, asked[name]) for name in ("stamp", "wait") if name in asked]
    return {
        "type": kind, "path": asked.get("path", "/live/"), "query_string": urlencode(query).encode(),
        "scheme": "ws" if kind == "websocket" else "http", "subprotocols": [], "root_path": "", "http_version": "1.1",
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }  # fmt: skip


def _says(line, wanted):
    return all(line.get(name) == value for name, value in wanted.items())
