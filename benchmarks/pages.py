"""Plain HTTP clients on kept connections, as lean as can be: the measured server is to be the busy one."""

import asyncio
import json


class Http(asyncio.Protocol):
    """One kept connection; `ask` sends a request and gives (status, body)."""

    def __init__(self):
        self.data, self.waiting = b"", None

    @classmethod
    async def connect(cls, port):
        """A connection to a server of this machine."""
        _, made = await asyncio.get_running_loop().create_connection(cls, "127.0.0.1", port)
        return made

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.data += data
        head, found, body = self.data.partition(b"\r\n\r\n")
        if found and (length := _length(head)) is not None and len(body) >= length:
            self.data = body[length:]
            self.waiting.set_result((int(head[9:12]), body[:length]))

    def connection_lost(self, trouble):
        if self.waiting and not self.waiting.done():
            self.waiting.set_exception(ConnectionError("the server hung up"))

    async def ask(self, request):
        """Send the bytes of a request and wait for its answer."""
        self.waiting = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return await self.waiting


def get(path, cookie):
    """The bytes of a page's request by somebody who is signed in."""
    return _request("GET", path, f"Cookie: sessionid={cookie}")


def post(path, token, facts):
    """The bytes of a program's request."""
    return _sent("POST", path, token, facts)


def put(path, token, facts):
    """The bytes of a program's request that replaces something."""
    return _sent("PUT", path, token, facts)


def _sent(method, path, token, facts):
    body = json.dumps(facts)
    head = f"Authorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    return _request(method, path, head) + body.encode()


def _request(method, path, head):
    return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}\r\n\r\n".encode()


def _length(head):
    at = head.lower().find(b"content-length:")
    return int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else None
