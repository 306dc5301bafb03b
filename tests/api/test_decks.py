"""The slides of a live session as a program sees and turns them."""

import pytest

from boards.commands.lobby import end_session
from boards.models import Attendance, Membership
from resources.commands.decks import show_deck
from tests.make import room
from tests.resources.test_decks import meeting, paged

pytestmark = pytest.mark.django_db
DECK = "boards/heart/sessions/1/deck"
NOTHING = {"document": None, "title": None, "version": None, "slide": 0, "pages": 0, "words": None}


def test_whoever_is_in_sees_the_page_on_the_stage_and_whoever_presents_turns_it(program, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    heart = room()
    session, paper = meeting(heart), paged(heart)
    marsh, okonjo = program(heart.marsh), program(heart.okonjo)
    assert okonjo.get(DECK) == NOTHING
    show_deck(session, paper.pk, by=heart.marsh)
    turn = {"version": str(paper.current.pk), "slide": 2}
    assert marsh("PUT", DECK, turn).json()["slide"] == 2
    told = {"document": str(paper.pk), "title": "Monitoring protocol", "pages": 3, "words": "Dose 2"}
    assert okonjo.get(DECK) == told | turn
    assert marsh("PUT", DECK, turn | {"slide": 9}).json()["slide"] == 3
    okonjo.refused(403, "PUT", DECK, turn)
    marsh.refused(409, "PUT", DECK, turn | {"version": str(paper.pk)})
    for slide in ("2", 0, None):
        marsh.refused(422, "PUT", DECK, turn | {"slide": slide})
    program(heart.tanabe).refused(404, "GET", DECK)  # not let in
    inside = Attendance.objects.create(session=session, member=heart.weidmann, state=Attendance.State.ADMITTED)
    assert program(heart.weidmann).get(DECK)["slide"] == 3
    Membership.objects.filter(pk=inside.member_id).update(sight="report")
    program(heart.weidmann).refused(404, "GET", DECK)
    end_session(session, by=heart.marsh)
    marsh.refused(404, "GET", DECK)
