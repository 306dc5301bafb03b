"""The waiting room and the room: who comes straight in, who waits, who sees whom, whose hand is next."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from advisory.clock import tick
from advisory.events.models import Event, Stream
from advisory.events.readers import seats
from advisory.refusals import Conflict, Denied
from boards.commands.agenda import add_item, extend_item, next_item
from boards.commands.boards import close_board
from boards.commands.hands import call_on, lower_hand, raise_hand
from boards.commands.lobby import (
    admit,
    admit_all,
    begin_session,
    decline,
    end_session,
    greet_waiting,
    join_session,
    leave_session,
    lock_session,
    open_session,
)
from boards.commands.members import move_member
from boards.commands.walls import set_wall
from boards.models import Attendance, Role, Session
from boards.sessions.room import Room
from tests.boards.test_sessions import meeting, seen
from tests.make import room, soon

pytestmark = pytest.mark.django_db


def opened(heart, *titles):
    """A session that people can come to, with Helena Marsh in it."""
    session = meeting(heart, starts_at=soon(hours=1))
    for title in titles:
        add_item(session, title, by=heart.marsh)
    open_session(session, by=heart.marsh)
    join_session(session, by=heart.marsh)
    return now(session)


def now(session):
    return Session.objects.select_related("board").get(pk=session.pk)


def inside(heart, session, name):
    """An advisor of the cast in the room."""
    row = join_session(session, by=getattr(heart, name))
    admit(row, by=heart.marsh)
    row.refresh_from_db()
    return row


def names(heart, session, viewer, part="people"):
    """Who is shown to somebody in a part of the room."""
    return [guest.face.name for guest in getattr(Room(now(session), getattr(heart, viewer)), part)]


def follows(heart, session, name):
    """Whether somebody hears what happens in the room."""
    seat = getattr(heart, name)
    return session.stream in seats("heart", {seat.user_id})[seat.user_id].streams


def people_in(drawn):
    """What a page of the room says under "Here now"."""
    return drawn.partition('id="r-people"')[2].partition("</section>")[0]


def page(heart, session, name):
    return seen(getattr(heart, name), "session", session.pk).content.decode()


def test_an_advisor_waits_until_let_in_and_hears_of_the_room_only_from_then_on():
    heart = room()
    session = opened(heart)
    row = join_session(session, by=heart.okonjo)
    assert row.state == Attendance.State.WAITING
    assert not follows(heart, session, "okonjo")
    assert "You wait to be let in" in page(heart, session, "okonjo")
    assert "One person waiting" in page(heart, session, "marsh")
    greet_waiting(session, "Five more minutes", by=heart.marsh)
    assert "Five more minutes" in page(heart, session, "okonjo")
    admit(row, by=heart.lindqvist)
    assert follows(heart, session, "okonjo")
    inner = page(heart, session, "okonjo")
    assert "data-room" in inner
    assert all(f"{stream}:" in inner for stream in (session.stream, "board.heart", "board.heart.mine"))
    assert names(heart, session, "okonjo") == ["Dr Samuel Okonjo", "Helena Marsh"]


def test_the_team_and_observers_come_straight_in_and_nobody_learns_of_an_observer():
    heart = room()
    session = opened(heart)
    before = Stream.objects.get(name=session.stream).head
    for name in ("lindqvist", "weidmann"):
        assert join_session(session, by=getattr(heart, name)).is_in
    told = Stream.objects.get(name=session.stream).head
    assert told == before + 2
    watching = join_session(session, by=heart.brandt)
    assert watching.is_in
    assert follows(heart, session, "brandt")
    leave_session(watching, by=heart.brandt)
    assert Stream.objects.get(name=session.stream).head == told
    inside(heart, session, "okonjo")
    assert "Elise Brandt" not in names(heart, session, "okonjo") + names(heart, session, "marsh")
    assert "Elise Brandt" not in names(heart, session, "marsh", "watching")
    assert "Elise Brandt" not in names(heart, session, "weidmann", "came")
    assert "Elise Brandt" in names(heart, session, "marsh", "came")
    with pytest.raises(Denied):
        raise_hand(session, by=heart.brandt)


def test_chair_and_moderators_alone_see_an_observer_who_is_here_and_can_ask_them_to_leave():
    heart = room()
    session = opened(heart)
    for name in ("lindqvist", "weidmann"):
        join_session(session, by=getattr(heart, name))
    inside(heart, session, "okonjo")
    viewers = ("okonjo", "weidmann", "marsh", "lindqvist")
    before = {name: names(heart, session, name) for name in viewers}
    row = join_session(session, by=heart.brandt)
    assert {name: names(heart, session, name) for name in viewers} == before
    out = reverse("guest-declining", args=["heart", session.pk, row.pk])
    for name in ("okonjo", "weidmann", "brandt"):
        assert names(heart, session, name, "watching") == []
        told = people_in(page(heart, session, name))
        assert (out in told, "Observer" in told) == (False, False)
        assert "Elise Brandt" not in told
    for name in ("marsh", "lindqvist"):
        told = people_in(page(heart, session, name))
        assert 'Elise Brandt</bdi><span class="sub">Observer</span>' in told
        assert 'Here now <span class="count soft">4</span>' in told
        assert out in told
    decline(row, by=heart.marsh)
    assert names(heart, session, "marsh", "watching") == []
    assert names(heart, session, "marsh", "listed") == before["marsh"]


def test_whoever_is_declined_can_ask_again_and_whoever_left_comes_back_without_asking():
    heart = room()
    session = opened(heart)
    row = join_session(session, by=heart.okonjo)
    decline(row, by=heart.marsh)
    assert "You were not let in" in page(heart, session, "okonjo")
    assert join_session(session, by=heart.okonjo).state == Attendance.State.WAITING
    admit_all(session, by=heart.marsh)
    row.refresh_from_db()
    leave_session(row, by=heart.okonjo)
    assert not follows(heart, session, "okonjo")
    assert join_session(session, by=heart.okonjo).is_in
    decline(row, by=heart.marsh)
    assert not follows(heart, session, "okonjo")
    assert "You were asked to leave" in page(heart, session, "okonjo")
    assert join_session(session, by=heart.okonjo).state == Attendance.State.WAITING


def test_a_locked_door_keeps_everybody_out_but_the_desk():
    heart = room()
    session = opened(heart)
    lock_session(session, by=heart.marsh, on=True)
    for name in ("okonjo", "weidmann"):
        with pytest.raises(Conflict):
            join_session(session, by=getattr(heart, name))
    assert join_session(session, by=heart.lindqvist).is_in
    lock_session(session, by=heart.marsh, on=False)
    assert join_session(session, by=heart.weidmann).is_in


def test_whoever_is_kept_from_names_by_the_wall_does_not_come():
    heart = room()
    set_wall(heart.board, "blinded", by=heart.marsh)
    session = opened(heart)
    with pytest.raises(Denied):
        join_session(session, by=heart.weidmann)
    assert not follows(heart, session, "weidmann")
    assert "reads no names" in page(heart, session, "weidmann")


def test_hands_are_called_on_in_order_and_one_has_the_floor():
    heart = room()
    session = opened(heart)
    for name in ("okonjo", "solheim", "tanabe"):
        inside(heart, session, name)
    with pytest.raises(Denied):
        raise_hand(session, by=heart.abernathy)
    first, second = (raise_hand(session, by=getattr(heart, name)) for name in ("solheim", "okonjo"))
    assert raise_hand(session, by=heart.solheim) == first
    order = ["Prof. Ingrid Solheim", "Dr Samuel Okonjo"]
    assert names(heart, session, "tanabe", "hands") == order
    with pytest.raises(Denied):
        lower_hand(second, by=heart.tanabe)
    call_on(second, by=heart.marsh)
    assert names(heart, session, "tanabe", "hands") == order[::-1]
    call_on(first, by=heart.marsh)
    assert names(heart, session, "tanabe", "hands") == order[:1]
    lower_hand(first, by=heart.solheim)
    assert names(heart, session, "tanabe", "hands") == []


def test_a_hand_goes_down_with_its_owner():
    heart = room()
    session = opened(heart)
    row = inside(heart, session, "okonjo")
    raise_hand(session, by=heart.okonjo)
    leave_session(row, by=heart.okonjo)
    assert names(heart, session, "marsh", "hands") == []


def test_the_agenda_is_gone_through_and_two_who_press_at_once_go_on_by_one():
    heart = room()
    session = opened(heart, "Welcome", "Doses", "Close")
    begin_session(session, by=heart.marsh)
    states = lambda: list(session.agenda.values_list("state", flat=True))  # noqa: E731
    assert states() == ["open", "waiting", "waiting"]
    extend_item(session.agenda.get(place=1), by=heart.marsh)
    assert session.agenda.get(place=1).length == 12
    assert re.search('max="720" aria-hidden="true" value="[0-5]"', page(heart, session, "marsh"))
    seen_open = str(session.agenda.get(place=1).pk)
    for desk in (heart.marsh, heart.lindqvist):
        next_item(session, by=desk, after=seen_open)
    assert states() == ["closed", "open", "waiting"]
    with pytest.raises(Conflict):
        extend_item(session.agenda.get(place=1), by=heart.marsh)
    end_session(session, by=heart.marsh)
    assert states() == ["closed", "closed", "waiting"]
    assert "Over" in page(heart, session, "okonjo")


def test_on_a_board_that_blinds_names_peers_and_observers_meet_aliases_and_the_desk_meets_people():
    heart = room({"blinded": True})
    session = opened(heart)
    for name in ("okonjo", "solheim"):
        inside(heart, session, name)
    raise_hand(session, by=heart.solheim)
    join_session(session, by=heart.brandt)
    alias = heart.solheim.alias_name
    assert names(heart, session, "okonjo", "hands") == [alias]
    assert names(heart, session, "brandt", "hands") == [alias]
    assert names(heart, session, "marsh", "hands") == ["Prof. Ingrid Solheim"]
    for viewer in ("okonjo", "brandt"):
        shown = page(heart, session, viewer)
        assert "Solheim" not in shown
        assert str(heart.solheim.pk) not in shown
        assert "no picture and no sound" in shown


def test_whoever_changes_role_during_a_session_is_shown_as_they_came():
    heart = room({"blinded": True})
    session = opened(heart)
    for name in ("okonjo", "solheim"):
        inside(heart, session, name)
    before = names(heart, session, "okonjo")
    move_member(heart.solheim, Role.MODERATOR, by=heart.lindqvist)
    heart.okonjo.refresh_from_db()
    assert heart.solheim.alias_name in before
    assert names(heart, session, "okonjo") == before


def test_what_the_log_says_of_the_room_names_nobody():
    heart = room({"blinded": True})
    session = opened(heart)
    inside(heart, session, "okonjo")
    raise_hand(session, by=heart.okonjo)
    facts = [event.facts for event in Event.objects.filter(stream__name=session.stream)]
    assert all(set(told) <= {"session"} for told in facts)


def test_nothing_goes_on_after_the_end():
    heart = room()
    session = opened(heart)
    row = inside(heart, session, "okonjo")
    end_session(session, by=heart.marsh)
    for late in (join_session, raise_hand):
        with pytest.raises(Conflict):
            late(session, by=heart.okonjo)
    with pytest.raises(Conflict):
        admit(row, by=heart.marsh)
    assert "Who came" in page(heart, session, "marsh")
    assert "Who came" not in page(heart, session, "okonjo")


def test_what_nobody_ended_is_ended_by_the_clock():
    heart = room()
    forgotten, running = opened(heart), opened(heart)
    since = timezone.now() - timedelta(hours=13)
    Session.objects.filter(pk=forgotten.pk).update(opened_at=since, starts_at=since)
    tick()
    assert [now(one).state for one in (forgotten, running)] == ["ended", "lobby"]
    close_board(heart.board, by=heart.marsh)
    tick()
    assert now(running).state == "ended"
