"""Who may open a live connection, from where, and what becomes of whoever does not keep to its rules."""

import json

import pytest
from django.test import override_settings

from tests.make import room, say

pytestmark = pytest.mark.django_db(transaction=True)
Q1 = "board.heart.q1"


@pytest.fixture
def heart():
    """A board with an open question."""
    return room()


@pytest.mark.parametrize("origin", [
    "https://localhost:8000", "http://localhost", "http://localhost:8001", "http://localhost:80000", "http://127.0.0.1:8000",
    "http://evil.example", "http://localhost:8000.evil.example", "null", "", "http://[::1", "localhost:8000", "file://",
    "http://user@localhost:8000",
])  # fmt: skip
def test_a_page_from_anywhere_else_is_not_let_in(network, heart, origin):
    socket = network.socket(heart.okonjo, f"{Q1}:0", headers={"origin": origin})
    assert (socket.accepted, socket.closed()) == (False, 1008)


def test_our_own_page_and_programs_without_a_page_are_let_in(network, heart):
    for origin in ("http://localhost:8000", None):
        socket = network.socket(heart.okonjo, f"{Q1}:9", origin=origin)
        assert socket.until(reload=True)["head"] == 0


@pytest.mark.parametrize("host", ["evil.example", "localhost:8000@evil.example", ""])
def test_a_host_that_is_not_ours_is_not_let_in(network, heart, host):
    socket = network.socket(heart.okonjo, f"{Q1}:0", headers={"host": host, "origin": f"http://{host}"})
    assert (socket.accepted, socket.closed()) == (False, 1008)


def test_behind_a_proxy_that_ends_https_the_page_is_https(network, heart):
    behind = {"origin": "https://localhost:8000", "x-forwarded-proto": "https"}
    assert network.socket(heart.okonjo, f"{Q1}:0", headers=behind).closed() == 1008
    with override_settings(HTTPS=True):
        assert network.socket(heart.okonjo, f"{Q1}:9", headers=behind).until(reload=True)
        plain = {"origin": "http://localhost:8000", "x-forwarded-proto": "https"}
        assert network.socket(heart.okonjo, f"{Q1}:0", headers=plain).closed() == 1008


def test_whoever_is_not_signed_in_is_told_so(network):
    socket = network.socket(None, f"{Q1}:0")
    assert (socket.accepted, socket.closed()) == (True, 4401)
    forged = network.socket(None, f"{Q1}:0", headers={"cookie": "sessionid=forged; sessionid="})
    assert forged.closed() == 4401
    unheard = network.socket(None, f"{Q1}:0", headers={"cookie": r'sessionid="\000abcdefgh"'})
    assert unheard.closed() == 4401


def test_cookies_of_other_programs_on_the_same_computer_do_no_harm(network, heart):
    known = network.socket(heart.okonjo, f"{Q1}:9").browser.cookies["sessionid"].value
    cookie = f'prefs={{"a": "b;c"}}; x[y]=1; =; lone; ä="; sessionid={known}; last=@'
    socket = network.socket(None, f"{Q1}:9", headers={"cookie": cookie})
    assert socket.until(reload=True)["head"] == 0


@pytest.mark.parametrize("follow", [f"{Q1}:-1", f"{Q1}:x", f"{Q1}:", f"{Q1}:1.5", f"{Q1}:" + "9" * 16, f"{Q1}:٣"])
def test_a_place_that_is_no_number_is_misuse(network, heart, follow):
    assert network.socket(heart.okonjo, follow).closed() == 1008


def test_more_streams_than_any_page_has_are_misuse(network, heart):
    assert network.socket(heart.okonjo, *[f"{Q1}:0"] * 201).closed() == 1008
    assert network.socket(heart.okonjo, *[f"{Q1}:9"] * 200).until(reload=True)


@pytest.mark.parametrize("frame", [
    "", "hello", "{", "[]", "7", "null", '"follow"', "{}", '{"follow": 7}', '{"follow": "board.heart", "after": -1}',
    '{"follow": "board.heart", "after": "0"}', '{"follow": "board.heart", "after": true}', '{"whisper": "typing"}',
    '{"follow": "board.heart", "after": 1e3}', '{"follow": "board.heart", "after": NaN}', '{"unfollow": null}',
    '{"whisper": 1, "question": 1}', '{"whisper": "typing", "question": "1"}',
    '{"follow": "board.heart", "after": ' + "9" * 5000 + "}",
    "[" * 5000, '{"follow": ["board.heart"]}', '{"post": "hello"}',
])  # fmt: skip
def test_a_frame_that_is_not_understood_ends_the_socket(network, heart, frame):
    socket = network.socket(heart.okonjo, f"{Q1}:9")
    socket.until(reload=True)
    socket.say(frame)
    assert socket.closed() == 1008


def test_bytes_are_not_understood_either(network, heart):
    socket = network.socket(heart.okonjo, f"{Q1}:9")
    socket.until(reload=True)
    socket.push({"type": "websocket.receive", "bytes": b"\x00\x01"})
    assert socket.closed() == 1008


def test_what_a_page_may_say_does_it_no_harm(network, heart):
    socket = network.socket(heart.okonjo, f"{Q1}:9")
    socket.until(reload=True)
    for frame in (
        {"follow": "board.heart"}, {"unfollow": "board.never"}, {"whisper": "shout", "question": 1},
        {"whisper": "typing", "question": 99}, {"follow": "board.heart.*", "after": 3, "more": []},
    ):  # fmt: skip
        socket.say(frame)
    assert socket.until(stream="board.heart.mine")["head"] == 0
    assert socket.code is None


def test_a_flood_of_frames_ends_the_socket_and_harms_nobody(network, heart):
    calm, wild = network.socket(heart.tanabe, f"{Q1}:0"), network.socket(heart.okonjo, f"{Q1}:9")
    wild.until(reload=True)
    for _ in range(500):
        wild.say({"whisper": "typing", "question": 1})
    assert wild.closed() == 1008
    say(heart.question, heart.solheim, "Calmly")
    assert "Calmly" in calm.until(kind="post.created")["html"]
    typing = [line for line in calm.told if line.get("whisper") == "typing"]
    assert len(typing) <= 80


def test_a_socket_at_another_address_is_not_accepted(network, heart):
    socket = network.socket(heart.okonjo, f"{Q1}:0", path="/elsewhere/")
    assert (socket.accepted, socket.closed()) == (False, 1008)


def test_every_line_is_one_object_and_says_its_stream(network, heart):
    socket = network.socket(heart.okonjo, f"{Q1}:0", "board.heart:0")
    say(heart.question, heart.tanabe, "Two\nlines and\u2028more")
    socket.until(kind="post.created")
    for line in socket.raw.split("\n")[:-1]:
        assert json.loads(line)["stream"] in {Q1, "board.heart"}
