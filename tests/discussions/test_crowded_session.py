"""A live session with forty in the room: every vote is counted, and each page that is turned is told to all at once."""

import time
from uuid import uuid4

import pytest

from boards.commands.lobby import admit_all, join_session
from boards.commands.members import seat_member
from discussions.commands.ballots import cast_ballot
from discussions.commands.polls import ask_poll
from resources.commands.decks import show_deck, turn_slide
from tests.boards.test_lobby import opened
from tests.make import person, room
from tests.resources.test_decks import paged

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
WATCHERS, SLOW = 40, 0.5


def watching(heart, session, network):
    """Forty advisors who were let in, each with a live line of their own."""
    seats = [seat_member(heart.board, person(f"Dr Watcher W{n}"), "advisor", by=heart.marsh) for n in range(WATCHERS)]
    for seat in seats:
        join_session(session, by=seat)
    admit_all(session, by=heart.marsh)
    return seats, [network.socket(seat, f"{session.stream}:0") for seat in seats]


def test_forty_vote_and_see_each_slide_within_half_a_second(network, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    heart = room({})
    session, paper = opened(heart), paged(heart, pages=4)
    seats, lines = watching(heart, session, network)
    poll = ask_poll(heart.question, "How often?", ("Weekly", "Never"), by=heart.marsh, client_id=uuid4())
    show_deck(session, paper.pk, by=heart.marsh)
    for line in lines:
        line.until(kind="deck.shown")
    for slide in (2, 3, 4):
        for seat in seats[slide - 2 :: 3]:
            cast_ballot(poll, [int(slide == 3)], by=seat, client_id=uuid4())
        turned = time.monotonic()
        turn_slide(session, paper.current.pk, slide, by=heart.marsh)
        told = [line.until(kind="slide.turned") for line in lines]
        assert time.monotonic() - turned < SLOW
        assert all(f'data-slide="{slide}"' in line["html"] for line in told)
    poll.refresh_from_db()
    assert (poll.voted, poll.counts) == (WATCHERS, [27, 13])
