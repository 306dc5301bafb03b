"""The short way to the wire: a frame made once for everybody goes straight into the server's connection."""

from functools import cached_property

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State


class Text(str):
    """Lines that many sockets are told, with the WebSocket frame in which they travel, made once."""

    @cached_property
    def frame(self):
        """The text as one whole frame from a server, as RFC 6455 section 5.2 writes it."""
        payload = self.encode()
        size = len(payload)
        if size < 126:
            head = bytes((0x81, size))
        elif size < 1 << 16:
            head = b"\x81\x7e" + size.to_bytes(2, "big")
        else:
            head = b"\x81\x7f" + size.to_bytes(8, "big")
        return head + payload


class Lane:
    """One connection of the product's own server, reached past the layers that would frame every copy anew."""

    def __init__(self, connection):
        self.connection = connection

    def settle(self):
        """Let go of the handshake, which the server keeps for as long as the connection lives."""
        self.connection.request = self.connection.response = None

    def took(self, text):
        """Write a frame when nothing waits before it; False when it has to go the long way round."""
        connection = self.connection
        if connection.conn.state is not State.OPEN or connection.close_sent or not connection.writable.is_set():
            return False
        connection.transport.write(text.frame)
        return True


def lane_of(send):
    """The lane behind an ASGI `send`, or nothing where another server or another layer stands there."""
    connection = getattr(send, "__self__", None)
    return Lane(connection) if isinstance(connection, WebSocketsSansIOProtocol) else None
