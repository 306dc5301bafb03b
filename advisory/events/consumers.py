"""The live socket, and its form over plain HTTP for networks that refuse sockets."""

import asyncio
import json
import weakref
from contextlib import suppress
from contextvars import Context
from urllib.parse import parse_qsl

from advisory.counters import ENDED, SOCKETS
from advisory.events.calls import ACTS
from advisory.events.followers import LOST, OUT, Follower
from advisory.events.frames import line
from advisory.events.hub import Hub
from advisory.events.knocks import follows_of, headers_of, same_origin
from advisory.events.limits import FULL, of_address, of_person
from advisory.events.outbox import Outbox
from advisory.events.threads import in_thread
from advisory.events.viewers import viewer_of
from advisory.headers import bare

MISUSE, LONGEST_WAIT, LAST_WORD = 1008, 25, 5
FRAMES_A_SECOND, BURST, BEGINS_WITHIN = 10, 60, 10
LONGEST_FRAME = 60 * 1024  # characters: what a browser answers to a full board has some thirty thousand
_hubs = weakref.WeakKeyDictionary()


def hub():
    """This loop's hub, begun with its first connection."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Context().run(Hub)
    return _hubs[loop]


async def live(scope, receive, send):
    """Both forms of the live connection at one address."""
    if scope["type"] == "websocket":
        await Socket(scope, receive, send).run()
    else:
        await poll(scope, receive, send)


async def nowhere(scope, receive, send):
    """A socket at any other address is not accepted."""
    await receive()
    await send({"type": "websocket.close", "code": MISUSE})


class Socket:
    """One WebSocket: tells its page what happens, and takes whispers and follows from it."""

    def __init__(self, scope, receive, send):
        self.scope, self.receive, self.send = scope, receive, send
        self.outbox = Outbox(send, gone=self._stop)
        self.code, self.over, self.task = None, False, None
        self.tokens, self.since = BURST, asyncio.get_running_loop().time()

    async def run(self):
        """From the handshake to the last frame."""
        if (await self.receive())["type"] != "websocket.connect":
            return
        if not same_origin(self.scope):
            await self.send({"type": "websocket.close", "code": MISUSE})
            return
        await self.send({"type": "websocket.accept"})
        with of_address(self.scope) as free:
            viewer = await in_thread(viewer_of, headers_of(self.scope)) if free else None
            code = self._kept_out(viewer) if free else FULL
            if not code:
                with of_person(viewer) as free:
                    code = await self._seated(viewer) if free else FULL
            if code:
                await self.send({"type": "websocket.close", "code": code})

    def _kept_out(self, viewer):
        """Why whoever is behind this connection may not have it, as a close code, or nothing."""
        if viewer is None or viewer.held:
            return LOST if viewer else OUT
        return MISUSE if follows_of(self.scope)[0] is None else None

    async def _seated(self, viewer):
        """Follow until the end; what the page said when it knocked is known by then, and let go."""
        follows, stamp = follows_of(self.scope)
        self.follower = Follower(viewer, stamp, self)
        hub().join(self.follower, follows)
        self.scope = None
        if self.outbox.lane:
            self.outbox.lane.settle()
        await self._live()

    def tell(self, text):
        """Put text on the wire."""
        if self.code is None and not self.outbox.put(text):
            self.end(FULL)

    hear = tell

    def end(self, code):
        """Close with a code, once."""
        if self.code is None:
            self.code = code
            self._stop()

    def joined(self):
        """The backlog has joined; a socket simply goes on."""

    async def _live(self):
        self.task = listening = asyncio.current_task()
        SOCKETS.inc()
        try:
            await self._listen()
        except asyncio.CancelledError:
            if not self.over or listening.uncancel():
                raise
        finally:
            self.task = None
            SOCKETS.dec()
            hub().leave(self.follower)
        ENDED.labels(self.code or 1000).inc()
        if self.code is not None:
            await self.outbox.flushed()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.send({"type": "websocket.close", "code": self.code}), LAST_WORD)

    def _stop(self):
        """Hear no more from the page: one task a socket waits for it, so that is what has to be woken."""
        self.over = True
        if self.task and self.task is not asyncio.current_task():
            self.task.cancel()
            self.task = None

    async def _listen(self):
        while not self.over:
            message = await self.receive()
            if message["type"] == "websocket.disconnect":
                self.outbox.close()
                return
            if not self._patient() or not self._take(message.get("text")):
                self.end(MISUSE)
                return

    def _patient(self):
        now = asyncio.get_running_loop().time()
        self.tokens = min(BURST, self.tokens + (now - self.since) * FRAMES_A_SECOND) - 1
        self.since = now
        return self.tokens >= -BURST

    def _take(self, text):
        """Act on one frame from the page; False when it is malformed."""
        if text is None or len(text) > LONGEST_FRAME:
            return False
        try:
            asked = json.loads(text)
        except (TypeError, ValueError, RecursionError):
            return False
        if not isinstance(asked, dict):
            return False
        if _name(asked.get("follow")) and _seq(asked.get("after", 0)) is not None:
            hub().join(self.follower, [(asked["follow"], asked.get("after", 0))])
        elif _name(asked.get("unfollow")):
            hub().unfollow(self.follower, asked["unfollow"])
        elif isinstance(asked.get("whisper"), str):
            return self._whispered(asked)
        elif _seq(asked.get("echo")) is not None:
            self.tell(line({"echo": asked["echo"]}))
        else:
            return False
        return True

    def _whispered(self, asked):
        """Pass on what was whispered, unless this page says too much; False when it is malformed."""
        to_session = asked["whisper"] in ACTS
        if _seq(asked.get("session" if to_session else "question")) is None:
            return False
        if self.tokens >= 0 and to_session:
            hub().calls.say(self.follower, asked)
        elif self.tokens >= 0:
            hub().room.say(self.follower, asked["whisper"], asked["question"])
        return True


class Poll:
    """One waiting HTTP request: gathers lines until there are any, or the time is up."""

    def __init__(self):
        self.lines, self.code = [], None
        self.begun, self.news = asyncio.Event(), asyncio.Event()

    def tell(self, text):
        """Keep text for the answer; a refusal alone does not end the wait, and nothing comes after the end."""
        if self.code is not None:
            return
        self.lines.append(text)
        if '"refused":' not in text:
            self.news.set()

    def hear(self, text):
        """Whispers are for sockets alone."""

    def end(self, code):
        """The connection may not go on."""
        self.code = code
        self.news.set()
        self.begun.set()

    def joined(self):
        """The backlog has been read."""
        self.begun.set()


async def poll(scope, receive, send):
    """Answer with what happened after the places named, at once or within the seconds of `wait`."""
    viewer = await in_thread(viewer_of, headers_of(scope))
    follows, stamp = follows_of(scope)
    wait = _wait(scope)
    if scope["method"] != "GET":
        return await respond(send, 405, "", allow="GET")
    if viewer is None:
        return await respond(send, 401, line({"error": {"code": "signed_out", "message": "Sign in first."}}))
    if viewer.held:
        return await respond(send, 403, line({"error": {"code": viewer.held, "message": "Something comes first."}}))
    if not follows or wait is None or any(wire.endswith(".*") for wire, _ in follows):
        error = {"code": "bad_request", "message": "Name streams as follow=<stream>:<seq>, and wait as 0 to 25.",
                 "fields": {}}  # fmt: skip
        return await respond(send, 400, line({"error": error}))
    with of_address(scope) as here, of_person(viewer) as free:
        if not (here and free):
            return await respond(send, 429, "", retry_after="5")
        waiting = Poll()
        follower = Follower(viewer, stamp, waiting)
        hub().join(follower, follows)
        await _waited(waiting, follower, receive, wait)
    if not waiting.begun.is_set():
        return await respond(send, 503, "", retry_after="5")
    status = {OUT: 401, LOST: 403}.get(waiting.code, 200)
    return await respond(send, status, "\n".join(waiting.lines))


async def _waited(waiting, follower, receive, wait):
    """Wait until there are lines, or the time is up, or nobody listens any more."""
    gone = asyncio.ensure_future(_gone(receive))
    try:
        await _until(waiting.begun, gone, BEGINS_WITHIN)
        if follower.wires and not waiting.news.is_set():
            await _until(waiting.news, gone, wait)
    finally:
        gone.cancel()
        hub().leave(follower)


async def _until(happened, gone, seconds):
    waiting = asyncio.ensure_future(happened.wait())
    await asyncio.wait({waiting, gone}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()


async def _gone(receive):
    while (await receive())["type"] != "http.disconnect":
        pass


async def respond(send, status, text, **more):
    """Send one small answer that nobody keeps."""
    headers = bare(content_type="application/x-ndjson", cache_control="no-store", **more)
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": (text + "\n" if text else "").encode()})


def _name(value):
    return isinstance(value, str) and value.isprintable()


def _wait(scope):
    value = dict(parse_qsl(scope["query_string"].decode("latin-1"))).get("wait", "0")
    return int(value) if value in map(str, range(LONGEST_WAIT + 1)) else None


def _seq(value):
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**15 else None
