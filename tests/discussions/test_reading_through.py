"""What somebody typed is read through before anybody waits for the board."""

from uuid import uuid4

import pytest

from advisory import text
from advisory.events.record import lock
from advisory.refusals import Refusal
from discussions import screening
from discussions.commands import threads
from discussions.commands.questions import close_question
from discussions.commands.restrictions import restrict_member
from discussions.commands.threads import create_post, edit_post
from tests.make import room, say, soon

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_words_are_drawn_and_screened_before_anybody_waits_for_the_board(monkeypatch):
    heart, missed = room(), []
    seen = lambda: (text.drawn.cache_info().misses, screening.screen.cache_info().misses)  # noqa: E731

    def locking(*args, **named):
        missed.append(seen())
        return lock(*args, **named)

    monkeypatch.setattr(threads, "lock", locking)
    before = seen()
    post = say(heart.question, heart.okonjo, f"Said once, {uuid4()}")
    edit_post(post, by=heart.okonjo, body=f"Said otherwise, {uuid4()}", version=1)
    assert missed == [tuple(one + turn for one in before) for turn in (1, 2)]
    assert seen() == missed[-1]


def observing(heart):
    return heart.brandt


def restricted(heart):
    restrict_member(heart.okonjo, by=heart.marsh, until=soon(days=1), reason="Tone")
    heart.okonjo.refresh_from_db()
    return heart.okonjo


def late(heart):
    close_question(heart.question, by=heart.lindqvist)
    return heart.okonjo


@pytest.mark.parametrize("who", [observing, restricted, late])
def test_words_of_whoever_may_not_write_them_are_not_read(who):
    heart = room()
    by = who(heart)
    before = screening.screen.cache_info().misses
    with pytest.raises(Refusal):
        create_post(heart.question, by=by, body=f"Never read, {uuid4()}", client_id=uuid4())
    assert screening.screen.cache_info().misses == before
