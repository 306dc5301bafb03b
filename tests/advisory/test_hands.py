"""The threads that answer pages: they stay, there are only so many, and none is lost."""

import asyncio

from advisory import asgi, hands
from advisory.hands import Hands

PAGE = {
    "type": "http", "http_version": "1.1", "method": "GET", "path": "/healthz", "raw_path": b"/healthz",
    "scheme": "http", "query_string": b"", "root_path": "", "client": None, "server": None,
    "headers": [(b"host", b"localhost")],
}  # fmt: skip


def run(story):
    """Tell a story in a loop of its own."""
    return asyncio.run(asyncio.wait_for(story(), 20))


async def fetched():
    """The status of a page that needs no database."""
    answers, asked = [], [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive():
        return asked.pop() if asked else await asyncio.Event().wait()

    async def send(message):
        answers.append(message)

    await asgi.pages(dict(PAGE), receive, send)
    return answers[0]["status"]


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
