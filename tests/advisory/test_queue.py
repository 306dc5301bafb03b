"""Writers queue: in order, one at a time, and whoever gives up leaves no gap."""

import threading
from contextlib import suppress

import pytest
from django.db import OperationalError, connection, transaction

from advisory.accounts.models import User
from advisory.sqlite3.queue import Queue
from tests.make import room, say


def test_whoever_came_first_goes_first():
    queue, order, threads = Queue(), [], []
    assert queue.enter(1)
    for place in range(5):
        threads.append(
            threading.Thread(target=lambda place=place: (queue.enter(5), order.append(place), queue.leave()))
        )
        threads[-1].start()
        while len(queue.waiting) <= place:
            pass
    queue.leave()
    for thread in threads:
        thread.join(5)
    assert order == [0, 1, 2, 3, 4]
    assert not queue.busy


def test_whoever_gives_up_is_passed_over():
    queue = Queue()
    assert queue.enter(1)
    assert not queue.enter(0.01)
    queue.leave()
    assert queue.enter(0)


def test_a_turn_that_came_in_the_moment_of_giving_up_counts():
    queue, late = Queue(), threading.Event()
    late.set()
    assert queue._given_up(late)


@pytest.mark.django_db(transaction=True)
def test_everybody_who_writes_at_once_is_heard():
    heart = room()

    def write(seat):
        try:
            for place in range(3):
                say(heart.question, seat, f"{place}")
        finally:
            connection.close()

    seats = [heart.okonjo, heart.solheim, heart.tanabe, heart.abernathy, heart.marsh, heart.lindqvist]
    threads = [threading.Thread(target=write, args=[seat]) for seat in seats]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(heart.question.posts.values_list("order", flat=True)) == list(range(1, 19))


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_or_hung_up_lets_the_next_one_in():
    if connection.vendor != "sqlite":
        return
    for trouble in (refused, hung_up):
        queue = trouble()
        connection.close()
        assert not queue.busy


def refused():
    """A change that the database takes back; gives the queue it stood in."""
    try:
        with transaction.atomic():
            queue = connection._writing
            assert queue.busy
            raise OperationalError
    except OperationalError:
        assert connection._writing is None
    return queue


def hung_up():
    """A change in the middle of which the database is gone."""
    with suppress(Exception), transaction.atomic():
        queue = connection._writing
        connection.connection.close()
        User.objects.exists()
    return queue
