"""How a hub hears of changes: by Redis where there are several processes, else by looking at the database."""

import asyncio
import logging
import sqlite3

from channels.layers import get_channel_layer
from django.db import connection
from django.db.models import Sum

from advisory.events.models import Log
from advisory.events.ring import GROUP
from advisory.events.threads import in_thread

LOOK_EVERY, AGAIN_AFTER, QUIET = 0.2, 1, 4
log = logging.getLogger("advisory.doorbell")


async def answers(hub):
    """Hear the bell and the whispers of all processes; while Redis is away, look at everything every second."""
    while True:
        try:
            layer = get_channel_layer()
            channel = await asyncio.wait_for(layer.new_channel(), 5)
            await asyncio.wait_for(layer.group_add(GROUP, channel), 5)
            hub.look()
            await _heard(hub, layer, channel)
        except Exception as trouble:
            log.warning("the doorbell does not answer: %s", type(trouble).__name__)
            hub.look()
            await asyncio.sleep(AGAIN_AFTER)


async def _heard(hub, layer, channel):
    """Hear until the bell is silent: after a quiet while it is rung once, and has to be heard."""
    rung = False
    while True:
        hearing = asyncio.ensure_future(layer.receive(channel))
        try:
            while not (await asyncio.wait({hearing}, timeout=QUIET))[0]:
                if rung:
                    raise ConnectionError("silent")
                await asyncio.wait_for(layer.group_send(GROUP, {"type": "test"}), 1)
                rung = True
            rung = False
            _take(hub, hearing.result())
        finally:
            hearing.cancel()


def _take(hub, message):
    if message["type"] == "ring" and message.get("from") != hub.room.name:
        hub.heard(message["streams"])
    elif message["type"] == "whisper":
        hub.room.heard(message)
    elif message["type"] == "call":
        hub.calls.heard(message)


async def looks(hub):
    """Look five times a second whether another process changed anything."""
    look, seen = None, None
    while True:
        try:
            look = look or (_sqlite() if connection.vendor == "sqlite" else _numbers)
            now = await look()
            if now != seen:
                hub.glance()
            seen = now
        except Exception as trouble:
            log.warning("the database does not answer: %s", type(trouble).__name__)
        await asyncio.sleep(LOOK_EVERY)


def _sqlite():
    """SQLite's own count of other connections' commits, on a connection that never writes."""
    own = sqlite3.connect(str(connection.settings_dict["NAME"]), check_same_thread=False, timeout=0)

    async def version():
        return own.execute("PRAGMA data_version").fetchone()

    return version


async def _numbers():
    return await in_thread(lambda: Log.objects.aggregate(last=Sum("number"), rights=Sum("rights")))
