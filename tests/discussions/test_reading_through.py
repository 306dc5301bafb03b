"""What somebody typed is read through before anybody waits for the board."""

from uuid import uuid4

import pytest

from advisory import text
from advisory.events.record import lock
from discussions import screening
from discussions.commands import threads
from discussions.commands.threads import edit_post
from tests.make import room, say

pytestmark = pytest.mark.django_db


def test_words_are_drawn_and_screened_before_anybody_waits_for_the_board(monkeypatch):
    heart, missed = room(), []
    seen = lambda: (text.drawn.cache_info().misses, screening.screen.cache_info().misses)  # noqa: E731

    def locking(*args):
        missed.append(seen())
        return lock(*args)

    monkeypatch.setattr(threads, "lock", locking)
    before = seen()
    post = say(heart.question, heart.okonjo, f"Said once, {uuid4()}")
    edit_post(post, by=heart.okonjo, body=f"Said otherwise, {uuid4()}", version=1)
    assert missed == [tuple(one + turn for one in before) for turn in (1, 2)]
    assert seen() == missed[-1]
