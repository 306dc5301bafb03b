"""Breakout rooms: who is prepared for which, where each is while they are open, and who sees and hears whom then."""

import pytest
from django.test import Client
from django.urls import reverse

from advisory.events.models import Event
from advisory.events.readers import seats
from advisory.refusals import Conflict, Invalid
from boards.commands.breakouts import (
    add_breakout,
    change_breakout,
    close_breakouts,
    open_breakouts,
    remove_breakout,
    visit_breakout,
)
from boards.commands.lobby import end_session
from boards.live.signalling import given_to
from boards.live.tickets import ELSEWHERE, refused
from boards.models import Placing
from tests.boards.test_lobby import inside, now, opened
from tests.boards.test_sessions import meeting, seen
from tests.make import room

pytestmark = pytest.mark.django_db


def prepared(heart):
    """A session that goes on, with Dr Okonjo and Prof. Solheim placed in one room, and Dr Tanabe in another."""
    session = opened(heart)
    for name in ("okonjo", "solheim", "tanabe"):
        inside(heart, session, name)
    link = f"question:{heart.question.pk}"
    dosing = add_breakout(session, "Dosing", by=heart.marsh, people=[heart.okonjo, heart.solheim], link=link)
    return session, dosing, add_breakout(session, "Devices", by=heart.marsh, people=[heart.tanabe])


def told(heart, session, name):
    """What somebody's page of the room says of where they are."""
    page = seen(getattr(heart, name), "session", session.pk).text
    return page.partition('id="r-apart"')[2].partition("</p>")[0]


def line(heart, session, name):
    """The line on which somebody may be now."""
    seat = getattr(heart, name)
    return seats("heart", {seat.user_id})[seat.user_id].calls[session.stream].apart


def test_a_room_is_prepared_by_a_plain_form_and_its_people_are_told_when_it_opens():
    heart = room({})
    session = meeting(heart)
    typed = {"name": "Dosing", "link": f"question:{heart.question.pk}", "people": [heart.okonjo.pk, heart.solheim.pk]}
    browser, address = Client(), reverse("breakouts", args=["heart", session.pk])
    browser.force_login(heart.marsh.user)
    page = browser.post(address, typed, follow=True)
    assert "Dr Samuel Okonjo</bdi>, <bdi>Prof. Ingrid Solheim" in page.text
    wrong = browser.post(address, typed)
    assert wrong.status_code == 422
    assert "Another breakout room has this name." in wrong.text
    assert address in seen(heart.marsh, "session", session.pk).text
    assert "Breakout rooms" not in seen(heart.okonjo, "session", session.pk).text


def test_while_rooms_are_open_each_knows_their_own_with_its_people_and_question():
    heart = room({})
    session, *_ = prepared(heart)
    assert "hidden" in told(heart, session, "okonjo")
    open_breakouts(session, by=heart.marsh)
    mine = told(heart, session, "okonjo")
    assert "You are in room <b><bdi>Dosing</bdi></b>, with <bdi>Prof. Ingrid Solheim</bdi>." in mine
    assert "/boards/heart/questions/1/" in mine
    assert "when chair or moderator calls" in mine
    assert "Tanabe" not in mine
    assert "Devices" in told(heart, session, "tanabe")
    assert "You are in the main room" in told(heart, session, "marsh")
    close_breakouts(session, by=heart.marsh)
    assert "hidden" in told(heart, session, "okonjo")
    kinds = Event.objects.filter(stream__name=session.stream, kind__startswith="breakout.").order_by("seq")
    assert [event.kind for event in kinds][-2:] == ["breakout.opened", "breakout.closed"]


def test_people_of_one_room_share_a_line_that_others_are_not_on():
    heart = room({})
    session, dosing, devices = prepared(heart)
    assert line(heart, session, "okonjo") == line(heart, session, "tanabe") == ""
    open_breakouts(session, by=heart.marsh)
    assert line(heart, session, "okonjo") == line(heart, session, "solheim") == f"board.heart.r{dosing.pk.hex}.s1"
    assert line(heart, session, "tanabe") == f"board.heart.r{devices.pk.hex}.s1"
    assert line(heart, session, "marsh") == ""
    ticket = given_to(heart.tanabe, now(session))["ticket"]
    for other in (session.stream, line(heart, session, "okonjo")):
        assert refused(ticket, heart.tanabe.pk, other) == ELSEWHERE
    assert refused(ticket, heart.tanabe.pk, line(heart, session, "tanabe")) == ""
    end_session(session, by=heart.marsh)
    assert not now(session).apart


def test_whoever_runs_the_session_goes_from_room_to_room_and_is_back_when_all_are():
    heart = room({})
    session, dosing, devices = prepared(heart)
    with pytest.raises(Conflict):
        visit_breakout(session, dosing, by=heart.marsh)
    open_breakouts(session, by=heart.marsh)
    visit_breakout(session, devices, by=heart.marsh)
    visit_breakout(session, dosing, by=heart.marsh)
    assert line(heart, session, "marsh") == line(heart, session, "okonjo")
    assert "Helena Marsh" in told(heart, session, "okonjo")
    assert "Helena Marsh" not in told(heart, session, "tanabe")
    visit_breakout(session, None, by=heart.marsh)
    assert line(heart, session, "marsh") == ""
    visit_breakout(session, dosing, by=heart.marsh)
    close_breakouts(session, by=heart.marsh)
    assert set(Placing.objects.values_list("member", flat=True)) == {
        heart.okonjo.pk, heart.solheim.pk, heart.tanabe.pk
    }  # fmt: skip


def test_somebody_who_is_moved_is_in_one_room_alone_and_of_a_room_that_is_gone_in_the_main_one():
    heart = room({})
    session, dosing, devices = prepared(heart)
    open_breakouts(session, by=heart.marsh)
    change_breakout(devices, by=heart.marsh, people=[heart.tanabe, heart.okonjo])
    assert line(heart, session, "okonjo") == line(heart, session, "tanabe")
    remove_breakout(dosing, by=heart.marsh)
    assert line(heart, session, "solheim") == ""
    with pytest.raises(Invalid):
        change_breakout(devices, by=heart.marsh, people=[heart.lindqvist])
    assert "You are in room <b><bdi>Devices" in told(heart, session, "okonjo")


def test_where_names_are_kept_from_each_other_nobody_is_sent_to_rooms():
    heart = room({"blinded": True})
    session = opened(heart)
    with pytest.raises(Conflict):
        add_breakout(session, "Dosing", by=heart.marsh, people=[heart.okonjo])
    assert "Breakout rooms" not in seen(heart.marsh, "session", session.pk).text
