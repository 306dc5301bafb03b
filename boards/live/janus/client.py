"""Janus as we speak to it (pure): one WebSocket, one session on it, and handles, each a participant or a receiver."""

import asyncio
import json
import logging
from contextlib import suppress
from uuid import uuid4

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

PLUGIN, PROTOCOL = "janus.plugin.videoroom", "janus-protocol"
PATIENCE, ALIVE_EVERY, LARGEST = 10, 20, 1024 * 1024
THERE, GHOST = 427, 436  # a room, somebody in it
ACKNOWLEDGED = {"keepalive", "trickle"}  # nothing more is said to these
log = logging.getLogger("advisory.janus")


class Lost(Exception):
    """Janus is not there, or does not answer."""


class Refused(Exception):
    """Janus said no; `code` says why, by its own numbers."""

    def __init__(self, code, words):
        super().__init__(f"{code}: {words}")
        self.code = code


class Janus:
    """A connection to one Janus; once it is lost it stays so, and another has to be made."""

    def __init__(self, socket, secret):
        self.socket, self.secret = socket, secret
        self.waiting, self.handles = {}, {}
        self.session = None
        self.lost = asyncio.Event()
        self.tasks = []

    @classmethod
    async def reached(cls, url, secret):
        """A connection with a session on it, or Lost."""
        try:
            opening = connect(url, subprotocols=[PROTOCOL], max_size=LARGEST, compression=None, proxy=None)
            found = cls(await asyncio.wait_for(opening, PATIENCE), secret)
        except (OSError, TimeoutError, WebSocketException) as trouble:
            raise Lost(type(trouble).__name__) from trouble
        found.tasks.append(asyncio.create_task(found._listen()))
        try:
            found.session = (await found.ask({"janus": "create"}))["data"]["id"]
        except Exception:
            await found.close()
            raise
        found.tasks.append(asyncio.create_task(found._stay()))
        return found

    async def attach(self, heard):
        """A new handle; `heard(data, jsep)` is told what Janus says on it unasked, a hangup as {"hangup": reason}."""
        answer = await self.ask({"janus": "attach", "plugin": PLUGIN})
        handle = Handle(self, answer["data"]["id"], heard)
        self.handles[handle.number] = handle
        return handle

    async def ask(self, message):
        """Say something and wait for what comes of it."""
        if self.lost.is_set():
            raise Lost("gone")
        key = uuid4().hex
        about = {"transaction": key, "apisecret": self.secret} | ({"session_id": self.session} if self.session else {})
        answer = asyncio.get_running_loop().create_future()
        self.waiting[key] = answer, message["janus"] in ACKNOWLEDGED
        try:
            await self.socket.send(json.dumps(message | about))
            return _read(await asyncio.wait_for(answer, PATIENCE))
        except (TimeoutError, WebSocketException) as trouble:
            raise Lost(type(trouble).__name__) from trouble
        finally:
            del self.waiting[key]

    async def close(self):
        """End it; whoever waits for an answer gets Lost."""
        self._gone()
        for task in self.tasks:
            task.cancel()
        with suppress(Exception):
            await self.socket.close()

    async def _listen(self):
        try:
            async for text in self.socket:
                self._take(json.loads(text))
        except WebSocketException as trouble:
            log.debug("Janus hung up: %s", trouble)
        finally:
            self._gone()

    def _take(self, message):
        if message["janus"] == "timeout":
            self._gone()
        answer, by_ack = self.waiting.get(message.get("transaction"), (None, False))
        if answer and (by_ack or message["janus"] != "ack"):
            if not answer.done():
                answer.set_result(message)
        elif message.get("sender") in self.handles:
            self.handles[message["sender"]].hear(message)

    def _gone(self):
        self.lost.set()
        for answer, _ in self.waiting.values():
            if not answer.done():
                answer.set_exception(Lost("gone"))

    async def _stay(self):
        """A session that is silent for a minute is ended."""
        while not self.lost.is_set():
            await asyncio.sleep(ALIVE_EVERY)
            try:
                await self.ask({"janus": "keepalive"})
            except (Lost, Refused):
                self._gone()


class Handle:
    """One participant of a room, or one subscription, or nobody yet."""

    def __init__(self, janus, number, heard):
        self.janus, self.number, self.heard = janus, number, heard

    async def ask(self, body, jsep=None):
        """Ask the room; gives what it answered and, where there is one, its offer or answer."""
        message = {"janus": "message", "handle_id": self.number, "body": body} | ({"jsep": jsep} if jsep else {})
        answer = await self.janus.ask(message)
        data = answer["plugindata"]["data"]
        if "error_code" in data:
            raise Refused(data["error_code"], data.get("error", ""))
        return data, answer.get("jsep")

    async def trickle(self, candidates):
        """Pass on where a browser may be reached; Janus acknowledges that and nothing more."""
        await self.janus.ask({"janus": "trickle", "handle_id": self.number, "candidates": candidates})

    async def detach(self):
        """Leave, whatever this was."""
        self.heard = None
        self.janus.handles.pop(self.number, None)
        with suppress(Lost, Refused):
            await self.janus.ask({"janus": "detach", "handle_id": self.number})

    def hear(self, message):
        """Pass on what is news; that media began to flow is none."""
        if self.heard and message["janus"] == "event":
            self.heard(message["plugindata"]["data"], message.get("jsep"))
        elif self.heard and message["janus"] == "hangup":
            self.heard({"hangup": message.get("reason", "")}, None)


def _read(message):
    if message["janus"] == "error":
        raise Refused(message["error"]["code"], message["error"]["reason"])
    return message
