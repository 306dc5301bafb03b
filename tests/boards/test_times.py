"""Live sessions by the clock: from when on one can be opened, and what becomes of one whose time passes."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from advisory.clock import tick
from advisory.refusals import Conflict, Invalid
from boards.commands.agenda import next_item
from boards.commands.boards import close_board
from boards.commands.lobby import begin_session, end_session, open_session
from boards.commands.sessions import change_session
from discussions.commands.talks import open_talk
from tests.boards.test_lobby import now, opened, page
from tests.boards.test_sessions import meeting, seen
from tests.make import room, soon
from tests.notifications.post import hear, heard_by

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


def test_no_session_ends_after_its_board_closes():
    heart = room(closes_at=soon(days=2))
    closes = "The board closes on .*; choose a time before that."
    with pytest.raises(Invalid) as refusal:
        meeting(heart, starts_at=soon(days=2, minutes=-59))
    assert list(refusal.value.fields) == ["starts_at"]
    assert re.fullmatch(closes, refusal.value.fields["starts_at"])
    session = meeting(heart, starts_at=soon(days=2, minutes=-61))
    with pytest.raises(Invalid):
        change_session(session, by=heart.marsh, minutes=90)


def test_the_closing_of_a_board_waits_until_a_session_that_goes_on_is_over():
    heart = room(closes_at=soon(minutes=62))
    session = meeting(heart, starts_at=soon(minutes=1))
    open_session(session, by=heart.marsh)
    begin_session(session, by=heart.marsh)
    chat = open_talk(session, "chat", by=heart.marsh)
    with later(minutes=70):
        tick()
        assert now(session).state == "live"
        assert now(session).board.state == "open"
        assert heart.asked(chat.number).state == "open"
        end_session(session, by=heart.marsh)
        tick()
        assert now(session).board.state == "closed"


def test_a_board_that_closes_calls_off_what_is_to_come_and_everybody_hears_of_it():
    heart = room()
    session, missed = meeting(heart), meeting(heart, starts_at=soon(minutes=1))
    hear()
    with later(hours=2):
        close_board(heart.board, by=heart.marsh)
        hear()
        assert [now(one).state for one in (session, missed)] == ["cancelled", "scheduled"]
        assert heard_by(heart.okonjo).count("session_changed") == 1
        assert "STATUS:CANCELLED" in seen(heart.okonjo, "session-calendar", session.pk).content.decode()


def test_what_cannot_be_done_because_the_board_is_closed_says_so():
    heart = room()
    session = opened(heart, "Doses")
    begin_session(session, by=heart.marsh)
    close_board(heart.board, by=heart.marsh)
    with pytest.raises(Conflict, match="This board is closed"):
        next_item(now(session), by=heart.marsh)


def test_whoever_looks_for_the_session_that_goes_on_finds_it_though_nobody_opened_another():
    heart = room()
    missed = meeting(heart, title="Doses", starts_at=soon(minutes=1), minutes=200)
    live = meeting(heart, title="Thresholds", starts_at=soon(hours=3))
    with later(hours=3, minutes=1):
        open_session(live, by=heart.marsh)
        for name in ("home", "board"):
            shown = seen(heart.okonjo, name).content.decode()
            assert "Join now" in shown
            assert ">Doses<" not in shown
        assert page(heart, missed, "okonjo").count("Not held") == 0


def test_a_session_that_nobody_opened_was_not_held_and_is_next_no_more():
    heart = room()
    missed = meeting(heart, title="Doses", starts_at=soon(minutes=1))
    with later(hours=1, minutes=2):
        assert "Doses" not in seen(heart.okonjo, "home").content.decode()
        before = seen(heart.okonjo, "sessions").content.decode().partition(">Before<")[2]
        assert "Doses" in before
        assert "Not held" in before
        assert "Not held" in page(heart, missed, "okonjo")


def test_a_session_whose_time_has_passed_is_changed_while_people_wait_for_it():
    heart = room()
    session = meeting(heart, starts_at=soon(minutes=2))
    begins = f"{session.starts_at:%Y-%m-%dT%H:%M}"
    typed = {"title": "Doses", "starts_at": begins, "minutes": "60", "provider": "mesh", "version": "1"}
    with later(minutes=5):
        assert seen(heart.lindqvist, "session-edit", session.pk, **typed).status_code == 200
        assert (now(session).title, now(session).starts_at) == ("Doses", session.starts_at)
        passed = typed | {"starts_at": f"{soon(minutes=-1):%Y-%m-%dT%H:%M}", "version": "2"}
        refused = seen(heart.lindqvist, "session-edit", session.pk, **passed)
        assert refused.status_code == 422
        assert "Choose a time that is still to come." in refused.content.decode()
