"""Lean WebSocket clients: hundreds in one process, each making sure that nothing was lost."""

import asyncio
import os
import re
import socket
import struct
from base64 import b64encode
from time import monotonic, time

SEQ = re.compile(rb'seq\\?":(\d+)')
KEPT = 4_000
TIMES, NOTES, TIME = 35, 64, struct.Struct("@qq")  # SO_TIMESTAMPNS: the kernel notes when each piece came in
ROOM = memoryview(bytearray(256 * 1024))


class Follower:
    """One client: reads frames, and follows the numbers in them without a gap.

    It notes when the kernel had taken in what it reads: all clients are one process here, and how long they wait for
    each other in it is no doing of the server's.
    """

    def __init__(self, crowd):
        self.crowd, self.line = crowd, socket.socket()
        self.data, self.open, self.last = b"", False, None

    async def begin(self, port, request):
        """Connect and ask for a socket."""
        loop = asyncio.get_running_loop()
        self.line.setblocking(False)
        self.line.setsockopt(socket.SOL_SOCKET, TIMES, 1)
        await loop.sock_connect(self.line, ("127.0.0.1", port))
        await loop.sock_sendall(self.line, request)
        loop.add_reader(self.line, self._read)

    def leave(self):
        """Hang up, once."""
        if self.line.fileno() < 0:
            return
        asyncio.get_running_loop().remove_reader(self.line)
        self.line.close()
        self.crowd.gone(self)

    def send(self, text, kind=1):
        """Send one short frame up."""
        mask, payload = os.urandom(4), text if isinstance(text, bytes) else text.encode()
        body = bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))
        self.line.send(bytes((0x80 | kind, 0x80 | len(payload))) + mask + body)

    def _read(self):
        try:
            size, notes, _, _ = self.line.recvmsg_into([ROOM], NOTES)
        except BlockingIOError:
            return
        except ConnectionError:
            size = 0
        if not size:
            self.leave()
            return
        self.crowd.at = _moment(notes)
        self.data = self.data + ROOM[:size] if self.data else bytes(ROOM[:size])
        if not self.open:
            head, ended, rest = self.data.partition(b"\r\n\r\n")
            if not ended:
                return
            self.open, self.data = True, rest
            self.crowd.answered(self, head)
        self._frames()

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


def _moment(notes):
    """The kernel's note of when something came in, on the clock by which it is told when things were sent."""
    if not notes:
        return monotonic()
    seconds, nanoseconds = TIME.unpack(notes[0][2])
    return monotonic() - (time() - seconds - nanoseconds / 1e9)


class Crowd:
    """All clients of one server."""

    def __init__(self, port):
        self.port, self.followers, self.refused, self.ended = port, [], 0, 0
        self.lost, self.deliveries, self.bytes, self.frames = 0, 0, 0, 0
        self.known, self.arrivals, self.sample = {}, None, b""
        self.at = 0  # when that came which is being read

    async def join(self, requests, *, at_once=50):
        """Connect one client for each request."""
        pending = list(requests)
        while pending:
            some, pending = pending[:at_once], pending[at_once:]
            made = [Follower(self) for _ in some]
            await asyncio.gather(*(one.begin(self.port, request) for one, request in zip(made, some, strict=True)))
            self.followers += made
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
            self.arrivals.extend((seq, self.at) for seq in seqs)

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
            follower.leave()

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
