"""The short way to the wire: frames made once arrive like any others, in order, and only where they may go."""

import asyncio
from contextlib import asynccontextmanager

import uvicorn
from websockets.asyncio.client import connect
from websockets.protocol import State

from advisory.events.lanes import Lane, Text, lane_of
from advisory.events.outbox import Outbox
from tests.servers import free_port

TEXTS = ["short", "ü" * 100, "x" * 125, "x" * 126, "x" * 65_535, "é" * 40_000]


@asynccontextmanager
async def served(story):
    """The product's own server around a story that is told (receive, send) of one socket."""

    async def application(scope, receive, send):
        await receive()
        await send({"type": "websocket.accept"})
        await story(receive, send)
        await send({"type": "websocket.close", "code": 1000})

    port = free_port()
    config = uvicorn.Config(application, port=port, ws="websockets-sansio", lifespan="off", log_level="warning")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server._serve())
    try:
        while not server.started:  # noqa: ASYNC110 - uvicorn tells nobody when it begins
            await asyncio.sleep(0.01)
        yield f"ws://127.0.0.1:{port}/"
    finally:
        server.should_exit = True
        await serving


def test_texts_of_every_length_arrive_whole_and_in_order_with_others_between():
    async def story(receive, send):
        outbox = Outbox(send)
        assert outbox.lane is not None, "the server's connection is not what the lane knows: everything goes slowly"
        for text in TEXTS:
            assert outbox.put(Text(text))
            assert outbox.put(f"then {len(text)}")
        await outbox.flushed()

    async def told():
        async with served(story) as address, connect(address, max_size=None) as socket:
            return [text async for text in socket]

    expected = [one for text in TEXTS for one in (text, f"then {len(text)}")]
    assert asyncio.run(asyncio.wait_for(told(), 20)) == expected


def test_a_frame_is_made_once_however_many_sockets_are_told():
    text = Text("Blood pressure for everyone")
    assert text.frame is text.frame
    assert text == "Blood pressure for everyone"


class Connection:
    """A stand-in for the server's connection in some state."""

    def __init__(self, *, state=State.OPEN, close_sent=False, writable=True):
        self.conn = type("Protocol", (), {"state": state})()
        self.close_sent, self.written, self.writable = close_sent, [], asyncio.Event()
        self.transport = type("Transport", (), {"write": self.written.append})()
        if writable:
            self.writable.set()


def test_a_closing_or_slow_connection_is_left_to_the_long_way():
    for odd in ({"state": State.CLOSING}, {"close_sent": True}, {"writable": False}):
        connection = Connection(**odd)
        assert not Lane(connection).took(Text("late"))
        assert connection.written == []
    assert Lane(connection := Connection()).took(Text("in time"))
    assert len(connection.written) == 1


def test_another_server_has_no_lane():
    async def send(message):
        """Take anything."""

    assert lane_of(send) is None
    assert lane_of(Connection().writable.set) is None
