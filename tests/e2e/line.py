"""A line between a browser and the product that can be cut, mended, and made to swallow an answer."""

import re
import socket
import threading
from base64 import b64encode
from contextlib import contextmanager, suppress
from hashlib import sha1

CHUNK = 64 * 1024
PATIENCE = 30
SOCKET = b"\r\nupgrade: websocket\r\n"
REFUSAL = b"HTTP/1.1 %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
UPGRADED = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
ACCEPTED = UPGRADED + b"Sec-WebSocket-Accept: %s\r\n\r\n"
KEY = re.compile(rb"sec-websocket-key: *(\S+)", re.IGNORECASE)
MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


@contextmanager
def line_to(site):
    """Lay a line to a running product; it is gone at the end."""
    line = Line(site.port)
    line.mend()
    try:
        yield line
    finally:
        line.cut()


class Line:
    """A port of its own that carries every byte to the product's, for as long as it is whole."""

    def __init__(self, to: int):
        self.to, self.port = to, 0
        self.door, self.ends, self.carriers = None, [], []
        self.guarded, self.swallowed = b"", threading.Event()
        self.sockets = ""

    @property
    def url(self) -> str:
        """The product's address over this line."""
        return f"http://127.0.0.1:{self.port}"

    def mend(self) -> None:
        """Carry connections, on the same port as before, and every answer."""
        self.carry_everything()
        self.door = socket.create_server(("127.0.0.1", self.port))
        self.port = self.door.getsockname()[1]
        self._run(self._welcome, self.door)

    def cut(self) -> None:
        """Break every connection and take no new one."""
        _end(self.door)
        for welcome in self.carriers[:1]:
            welcome.join(PATIENCE)
        for end in self.ends:
            _end(end)
        for carrier in self.carriers:
            carrier.join(PATIENCE)
        self.ends.clear()
        self.carriers.clear()

    def swallow_answer_to(self, request: bytes) -> None:
        """From now on requests that begin so reach the product, and its answers reach nobody."""
        self.swallowed.clear()
        self.guarded = request

    def carry_everything(self) -> None:
        """From now on every answer reaches whoever asked."""
        self.guarded = b""

    def refuse_sockets(self, how: str = "403 Forbidden") -> None:
        """From now on no WebSocket reaches the product: it is refused with a status, or "hangs", or "swallows" all."""
        self.sockets = how

    def let_sockets_through(self) -> None:
        """From now on WebSockets reach the product like everything else."""
        self.sockets = ""

    def wait_swallowed(self) -> None:
        """Wait until the product has answered into nowhere."""
        assert self.swallowed.wait(PATIENCE), "the product never answered"

    def _run(self, job, *about):
        carrier = threading.Thread(target=job, args=about, daemon=True)
        self.carriers.append(carrier)
        carrier.start()

    def _welcome(self, door):
        with suppress(OSError):
            while True:
                near, _ = door.accept()
                self._connect(near)

    def _connect(self, near):
        try:
            far = socket.create_connection(("127.0.0.1", self.to))
        except OSError:
            near.close()
            return
        self.ends += [near, far]
        deaf = threading.Event()
        self._run(self._ask, near, far, deaf)
        self._run(self._answer, far, near, deaf)

    def _ask(self, near, far, deaf):
        with suppress(OSError):
            while asked := near.recv(CHUNK):
                if self.sockets and SOCKET in asked.lower():
                    self._keep_from_product(near, asked)
                    break
                if self.guarded and asked.startswith(self.guarded):
                    deaf.set()
                far.sendall(asked)
        _shut(near, far)

    def _keep_from_product(self, near, asked):
        """Treat a WebSocket as a proxy does that wants none: a status of refusal, "hangs", or "swallows"."""
        if self.sockets == "swallows":
            key = KEY.search(asked)[1]
            near.sendall(ACCEPTED % b64encode(sha1(key + MAGIC).digest()))
        elif self.sockets != "hangs":
            near.sendall(REFUSAL % self.sockets.encode())
            return
        while near.recv(CHUNK):
            pass

    def _answer(self, far, near, deaf):
        with suppress(OSError):
            while answered := far.recv(CHUNK):
                if deaf.is_set():
                    self.swallowed.set()
                else:
                    near.sendall(answered)
        _shut(near, far)


def _shut(*ends):
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


def _end(end):
    _shut(end)
    end.close()
