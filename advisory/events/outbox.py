"""What waits for one socket: driven at once while it is fast, queued within bounds while it is slow, cut beyond."""

import asyncio

from advisory.events.lanes import Text, lane_of

MOST_BYTES = 1_000_000


class Outbox:
    """Texts on their way to one socket; past a megabyte of waiting text the socket is cut, and resumes later."""

    def __init__(self, send, gone=lambda: None):
        self.send, self.lane = send, lane_of(send)
        self.waiting = []
        self.size = 0
        self.task = None
        self.gone, self.cut = gone, False

    def put(self, text):
        """Send a text now if the socket takes it, else as soon as it does; False once the socket is cut."""
        if self.cut:
            return False
        if self.task is None and self._at_once(text):
            return True
        self.waiting.append(text)
        self.size += len(text)
        if self.size > MOST_BYTES:
            self.close()
            return False
        return True

    def close(self):
        """Give the socket up: nothing more is sent."""
        self.cut = True
        self.waiting.clear()
        if self.task:
            self.task.cancel()
        self.gone()

    async def flushed(self):
        """Wait until everything put so far has been handed to the server, at most five seconds."""
        if self.task:
            await asyncio.wait({self.task}, timeout=5)

    def _at_once(self, text):
        if self.lane and isinstance(text, Text) and self.lane.took(text):
            return True
        sending = self.send({"type": "websocket.send", "text": text})
        try:
            held_by = sending.send(None)
        except StopIteration:
            return True
        except Exception:
            self.close()
            return True
        self.task = asyncio.get_running_loop().create_task(self._rest(_Suspended(sending, held_by)))
        return True

    async def _rest(self, suspended):
        try:
            await suspended
            while self.waiting:
                text, self.waiting, self.size = "\n".join(self.waiting), [], 0
                await self.send({"type": "websocket.send", "text": text})
            self.task = None
        except Exception:
            self.task = None
            self.close()


class _Suspended:
    """A coroutine that was begun outside a task and waits for something: the rest of it, to be awaited."""

    def __init__(self, coroutine, held_by):
        self.coroutine = coroutine
        self.held_by = held_by

    def __await__(self):
        held_by = self.held_by
        while True:
            try:
                value = yield held_by
            except BaseException as trouble:
                step = lambda trouble=trouble: self.coroutine.throw(trouble)  # noqa: E731
            else:
                step = lambda value=value: self.coroutine.send(value)  # noqa: E731
            try:
                held_by = step()
            except StopIteration as done:
                return done.value
