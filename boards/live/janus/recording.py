"""What is said in a session, kept by Janus: a file for each microphone, camera and screen, in a folder of its own.

`record(session, on=True)` begins it and `record(session, on=False)` ends it, from any process. Rooms
are made with `lock_record`, so nothing else does. The files lie in `folder_of(session.stream)` and are called
`videoroom-<room>-user-<feed>-<microseconds>-<kind>-<n>.mjr`; whose a feed is says `seat_of`. A room that is made anew
goes on as `is_on` says. Where the product's processes and Janus are apart, that folder has to be the same for all.
"""

import asyncio
from uuid import UUID

from django.conf import settings

from boards.live.janus.client import Janus, Refused
from boards.live.janus.keys import Keys

NO_ROOM, MARK = 426, "on"


def folder_of(stream):
    """Where the files of a session are kept."""
    return settings.DATA / "recordings" / stream


def seat_of(feed):
    """The id of the seat that a feed, as in a file's name, belongs to."""
    return UUID(feed[:32])


def is_on(stream):
    """Whether a session is recorded now."""
    return (folder_of(stream) / MARK).exists()


def record(session, *, on):
    """Begin or end the recording of a session; Lost when Janus does not answer, and then nothing was begun.

    A room that is made anew after the end is not recorded, whether Janus heard of the end or not.
    """
    folder = folder_of(session.stream)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # before Janus does, whose folders everybody may read
    if not on:
        (folder / MARK).unlink(missing_ok=True)
    asyncio.run(_recorded(Keys.of(session.stream, settings.SECRET_KEY), on=on))
    if on:
        (folder / MARK).touch()


async def _recorded(keys, *, on):
    janus = await Janus.reached(settings.JANUS_URL, settings.JANUS_SECRET)
    try:
        handle = await janus.attach(None)
        for asked in keys.recording(on=on):
            await handle.ask(asked)
    except Refused as refused:
        if refused.code != NO_ROOM:  # nobody is on the line yet; the room is made as it is wanted
            raise
    finally:
        await janus.close()
