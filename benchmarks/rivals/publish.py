"""Says every line of its input in the room of the textbook consumer, as a view of that project would."""

import asyncio
import sys

from channels.layers import get_channel_layer

from benchmarks.rivals.textbook import LAYER  # noqa: F401  its settings are this program's too


async def main():
    """Pass on each line until there is no more."""
    layer, reader = get_channel_layer(), asyncio.StreamReader(limit=1 << 20)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        await layer.group_send("q1", {"type": "chat.message", "message": line.decode().rstrip("\n")})


if __name__ == "__main__":
    asyncio.run(main())
