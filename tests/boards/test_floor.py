"""The room of a live session: how long each had the floor, and what the desk writes to everybody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from advisory.events.models import Event
from boards.commands.hands import call_on, lower_hand, raise_hand
from boards.models import Attendance, Hand
from boards.sessions.floor import floor_of
from tests.boards.test_lobby import inside, opened, page
from tests.boards.test_sessions import seen
from tests.make import room, say

pytestmark = pytest.mark.django_db


def test_how_long_each_had_the_floor_is_counted_and_told_to_the_team_alone():
    heart = room()
    session = opened(heart)
    for name in ("okonjo", "solheim"):
        inside(heart, session, name)
    hand, later = raise_hand(session, by=heart.okonjo), raise_hand(session, by=heart.solheim)
    call_on(hand, by=heart.marsh)
    Hand.objects.filter(pk=hand.pk).update(called_at=timezone.now() - timedelta(seconds=150))
    call_on(later, by=heart.marsh)
    assert floor_of(session)[heart.okonjo.pk] == pytest.approx(150, abs=5)
    assert "spoke 2 min" in page(heart, session, "marsh")
    assert "spoke" not in page(heart, session, "solheim")
    lower_hand(later, by=heart.marsh)
    assert floor_of(session)[heart.solheim.pk] < 5
    say(heart.question, heart.okonjo)
    assert "2 min" in seen(heart.marsh, "moderate").content.decode().partition('id="voices"')[2]


def test_what_the_desk_writes_to_everybody_stands_above_the_stage_until_it_is_taken_away():
    heart = room()
    session = opened(heart)
    inside(heart, session, "okonjo")
    seen(heart.marsh, "session-telling", session.pk, words="Back at 14:00")
    assert "Back at 14:00" in page(heart, session, "okonjo")
    told = Event.objects.get(kind="session.told")
    assert "Back" not in str(told.facts)
    seen(heart.marsh, "session-telling", session.pk, words="")
    assert "Back at 14:00" not in page(heart, session, "okonjo")
    assert seen(heart.marsh, "session-telling", session.pk, words="So " * 100).status_code == 422


def test_a_voice_that_was_heard_counts_without_being_called_on_and_never_for_longer_than_its_owner_was_there():
    heart = room()
    session = opened(heart)
    for name, line in (("okonjo", True), ("solheim", True), ("brandt", True), ("weidmann", False)):
        row = inside(heart, session, name)
        ago = timezone.now() - timedelta(seconds=20)
        Attendance.objects.filter(pk=row.pk).update(seen_at=ago, line_at=ago if line else None)
    for name, told in (("okonjo", "12"), ("solheim", "9000"), ("brandt", "12"), ("weidmann", "12")):
        assert seen(getattr(heart, name), "session-presence", session.pk, spoken=told).status_code == 200
    for odd in ("-5", "1e9", "99999999999", "²"):
        assert seen(heart.okonjo, "session-presence", session.pk, spoken=odd).status_code == 200
    assert floor_of(session)[heart.okonjo.pk] == 12
    assert floor_of(session)[heart.solheim.pk] == pytest.approx(20, abs=5)
    assert not {heart.brandt.pk, heart.weidmann.pk} & floor_of(session).keys()  # one only listens, one was elsewhere
    hand = raise_hand(session, by=heart.okonjo)
    call_on(hand, by=heart.marsh)
    Hand.objects.filter(pk=hand.pk).update(called_at=timezone.now() - timedelta(seconds=60))
    assert floor_of(session)[heart.okonjo.pk] == pytest.approx(60, abs=5)
