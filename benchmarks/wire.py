"""Lean WebSocket clients: hundreds in one process, each making sure that nothing was lost."""

import asyncio
import os
import re
import struct
from base64 import b64encode
from time import monotonic

SEQ = re.compile(rb'seq\\?":(\d+)')
KEPT = 4_000


class Follower(asyncio.Protocol):
    """One client: reads frames, and follows the numbers in them without a gap."""

    def __init__(self, crowd, request):
        self.crowd, self.request = crowd, request
        self.data, self.open, self.last = b"", False, None
        self.transport = None

    def connection_made(self, transport):
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data):
        self.data = self.data + data if self.data else data
        if not self.open:
            head, ended, rest = self.data.partition(b"\r\n\r\n")
            if not ended:
                return
            self.open, self.data = True, rest
            self.crowd.answered(self, head)
        self._frames()

    def connection_lost(self, trouble):
        self.crowd.gone(self)

    def send(self, text, kind=1):
        """Send one short frame up."""
        mask, payload = os.urandom(4), text if isinstance(text, bytes) else text.encode()
        body = bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))
        self.transport.write(bytes((0x80 | kind, 0x80 | len(payload))) + mask + body)

    def _frames(self):
        data, at, size = self.data, 0, len(self.data)
        while size - at >= 2:
            begin, length = at + 2, data[at + 1] & 127
            if length == 126 and size - at >= 4:
                begin, length = at + 4, struct.unpack_from("!H", data, at + 2)[0]
            elif length == 127 and size - at >= 10:
                begin, length = at + 10, struct.unpack_from("!Q", data, at + 2)[0]
            elif length >= 126:
                break
            if size < begin + length:
                break
            self.crowd.heard(self, data[at] & 15, data[begin : begin + length])
            at = begin + length
        self.data = data[at:]


class Crowd:
    """All clients of one server."""

    def __init__(self, port):
        self.port, self.followers, self.refused, self.ended = port, [], 0, 0
        self.lost, self.deliveries, self.bytes, self.frames = 0, 0, 0, 0
        self.known, self.arrivals, self.sample = {}, None, b""

    async def join(self, requests, *, at_once=50):
        """Connect one client for each request."""
        loop, pending = asyncio.get_running_loop(), list(requests)
        while pending:
            some, pending = pending[:at_once], pending[at_once:]
            made = (loop.create_connection(lambda one=one: Follower(self, one), "127.0.0.1", self.port) for one in some)
            self.followers += [follower for _, follower in await asyncio.gather(*made)]
        await self.until(lambda: all(follower.open for follower in self.followers))
        if self.refused:
            raise RuntimeError(f"{self.refused} clients were refused")

    def answered(self, follower, head):
        """The handshake was answered."""
        self.refused += b" 101 " not in head.split(b"\r\n", 1)[0]

    def heard(self, follower, kind, payload):
        """One frame came."""
        if kind == 9:
            follower.send(payload, 10)
        if kind == 8:
            raise RuntimeError(f"closed with {payload[:2].hex()} {payload[2:].decode()}")
        if kind != 1:
            return
        self.frames += 1
        self.bytes += len(payload)
        seqs = self.known.get(payload)
        if seqs is None:
            seqs = self._read(payload)
        if not seqs:
            self.said(follower, payload)
            return
        self.deliveries += len(seqs)
        self.lost += self._gaps(follower, seqs)
        if self.arrivals is not None:
            now = monotonic()
            self.arrivals.extend((seq, now) for seq in seqs)

    def said(self, follower, payload):
        """Something without a number came."""
        if b'"reload"' in payload or b'"refused"' in payload:
            raise RuntimeError(payload[:200].decode())

    def gone(self, follower):
        """A client was hung up on."""
        self.ended += 1

    async def until(self, met, patience=60):
        """Wait for a condition."""
        deadline = monotonic() + patience
        while not met():
            if monotonic() > deadline or self.ended:
                raise RuntimeError(f"it did not come; {self.ended} hung up, {self.deliveries} deliveries")
            await asyncio.sleep(0.002)

    async def caught_up(self, seq, patience=60):
        """Wait until everybody has heard of an event."""
        await self.until(lambda: all((follower.last or 0) >= seq for follower in self.followers), patience)

    def leave(self):
        """Hang up everywhere."""
        self.ended = -len(self.followers)
        for follower in self.followers:
            follower.transport.abort()

    def _read(self, payload):
        found = [int(line[1]) for line in map(SEQ.search, payload.split(b"\n")) if line]
        if len(self.known) > KEPT:
            self.known.clear()
        self.known[payload] = found
        self.sample = self.sample or (payload.split(b"\n")[0] if found else b"")
        return found

    def _gaps(self, follower, seqs):
        gaps = 0
        for seq in seqs:
            gaps += follower.last is not None and seq != follower.last + 1
            follower.last = seq
        return gaps


def handshake(path, *headers):
    """The bytes with which a client asks for a socket."""
    key = b64encode(os.urandom(16)).decode()
    head = ["Host: 127.0.0.1", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"]
    lines = [f"GET {path} HTTP/1.1", *head, f"Sec-WebSocket-Key: {key}", *headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
