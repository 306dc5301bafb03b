"""Sixty people vote within seconds at two processes: every vote counts once, every screen shows the final count."""

import asyncio
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import make_password

from advisory.api.commands.tokens import create_token
from advisory.rights import SYSTEM
from benchmarks.polls import SOON, vote_live
from boards.commands.members import seat_member
from discussions.commands.polls import ask_poll
from tests.guards.world import session_of
from tests.make import person, room

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, SECONDS = 60, 3
OPTIONS = ("Every week", "Every month", "Every year", "Never")


def test_every_vote_of_sixty_is_counted_once_and_shown_everywhere_in_two_seconds(pair):
    heart, nobody = room(), make_password(None)
    crowd = [person(f"Dr Pat Number{place}", hashed=nobody) for place in range(PEOPLE)]
    for one in crowd:
        seat_member(heart.board, one, "advisor", by=SYSTEM)
    poll = ask_poll(heart.question, "How often?", OPTIONS, by=heart.marsh, client_id=uuid4())
    cookies, tokens = [session_of(one) for one in crowd], [create_token(one, by=one) for one in crowd]
    ports = [pair.here.port, pair.there.port]
    found = asyncio.run(vote_live(ports, heart.question.stream, cookies, tokens, poll.pk, seconds=SECONDS))
    assert (found["wrong"], found["behind"], found["lost"]) == (0, 0, 0)
    assert found["late"] <= SOON
