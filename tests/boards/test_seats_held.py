"""Names and seats hold while a session goes on: of whoever is turned out, walled off, or comes to be veiled."""

import pytest

from advisory.events.models import Stream
from advisory.refusals import Denied
from advisory.rights import can
from boards.commands.attendance import note_presence
from boards.commands.hands import raise_hand
from boards.commands.lobby import admit, decline, join_session, leave_session
from boards.commands.walls import set_sight, set_wall
from boards.events import mine
from boards.models import Attendance
from boards.sessions.room import Room
from tests.boards.test_lobby import inside, names, now, opened, page
from tests.boards.test_sessions import seen
from tests.make import room

pytestmark = pytest.mark.django_db


def test_whoever_was_asked_to_leave_is_out_until_they_are_let_in_however_they_come_and_go():
    heart = room()
    session = opened(heart)
    row = inside(heart, session, "okonjo")
    reads = lambda: can(heart.okonjo, "transcript.read", session)  # noqa: E731
    assert reads()
    decline(row, by=heart.marsh)
    for _ in range(2):
        assert join_session(session, by=heart.okonjo).state == Attendance.State.WAITING
        assert not reads()
        leave_session(row, by=heart.okonjo)
        assert "You were asked to leave" in page(heart, session, "okonjo")
        assert not reads()
    admit(row, by=heart.marsh)
    assert reads()
    row.refresh_from_db()
    leave_session(row, by=heart.okonjo)
    assert "You wait until" not in seen(heart.okonjo, "prejoin", session.pk).content.decode()
    assert join_session(session, by=heart.okonjo).is_in


@pytest.mark.parametrize("name", ["weidmann", "brandt"])
def test_a_sponsor_or_observer_who_was_asked_to_leave_waits_like_everybody(name):
    heart = room()
    session = opened(heart)
    seat, head = getattr(heart, name), lambda: Stream.objects.get(name=mine(getattr(heart, name))).head
    row = join_session(session, by=seat)
    decline(row, by=heart.marsh)
    assert "You wait until" in seen(seat, "prejoin", session.pk).content.decode()
    assert join_session(session, by=seat).state == Attendance.State.WAITING
    before = head()
    admit(row, by=heart.marsh)
    assert head() == before + 1  # their page hears of it
    assert "data-room" in page(heart, session, name)


def test_whoever_the_wall_closes_off_during_a_session_is_out_of_it_and_the_others_are_not():
    heart = room()
    session = opened(heart)
    inside(heart, session, "okonjo")
    rows = [join_session(session, by=getattr(heart, name)) for name in ("weidmann", "brandt")]
    raise_hand(session, by=heart.weidmann)
    set_sight(heart.weidmann, "blinded", by=heart.lindqvist)
    assert [Attendance.objects.get(pk=row.pk).is_in for row in rows] == [False, True]
    assert names(heart, session, "marsh", "hands") == []
    assert names(heart, session, "marsh") == ["Dr Samuel Okonjo", "Helena Marsh"]
    set_sight(heart.weidmann, "", by=heart.lindqvist)
    join_session(session, by=heart.weidmann)
    set_wall(heart.board, "report", by=heart.lindqvist)
    Attendance.objects.filter(pk=rows[0].pk).update(state=Attendance.State.ADMITTED)  # as if they had stayed
    heart.weidmann.refresh_from_db()
    assert seen(heart.weidmann, "session-room", session.pk).status_code == 404
    assert not note_presence(now(session), by=heart.weidmann)
    with pytest.raises(Denied):
        raise_hand(session, by=heart.weidmann)


def test_a_board_that_comes_to_keep_names_changes_nobody_in_a_session_that_is_open():
    heart = room()
    session = opened(heart)
    for name in ("okonjo", "solheim"):
        inside(heart, session, name)
    raise_hand(session, by=heart.okonjo)
    before = [names(heart, session, "solheim", part) for part in ("people", "hands")]
    line = Room(now(session), heart.okonjo).line
    heart.board.questions.update(blinded=True)
    assert [names(heart, session, "solheim", part) for part in ("people", "hands")] == before
    assert Room(now(session), heart.okonjo).line == line is not None
    later = opened(heart)
    inside(heart, later, "okonjo")
    assert heart.okonjo.alias_name in names(heart, later, "solheim")
