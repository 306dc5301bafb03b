"""The room of a live session: how long each had the floor, and what the desk writes to everybody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from advisory.events.models import Event
from boards.commands.hands import call_on, lower_hand, raise_hand
from boards.models import Hand
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
