"""Who is there: by their page, by what carries sound and pictures, from when until when."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.html import strip_tags

from advisory.accounts.models import User
from advisory.clock import tick
from advisory.refusals import Conflict
from boards.commands.attendance import note_lines, note_presence
from boards.commands.hands import raise_hand
from boards.commands.lobby import decline, end_session, join_session, leave_session, lock_session
from boards.commands.members import end_seat
from boards.models import Board, Session
from boards.sessions.room import Room
from tests.boards.test_lobby import inside, names, opened, page
from tests.boards.test_sessions import ELSEWHERE, seen
from tests.make import room

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LINE = "board.heart.s1"


@pytest.fixture
def clock():
    """A clock that goes on when told."""
    with time_machine.travel(NOON, tick=False) as told:
        yield told


def stays(session, name):
    """When somebody was in, in minutes from noon."""
    rows = session.attendances.get(member__user__name=name).stays.values_list("came_at", "left_at")
    return [tuple(round((at - NOON).total_seconds() / 60, 2) for at in row if at) for row in rows]


def words(heart, session, name):
    """The words of the session's page."""
    return strip_tags(page(heart, session, name))


def cut_off(session, viewer):
    """Who is here without sound and picture, as one member reads it."""
    return [guest.face.name for guest in Room(session, viewer).people if guest.cut_off]


def test_time_present_is_counted_by_signs_of_life_and_silence_is_not(monkeypatch):
    heart = room()
    session = opened(heart)
    inside(heart, session, "okonjo")
    at = timezone.now()
    for seconds in (25, 50, 400, 425):
        moment = at + timedelta(seconds=seconds)
        monkeypatch.setattr("boards.commands.attendance.timezone.now", lambda moment=moment: moment)
        assert note_presence(session, by=heart.okonjo)
    monkeypatch.undo()
    assert 74 <= session.attendances.get(member=heart.okonjo).seconds <= 76
    assert not note_presence(session, by=heart.tanabe)


def test_whoever_has_been_silent_is_not_shown_as_here():
    heart = room()
    session = opened(heart)
    inside(heart, session, "okonjo")
    session.attendances.filter(member=heart.okonjo).update(seen_at=timezone.now() - timedelta(seconds=95))
    assert names(heart, session, "marsh") == ["Helena Marsh"]
    assert names(heart, session, "marsh", "came") == ["Dr Samuel Okonjo", "Helena Marsh"]
    assert names(heart, session, "okonjo", "came") == []


def test_each_time_that_somebody_was_in_is_kept_and_the_team_reads_it_by_its_own_clock(clock):
    heart = room()
    session = opened(heart)
    row = inside(heart, session, "okonjo")
    clock.shift(timedelta(minutes=10))
    leave_session(row, by=heart.okonjo)
    clock.shift(timedelta(minutes=5))
    join_session(session, by=heart.okonjo)
    clock.shift(timedelta(minutes=1))
    User.objects.filter(pk=heart.weidmann.user.pk).update(time_zone="Asia/Tokyo")
    assert "21:00 to 21:10, 21:15 until now" in words(heart, session, "weidmann")
    note_presence(session, by=heart.okonjo)
    end_session(session, by=heart.marsh)
    assert stays(session, "Dr Samuel Okonjo") == [(0, 10), (15, 16)]
    assert "21:00 to 21:10, 21:15 to 21:16" in words(heart, session, "weidmann")
    assert "21:15" not in page(heart, session, "okonjo")


def test_whoever_went_without_a_word_left_with_their_last_sign_of_life(clock):
    heart = room()
    session = opened(heart)
    for name in ("okonjo", "tanabe"):
        inside(heart, session, name)
    clock.shift(timedelta(minutes=4))
    for seat in (heart.tanabe, heart.marsh):
        note_presence(session, by=seat)
    clock.shift(timedelta(minutes=2))
    tick()
    assert stays(session, "Dr Samuel Okonjo") == [(0, 0)]
    end_session(session, by=heart.marsh)
    assert stays(session, "Dr Aiko Tanabe") == [(0, 4)]


@pytest.mark.parametrize("apart", [25, 60.2, 89])
def test_whoever_has_the_page_in_the_background_is_here_all_the_time(clock, apart):
    heart = room()
    session = opened(heart)
    for _ in range(60):
        clock.shift(timedelta(seconds=apart))
        note_presence(session, by=heart.marsh)
    assert names(heart, session, "marsh") == ["Helena Marsh"]
    assert session.attendances.get(member=heart.marsh).seconds == pytest.approx(60 * apart, abs=60)


def test_whoever_meets_elsewhere_by_telephone_is_not_counted_out_while_the_page_sleeps(clock):
    heart = room()
    session = opened(heart)
    Session.objects.update(provider="external", external_url=ELSEWHERE["external_url"])
    inside(heart, session, "okonjo")
    for minutes, state in ((29, "admitted"), (2, "left")):
        clock.shift(timedelta(minutes=minutes))
        tick()
        assert session.attendances.get(member=heart.okonjo).state == state
    assert stays(session, "Dr Samuel Okonjo") == [(0, 0)]


def test_whoever_went_without_a_word_comes_back_through_a_locked_door_and_whoever_left_does_not(clock):
    heart = room()
    session = opened(heart)
    went, left = (inside(heart, session, name) for name in ("okonjo", "tanabe"))
    clock.shift(timedelta(minutes=1))
    leave_session(left, by=heart.tanabe)
    clock.shift(timedelta(minutes=6))
    tick()
    lock_session(session, by=heart.marsh, on=True)
    for seat, words in ((heart.okonjo, ">Join<"), (heart.tanabe, "The door is locked")):
        assert words in seen(seat, "prejoin", session.pk).content.decode()
    assert join_session(session, by=heart.okonjo).pk == went.pk
    with pytest.raises(Conflict):
        join_session(session, by=heart.tanabe)


def test_whoever_is_asked_to_leave_has_left(clock):
    heart = room()
    session = opened(heart)
    row = inside(heart, session, "okonjo")
    clock.shift(timedelta(minutes=3))
    decline(row, by=heart.marsh)
    assert stays(session, "Dr Samuel Okonjo") == [(0, 3)]


def test_whoever_waits_gives_signs_of_life_too_and_without_them_waits_no_more(clock):
    heart = room()
    session = opened(heart)
    for name in ("okonjo", "tanabe"):
        join_session(session, by=getattr(heart, name))
    for _ in range(5):
        clock.shift(timedelta(seconds=25))
        assert seen(heart.okonjo, "session-presence", session.pk, stamp="").redirect_chain
        note_presence(session, by=heart.marsh)
        tick()
    assert names(heart, session, "marsh", "waiting") == ["Dr Samuel Okonjo"]
    assert "Dr Aiko Tanabe" not in page(heart, session, "marsh")
    assert "Join now" in page(heart, session, "tanabe")
    assert seen(heart.tanabe, "session-presence", session.pk, stamp="").status_code == 404
    assert session.attendances.get(member=heart.okonjo).seconds == 0
    join_session(session, by=heart.tanabe)
    tick()
    assert set(names(heart, session, "marsh", "waiting")) == {"Dr Samuel Okonjo", "Dr Aiko Tanabe"}


def test_a_seat_that_ends_leaves_the_room_and_the_waiting_room_at_once():
    heart = room()
    session = opened(heart)
    inside(heart, session, "okonjo")
    raise_hand(session, by=heart.okonjo)
    join_session(session, by=heart.tanabe)
    join_session(session, by=heart.brandt)
    for seat in (heart.okonjo, heart.tanabe, heart.brandt):
        end_seat(seat, by=heart.marsh)
    for part in ("people", "hands", "waiting"):
        assert names(heart, session, "marsh", part) == (["Helena Marsh"] if part == "people" else [])
    assert set(session.attendances.exclude(member=heart.marsh).values_list("state", flat=True)) == {"left"}


def test_an_alias_stays_until_it_falls_silent_when_its_owner_loses_their_seat(clock):
    heart = room({"blinded": True})
    session = opened(heart)
    inside(heart, session, "okonjo")
    end_seat(heart.okonjo, by=heart.marsh)
    assert heart.okonjo.alias_name in names(heart, session, "solheim")
    clock.shift(timedelta(minutes=6))
    tick()
    assert session.attendances.get(member=heart.okonjo).state == "left"


def test_whoever_the_line_has_is_here_though_their_page_is_silent(clock):
    heart = room()
    session = opened(heart)
    for name in ("okonjo", "tanabe"):
        inside(heart, session, name)
    for _ in range(24):
        clock.shift(timedelta(seconds=15))
        note_lines({LINE: {str(heart.okonjo.pk)}})
        note_presence(session, by=heart.marsh)
        tick()
    assert names(heart, session, "marsh") == ["Dr Samuel Okonjo", "Helena Marsh"]
    assert stays(session, "Dr Samuel Okonjo") == [(0,)]
    assert session.attendances.get(member=heart.okonjo).seconds == 360


def test_whoever_the_line_does_not_have_is_here_without_sound_and_that_is_said(clock):
    heart = room()
    session = opened(heart)
    inside(heart, session, "okonjo")
    assert cut_off(session, heart.marsh) == []
    for _ in range(2):
        clock.shift(timedelta(seconds=25))
        note_lines({LINE: {str(heart.marsh.pk)}, "board.heart.s2": {str(heart.okonjo.pk)}})
        for name in ("okonjo", "marsh"):
            note_presence(session, by=getattr(heart, name))
    assert cut_off(session, heart.marsh) == ["Dr Samuel Okonjo"]
    assert "Advisor, without sound and picture" in page(heart, session, "marsh")
    assert session.attendances.get(member=heart.okonjo).seconds == 50
    note_lines({f"board.heart.r{heart.okonjo.pk.hex}.s1": {str(heart.okonjo.pk)}})  # that of a breakout room
    assert cut_off(session, heart.marsh) == []


def test_signs_of_life_from_two_sides_count_once(clock):
    heart = room()
    session = opened(heart)
    inside(heart, session, "okonjo")
    clock.shift(timedelta(seconds=40))
    for _ in range(2):
        note_lines({LINE: {str(heart.okonjo.pk)}})
        note_presence(session, by=heart.okonjo)
    assert session.attendances.get(member=heart.okonjo).seconds == 40


@pytest.mark.parametrize("kind", ["blinded", "elsewhere"])
def test_where_there_is_no_line_nobody_is_said_to_be_without_it(clock, kind):
    heart = room({"blinded": True}) if kind == "blinded" else room()
    session = opened(heart)
    if kind == "elsewhere":
        Session.objects.update(provider="external", external_url=ELSEWHERE["external_url"])
    inside(heart, session, "okonjo")
    clock.shift(timedelta(seconds=60))
    session.refresh_from_db()
    assert cut_off(session, heart.marsh) == []


def test_beside_an_alias_no_hour_is_read():
    heart = room({"blinded": True})
    session = opened(heart)
    inside(heart, session, "okonjo")
    shown = lambda: [guest for guest in Room(session, heart.marsh).came if guest.row.member == heart.okonjo]  # noqa: E731
    assert shown()[0].stays
    Board.objects.update(moderators_blinded=True)
    heart.marsh.board.refresh_from_db()
    assert [(guest.face.aliased, guest.stays) for guest in shown()] == [(True, ())]
    end_session(session, by=heart.marsh)
    told = page(heart, session, "marsh").partition(heart.okonjo.alias_name)[2].partition("</tr>")[0]
    assert "Not shown beside an alias</span></td><td></td>" in told
