"""Live sessions by the clock: from when on one can be opened, and what becomes of one whose time passes."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from advisory.clock import tick
from advisory.refusals import Conflict
from boards.commands.lobby import open_session
from tests.boards.test_lobby import now, page
from tests.boards.test_sessions import meeting
from tests.make import room, soon

pytestmark = pytest.mark.django_db


def later(**delta):
    """The same board, some time from now."""
    return time_machine.travel(timezone.now() + timedelta(**delta), tick=False)


def test_the_waiting_room_opens_two_hours_before_at_most_and_the_page_says_from_when():
    heart = room()
    session = meeting(heart, starts_at=soon(days=5))
    before = page(heart, session, "lindqvist")
    assert "Open the waiting room" not in before
    assert "You can open the waiting room from" in before
    assert "You can open the waiting room from" not in page(heart, session, "okonjo")
    with pytest.raises(Conflict, match=r"It begins on .* opens at most two hours before"):
        open_session(session, by=heart.lindqvist)
    with later(days=4, hours=22, minutes=1):
        assert "Open the waiting room" in page(heart, session, "lindqvist")
        open_session(session, by=heart.lindqvist)


def test_a_session_that_was_opened_early_lasts_as_long_as_one_that_was_not():
    heart = room()
    session = meeting(heart, starts_at=soon(hours=2), minutes=480)
    open_session(session, by=heart.lindqvist)
    for hours, state in ((13, "lobby"), (14, "ended")):
        with later(hours=hours, minutes=1):
            tick()
            assert now(session).state == state
