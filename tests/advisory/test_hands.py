"""The threads that answer pages: they stay, there are only so many, and none is lost."""

import asyncio

import pytest
from django.http import StreamingHttpResponse

from advisory import asgi, hands
from advisory.bounds import Bounded
from advisory.hands import Hands

PAGE = {
    "type": "http", "http_version": "1.1", "method": "GET", "path": "/healthz", "raw_path": b"/healthz",
    "scheme": "http", "query_string": b"", "root_path": "", "client": None, "server": None,
    "headers": [(b"host", b"localhost")],
}  # fmt: skip
COOKIE = (b"cookie", b"sessionid=anything")


def run(story):
    """Tell a story in a loop of its own."""
    return asyncio.run(asyncio.wait_for(story(), 20))


async def never(*_):
    """Whatever is waited for does not come."""
    await asyncio.Event().wait()


async def until(reached):
    """Wait for what others in the loop do."""
    while not reached():  # noqa: ASYNC110 - a hand of the product tells nobody
        await asyncio.sleep(0.001)


def empty(then=never):
    """What comes in of a request without a body, and then."""
    asked = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive():
        return asked.pop() if asked else await then()

    return receive


async def pieces():
    """An answer that comes piece by piece."""
    yield b"one "
    yield b"two"


async def fetched(asked=PAGE, receive=None, product=asgi.pages, *, whole=False):
    """The status of a page that needs no database, or what it says."""
    answers = []

    async def send(message):
        answers.append(message)

    await product(dict(asked), receive or empty(), send)
    return b"".join(one.get("body", b"") for one in answers) if whole else answers[0]["status"]


def test_requests_one_after_another_are_answered_by_the_same_thread():
    async def story():
        statuses = [await fetched() for _ in range(3)]
        return statuses, hands.hands().made

    assert run(story) == ([200, 200, 200], 1)


def test_requests_at_once_have_a_thread_each_and_the_next_waits_its_turn():
    async def story():
        few, order, third = Hands(2), [], asyncio.Event()

        async def work(name, done):
            async with few.one():
                order.append(name)
                if name == 2:
                    third.set()
                await done.wait()

        ends = [asyncio.Event() for _ in range(3)]
        tasks = [asyncio.create_task(work(place, end)) for place, end in enumerate(ends)]
        await asyncio.sleep(0)
        assert order == [0, 1]
        ends[1].set()
        await tasks[1]
        await third.wait()
        for end in ends:
            end.set()
        await asyncio.gather(*tasks)
        return order, few.made, len(few.free)

    assert run(story) == ([0, 1, 2], 2, 2)


def test_a_request_that_is_given_up_while_it_waits_takes_no_thread_with_it():
    async def story():
        one = Hands(1)
        async with one.one():
            waiting = asyncio.create_task(one.one().__aenter__())
            await asyncio.sleep(0)
            waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        async with one.one():
            return one.made, len(one.free)

    assert run(story) == (1, 0)


def test_a_request_given_up_in_the_moment_of_its_turn_passes_the_thread_on():
    async def story():
        one = Hands(1)
        hand = await one._taken()
        waiting = asyncio.create_task(one._taken())
        await asyncio.sleep(0)
        one._give_back(hand)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        return one.free == [hand]

    assert run(story)


async def endless(begun, many, length, address="198.51.100.7"):
    """Requests from one address whose bodies begin and never end."""

    async def send_one(parts):
        async def receive():
            begun.append(1)
            return {"type": "http.request", "body": b"a", "more_body": True} if parts.pop() else await never()

        await asgi.pages({**sent(length), "client": (address, 1)}, receive, never)

    tasks = [asyncio.create_task(send_one([False, True])) for _ in range(many)]
    await until(lambda: len(begun) >= 2 * min(many, hands.SHARE if length > 10**7 else many))
    return tasks


def sent(length):
    """A form with a body so long."""
    return {**PAGE, "method": "POST", "headers": [*PAGE["headers"], (b"content-length", b"%d" % length)]}


@pytest.mark.parametrize("length", [200_000, 50_000_000])
def test_bodies_that_never_end_hold_up_nobody_else(length):
    async def story():
        slow = await endless([], hands.MOST + 1, length)
        statuses = [await asyncio.wait_for(fetched(), 5)]
        statuses.append(await asyncio.wait_for(fetched(sent(50_000_000)), 5))
        for one in slow:
            one.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        return statuses

    assert run(story) == [200, 403]


def test_a_body_that_does_not_come_in_is_given_up_and_its_sender_told(monkeypatch):
    monkeypatch.setattr(hands, "PATIENCE", 0.01)
    monkeypatch.setattr(hands, "SLOWEST", 10**12)
    photo = {**sent(50_000_000), "path": "/account/photo/"}
    photo["headers"].append(COOKIE)
    assert run(lambda: fetched(photo, never, Bounded(asgi.pages))) == 408


def test_a_body_of_unsaid_length_is_small_even_where_files_are_sent():
    async def more():
        return {"type": "http.request", "body": b"a" * 100_000, "more_body": True}

    headers = [*PAGE["headers"], (b"transfer-encoding", b"chunked"), COOKIE]
    photo = {**PAGE, "method": "POST", "path": "/account/photo/", "headers": headers}
    assert run(lambda: fetched(photo, more, Bounded(asgi.pages))) == 413


@pytest.mark.parametrize(("path", "status"), [("versions/1/tracks/", 403), ("versions/1/remarks/", 413)])
def test_captions_may_be_as_long_as_a_congress_and_points_may_not(path, status):
    long = {**sent(1_500_000), "path": f"/boards/heart/library/00000000-0000-4000-8000-000000000000/{path}"}
    long["headers"].append(COOKIE)

    async def all_at_once():
        return {"type": "http.request", "body": b"a" * 1_500_000, "more_body": False}

    assert run(lambda: fetched(long, all_at_once, Bounded(asgi.pages))) == status


@pytest.mark.parametrize("answer", [None, pieces, lambda: iter([b"one ", b"two"])])
def test_who_does_not_read_their_answer_holds_up_nobody_else(monkeypatch, answer):
    if answer:
        monkeypatch.setattr(asgi.pages, "get_response", lambda request: StreamingHttpResponse(answer()))

    async def story():
        told = []

        async def send(message):
            told.append(message)
            await never()

        slow = [asyncio.create_task(asgi.pages(dict(PAGE), empty(), send)) for _ in range(hands.MOST + 1)]
        await until(lambda: len(told) >= hands.MOST)
        body = await asyncio.wait_for(fetched(whole=True), 5)
        for one in slow:
            one.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        return body

    assert run(story) == (b"one two" if answer else b'{"status": "alive"}')


def test_what_is_sent_piece_by_piece_ends_when_nobody_is_there_any_more(monkeypatch):
    ended = []

    async def endless():
        try:
            while True:
                yield b"more"
        finally:
            ended.append(True)

    monkeypatch.setattr(asgi.pages, "get_response", lambda request: StreamingHttpResponse(endless()))

    async def story():
        gone = asyncio.Event()

        async def leaving():
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message):
            if message.get("body"):
                gone.set()
            await asyncio.sleep(0)

        await asgi.pages(dict(PAGE), empty(leaving), send)

    run(story)
    assert ended == [True]
