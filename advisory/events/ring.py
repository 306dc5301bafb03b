"""The doorbell: tell every process which streams moved; nothing that is kept passes through it."""

import asyncio
import logging
import threading
from functools import cache

from channels.layers import get_channel_layer
from django.conf import settings

GROUP = "doorbell"
log = logging.getLogger("advisory.doorbell")
_hubs = set()


def ring(streams):
    """Wake this process's hub and, where there is Redis, everybody else's; never fails the caller."""
    for hub in tuple(_hubs):
        for stream in streams:
            hub.rung(stream)
    if settings.REDIS_URL and not _hubs:
        asyncio.run_coroutine_threadsafe(told({"type": "ring", "streams": list(streams)}), _loop()).result(2)


@cache
def _loop():
    """A loop for a process without a hub: it stays, and so does its connection to Redis."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="doorbell", daemon=True).start()
    return loop


async def told(message):
    """Send one message to all processes within a second, or let it go."""
    try:
        await asyncio.wait_for(get_channel_layer().group_send(GROUP, message), timeout=1)
    except Exception as trouble:
        log.warning("the doorbell is silent: %s", type(trouble).__name__)


def listens(hub):
    """A hub of this process wants to hear the bell."""
    _hubs.add(hub)


def leaves(hub):
    """A hub of this process has ended."""
    _hubs.discard(hub)
