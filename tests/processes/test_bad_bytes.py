"""What no browser sends: the server says so or hangs up, and serves everybody else as before."""

import socket
from contextlib import suppress
from uuid import uuid4

import pytest
from websockets.exceptions import ConnectionClosed

from advisory.api.commands.tokens import create_token
from tests.make import room
from tests.processes.browsers import Socket, call

pytestmark = pytest.mark.django_db(transaction=True)
Q1 = "board.heart.q1"
UPGRADE = "GET /live/?follow=board.heart:0 HTTP/1.1\r\nHost: 127.0.0.1\r\n{}\r\n"
WEB = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
GARBAGE = {
    "noise": bytes(range(256)) * 8,
    "a tls hello": bytes.fromhex("16030100a5010000a10303") + b"\0" * 160,
    "another protocol": b"SSH-2.0-OpenSSH_9.6\r\n",
    "an endless line": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
    "no key": UPGRADE.format(WEB).encode(),
    "a bad key": UPGRADE.format(WEB + "Sec-WebSocket-Key: short\r\n").encode(),
    "an old version": UPGRADE.format(
        WEB.replace("13", "8") + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    ).encode(),
    "frames before the upgrade": b"\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58",
}


@pytest.fixture
def followed(pair):
    """A board, a calm follower of its question, and the token by which Dr Okonjo's programs come in."""
    heart = room()
    tokens = [create_token(seat.user, by=seat.user) for seat in (heart.tanabe, heart.okonjo)]
    calm, wild = (Socket(pair.there, (f"{Q1}:9",), {"Authorization": f"Bearer {token}"}) for token in tokens)
    for one in (calm, wild):
        one.until(lambda line: line.get("reload"), 10)
    yield wild
    body = {"body": "Still here", "client_id": str(uuid4())}
    assert call(pair.here, tokens[0], "boards/heart/questions/1/posts", body) == 201
    calm.until(lambda line: "Still here" in line.get("html", ""), 15)
    assert calm.code is None
    calm.close()
    wild.close()


def answer_to(product, garbage):
    """What a server says to bytes on a fresh connection, until it hangs up or waits for more."""
    with socket.create_connection(("127.0.0.1", product.port), timeout=2) as wire:
        with suppress(OSError):
            wire.sendall(garbage)
            wire.shutdown(socket.SHUT_WR)
        said = b""
        with suppress(OSError):
            while more := wire.recv(65536):
                said += more
        return said


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
def test_garbage_before_the_upgrade_is_refused_and_harms_nobody(pair, followed, garbage):
    said = answer_to(pair.there, garbage)
    assert not said or said.split(b" ")[1] in {b"400", b"403", b"414", b"426", b"431"}, said[:200]
    assert pair.there.ready()


@pytest.mark.parametrize(("frame", "code"), [
    (b"\x00\x01", 1008), ('{"whisper": "typing", "question": 1, "more": "' + "a" * 65_536 + '"}', 1009), ("\0", 1008),
], ids=["binary", "64 kB", "nul"])  # fmt: skip
def test_a_frame_that_no_page_sends_ends_the_socket_with_its_reason(followed, frame, code):
    followed.wire.send(frame)
    followed.ended(10)
    assert followed.code == code


def test_two_thousand_whispers_in_a_second_are_cut(followed):
    with suppress(ConnectionClosed):
        for _ in range(2000):
            followed.wire.send('{"whisper":"typing","question":1}')
    followed.ended(10)
    assert followed.code == 1008
