"""Django's pages behind ASGI: a few threads that stay, and one step into one of them for a whole request.

Django itself starts a thread for every request and steps between it and the loop for every layer that is not async.
"""

import asyncio
import weakref
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from contextvars import copy_context
from functools import lru_cache

import django
from django.conf import settings
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.core.signals import request_started
from django.urls import get_resolver, set_script_prefix

from advisory.refusals import TooSlow

MOST, SHARE = 40, 8  # threads, and large bodies at once; of these from one address
PATIENCE, SLOWEST = 30, 64 * 1024  # seconds for any body, and bytes that a large one brings in each further one
_by_loop = weakref.WeakKeyDictionary()


class Hands:
    """The threads of one loop: each does one request at a time, and keeps its database connection between them."""

    def __init__(self, most):
        self.most, self.made = most, 0
        self.free, self.waiting = [], deque()
        self.large, self.large_of = asyncio.Semaphore(most), weakref.WeakValueDictionary()

    @asynccontextmanager
    async def room_for(self, scope):
        """Bodies that are kept on the disk while they come in are only so many at once; of others there is no end.

        From one address they are a part of that alone, and none may come in for longer than a slow line needs.
        """
        declared = int(dict(scope["headers"]).get(b"content-length", 0))
        async with AsyncExitStack() as rooms:
            if declared > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
                address = (scope.get("client") or ("",))[0]
                await rooms.enter_async_context(self.large_of.setdefault(address, asyncio.Semaphore(SHARE)))
                await rooms.enter_async_context(self.large)
            try:
                async with asyncio.timeout(PATIENCE + declared / SLOWEST):
                    yield
            except TimeoutError as late:
                raise TooSlow from late

    @asynccontextmanager
    async def one(self):
        """A thread of one's own for a while; when all are busy, the next that is free."""
        hand = await self._taken()
        try:
            yield hand
        finally:
            self._give_back(hand)

    async def _taken(self):
        if self.free:
            return self.free.pop()
        if self.made < self.most:
            self.made += 1
            return ThreadPoolExecutor(max_workers=1, thread_name_prefix="pages")
        turn = asyncio.get_running_loop().create_future()
        self.waiting.append(turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give_back(turn.result())
            raise

    def _give_back(self, hand):
        while self.waiting:
            turn = self.waiting.popleft()
            if not turn.done():
                turn.set_result(hand)
                return
        self.free.append(hand)


class Pages(ASGIHandler):
    """Every request in a thread that was there before, all of its layers in one go."""

    chunk_size = 2**24  # an answer that is all in memory is handed over in one piece

    def __init__(self):
        BaseHandler.__init__(self)
        self.load_middleware(is_async=False)

    async def __call__(self, scope, receive, send):
        """Answer one request; however slowly it is sent, and its answer read, nobody's thread waits for that."""
        try:
            async with hands().room_for(scope):
                body = await self.read_body(receive)
        except RequestAborted:
            return
        with body:
            async with hands().one() as hand:
                here = copy_context()
                response = await asyncio.get_running_loop().run_in_executor(hand, here.run, self._answer, scope, body)
        if response.streaming:
            await self._stream(response, receive, send)
        else:
            await self.send_response(response, send)

    def _answer(self, scope, body):
        """Everything that a request needs a thread for, from its first signal to its last."""
        set_script_prefix(get_script_prefix(scope))
        request_started.send(sender=self.__class__, scope=scope)
        request, response = self.create_request(scope, body)
        if request:
            response = self.get_response(request)
            response._handler_class = self.__class__
        if response.streaming and not response.is_async:
            response.streaming_content = _each(list(response.streaming_content))
        response.close()
        return response

    def resolve_request(self, request):
        """Who answers an address; those that were asked for before are known, and need not be looked for again."""
        request.resolver_match = _resolved(request.path_info)
        return request.resolver_match

    async def _stream(self, response, receive, send):
        """Send what is read piece by piece, for as long as somebody is there."""
        try:
            async with asyncio.TaskGroup() as both:
                gone = both.create_task(self.listen_for_disconnect(receive))
                await self.send_response(response, send)
                gone.cancel()
        except* RequestAborted:
            pass


@lru_cache(2_000)
def _resolved(path):
    return get_resolver().resolve(path)


async def _each(parts):
    for part in parts:
        yield part


def hands():
    """This loop's threads."""
    loop = asyncio.get_running_loop()
    if loop not in _by_loop:
        _by_loop[loop] = Hands(MOST)
    return _by_loop[loop]


def pages():
    """The product's pages and API as an ASGI application."""
    django.setup(set_prefix=False)
    return Pages()
