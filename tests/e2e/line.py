"""A line between a browser and the product that can be cut, mended, and made to swallow an answer."""

import socket
import threading
from contextlib import contextmanager, suppress

CHUNK = 64 * 1024
PATIENCE = 15
SOCKET = b"\r\nupgrade: websocket\r\n"
REFUSAL = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


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
        self.refuses_sockets = False

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
        self.guarded = request

    def carry_everything(self) -> None:
        """From now on every answer reaches whoever asked."""
        self.guarded = b""

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
                if self.refuses_sockets and SOCKET in asked.lower():
                    near.sendall(REFUSAL)
                    break
                if self.guarded and asked.startswith(self.guarded):
                    deaf.set()
                far.sendall(asked)
        _shut(near, far)

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
