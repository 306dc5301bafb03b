"""Where sockets are blocked: the same lines over plain HTTP, at once or as soon as there are any."""

import time

import pytest

from advisory.api.commands.tokens import create_token
from boards.commands.members import end_seat
from discussions.commands.moderation import hold_post
from discussions.commands.questions import narrow_question
from discussions.visibility import Policy
from tests.live import PATIENCE, browser_of
from tests.make import now, person, room, say

pytestmark = pytest.mark.django_db(transaction=True)
Q1 = "board.heart.q1"


@pytest.fixture
def heart():
    """A board with an open question."""
    return room()


def test_what_happened_comes_at_once_and_as_a_socket_would_tell_it(network, heart):
    for words in ("First", "Second"):
        say(heart.question, heart.tanabe, words)
    answer = network.poll(heart.okonjo, f"{Q1}:0", "board.heart.mine:0", wait=25).answer()
    assert (answer.status, answer.headers["content-type"]) == (200, "application/x-ndjson")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.lines == network.socket(heart.okonjo, f"{Q1}:0").lines(2)
    assert [line["seq"] for line in network.poll(heart.okonjo, f"{Q1}:1").answer().lines] == [2]


def test_nothing_new_is_an_empty_answer_after_the_wait(network, heart):
    begun = time.monotonic()
    assert network.poll(heart.okonjo, f"{Q1}:0", wait=0).answer().lines == []
    answer = network.poll(heart.okonjo, f"{Q1}:0", wait=1).answer()
    assert (answer.status, answer.lines) == (200, [])
    assert 1 <= time.monotonic() - begun < 10


def test_a_waiting_request_is_answered_when_something_happens(network, heart):
    waiting = network.poll(heart.okonjo, f"{Q1}:0", "board.heart.q7:0", wait=25)
    ready = network.socket(heart.solheim, f"{Q1}:9")
    ready.until(reload=True)
    say(heart.question, heart.tanabe, "Worth waiting for")
    answer = waiting.answer()
    assert answer.lines[0] == {"stream": "board.heart.q7", "refused": 4403}
    assert "Worth waiting for" in answer.lines[1]["html"]


def test_what_one_may_not_follow_is_refused_the_same_whether_it_is_there_or_not(network, heart):
    narrow_question(heart.question, Policy(sponsor_only=True), by=heart.marsh)
    say(heart.question, heart.tanabe)
    asked = [Q1, f"{Q1}.staff", "board.heart.desk", "board.heart.q5", "board.lungs", "nonsense"]
    answer = network.poll(heart.okonjo, *(f"{stream}:0" for stream in asked)).answer()
    assert answer.status == 200
    assert answer.lines == [{"stream": stream, "refused": 4403} for stream in asked]
    stranger = network.poll(person("Prof. Sam Stranger"), "board.heart:0", wait=25).answer()
    assert (stranger.status, stranger.lines) == (403, [{"stream": "board.heart", "refused": 4403}])


UNCLEAR = [
    {"follows": []}, {"follows": [f"{Q1}:x"]}, {"follows": [f"{Q1}:-1"]}, {"follows": ["board.heart.*"]},
    {"follows": [f"{Q1}:0"] * 201}, {"follows": ["board.\0:0"]},
    *({"follows": [f"{Q1}:0"], "wait": wait} for wait in ("26", "-1", "soon", "9" * 5000, "1.5", "٣", "007")),
]  # fmt: skip


@pytest.mark.parametrize("asked", UNCLEAR, ids=range(len(UNCLEAR)))
def test_what_is_not_understood_is_400_with_words(network, heart, asked):
    answer = network.poll(heart.okonjo, *asked["follows"], **asked).answer()
    assert answer.status == 400
    assert answer.lines[0]["error"]["code"] == "bad_request"
    assert answer.lines[0]["error"]["message"]


def test_whoever_is_not_signed_in_is_401(network):
    answer = network.poll(None, f"{Q1}:0", wait=25).answer()
    assert (answer.status, answer.lines[0]["error"]["code"]) == (401, "signed_out")
    assert network.poll(None, f"{Q1}:0", token="nonsense").answer().status == 401


def test_only_get_is_answered(network, heart):
    for method in ("POST", "PUT", "DELETE", "HEAD"):
        answer = network.poll(heart.okonjo, f"{Q1}:0", method=method).answer()
        assert (answer.status, answer.headers["allow"], answer.lines) == (405, "GET", [])


def test_too_far_behind_or_ahead_is_told_to_begin_anew(network, heart):
    say(heart.question, heart.tanabe)
    answer = network.poll(heart.okonjo, f"{Q1}:5", wait=25).answer()
    assert answer.lines == [{"stream": Q1, "reload": True, "head": 1}]


def test_a_page_that_is_out_of_date_is_told_to_load_again(network, heart):
    stamp = heart.okonjo.stamp
    assert network.poll(heart.okonjo, f"{Q1}:0", stamp=stamp).answer().lines == []
    narrow_question(heart.question, Policy(blinded=True), by=heart.marsh)
    answer = network.poll(heart.okonjo, f"{Q1}:0", stamp=stamp, wait=25).answer()
    assert (answer.status, answer.lines) == (200, [{"reload": True}])


@pytest.mark.parametrize("end", ["sign out", "removal", "policy"])
def test_a_request_that_waits_ends_with_its_right_to_wait(network, heart, end):
    browser = browser_of(heart.okonjo)
    waiting = network.poll(browser, f"{Q1}:0", "board.heart:99", wait=25)
    first = waiting.answer()
    assert first.lines[0]["reload"]
    place = first.lines[0]["head"]
    waiting = network.poll(browser, f"{Q1}:0", f"board.heart:{place}", wait=25, stamp=heart.okonjo.stamp)
    marker = network.socket(heart.tanabe, f"{Q1}:9")
    marker.until(reload=True)
    if end == "sign out":
        browser.post("/accounts/logout/")
        assert waiting.answer().status == 401
    elif end == "removal":
        end_seat(heart.okonjo, by=heart.marsh)
        answer = waiting.answer()
        assert answer.status == 403
        assert {line["stream"] for line in answer.lines} == {Q1, "board.heart"}
    else:
        narrow_question(heart.question, Policy(sponsor_only=True), by=heart.marsh)
        answer = waiting.answer()
        assert (answer.status, answer.lines[-1]) == (200, {"reload": True})


def test_a_program_polls_with_its_token_and_names_no_origin(network, heart):
    say(heart.question, heart.tanabe)
    token = create_token(heart.okonjo.user, by=heart.okonjo)
    answer = network.poll(None, f"{Q1}:0", token=token, origin=None).answer()
    assert [line["seq"] for line in answer.lines] == [1]


def test_a_held_post_is_no_more_to_a_poll_than_to_a_socket(network):
    heart = room({"blinded": True})
    post = say(heart.question, heart.okonjo, "As said in ward nine")
    hold_post(now(post), by=heart.marsh, reason="A patient is named")
    answer = network.poll(heart.tanabe, f"{Q1}:0").answer()
    assert [line["facts"] for line in answer.lines] == [{"id": str(post.pk)}] * 2
    assert "ward nine" not in str(answer.lines)
    assert "Okonjo" not in str(answer.lines)


def test_whispers_are_for_sockets_alone_and_wake_no_request(network, heart):
    solheim, tanabe = network.socket(heart.solheim, f"{Q1}:9"), network.socket(heart.tanabe, f"{Q1}:9")
    for socket in (solheim, tanabe):
        socket.until(reload=True)
    solheim.say({"whisper": "here", "question": 1})
    tanabe.until(whisper="here")
    waiting = network.poll(heart.okonjo, f"{Q1}:0", wait=25)
    solheim.say({"whisper": "typing", "question": 1})
    tanabe.until(whisper="typing")
    say(heart.question, heart.marsh, "What wakes it")
    assert [line.get("kind") for line in waiting.answer().lines] == ["post.created"]


def test_a_hub_that_does_not_answer_is_busy_and_refuses_nobody(network, heart, monkeypatch):
    monkeypatch.setattr("advisory.events.consumers.BEGINS_WITHIN", 0.05)
    monkeypatch.setattr("advisory.events.hub.Hub.join", lambda *_: None)
    answer = network.poll(heart.okonjo, f"{Q1}:0", wait=25).answer()
    assert (answer.status, answer.headers["retry-after"], answer.lines) == (503, "5", [])


def test_one_who_hangs_up_while_waiting_is_let_go(network, heart):
    waiting = network.poll(heart.okonjo, f"{Q1}:0", wait=25)
    waiting.hang_up()
    assert waiting.task.result(PATIENCE) is None
