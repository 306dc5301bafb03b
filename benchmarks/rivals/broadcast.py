"""A minimal broadcast server on the `websockets` library: a line on its input goes to every client."""

import asyncio
import os
import sys

import uvloop
from websockets.asyncio.server import broadcast, serve


async def handler(socket):
    """A client follows until it hangs up."""
    await socket.wait_closed()


async def main():
    """Serve until the input ends."""
    reader = asyncio.StreamReader(limit=1 << 20)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    async with serve(handler, "127.0.0.1", int(os.environ["PORT"]), compression=None) as server:
        while line := await reader.readline():
            broadcast(server.connections, line.decode().rstrip("\n"))


if __name__ == "__main__":
    uvloop.run(main())
