"""Live sessions are scheduled, changed and called off; everybody on the board sees when, and what is on the agenda."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from advisory.refusals import Conflict, Invalid
from boards.commands.agenda import add_item, change_item, move_item, remove_item
from boards.commands.boards import close_board
from boards.commands.sessions import cancel_session, change_session, schedule_session
from discussions.commands.polls import ask_poll
from discussions.commands.questions import narrow_question
from discussions.visibility import Policy
from tests.make import room, soon

pytestmark = pytest.mark.django_db
ELSEWHERE = {"provider": "external", "external_url": "https://meet.example.org/abc"}


def meeting(heart, **details):
    given = {"title": "Where thresholds differ", "starts_at": soon(days=1)} | details
    return schedule_session(heart.board, by=heart.lindqvist, **given)


def seen(seat, name, *args, **posted):
    """A page of the board as somebody's browser gets it, or a form of it as they send it."""
    client = Client()
    client.force_login(seat.user)
    url = reverse(name, args=[] if name in {"home", "notifications"} else [seat.board.slug, *args])
    return client.post(url, posted, follow=True) if posted else client.get(url)


def titles(session):
    return list(session.agenda.values_list("title", flat=True))


def test_the_chair_schedules_a_session_and_everybody_sees_it_on_the_board_and_at_home():
    heart = room()
    typed = {"title": "Doses", "starts_at": "2100-03-01T18:00", "minutes": "45", "provider": "mesh"}
    page = seen(heart.lindqvist, "session-new", **typed, client_id=uuid4())
    assert page.redirect_chain[-1][0].endswith("/agenda/")
    for seat in (heart.okonjo, heart.weidmann, heart.brandt):
        for name in ("board", "home", "sessions"):
            assert "Doses" in seen(seat, name).content.decode()
    session = heart.board.sessions.get()
    assert (session.starts_at, session.minutes) == (datetime(2100, 3, 1, 18, tzinfo=UTC), 45)


def test_a_form_sent_twice_schedules_once():
    heart = room()
    key = uuid4()
    assert meeting(heart, client_id=key) == meeting(heart, client_id=key)
    assert heart.board.sessions.count() == 1


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"starts_at": soon(days=-1)}, "starts_at"),
        ({"minutes": 4}, "minutes"),
        ({"minutes": 481}, "minutes"),
        ({"title": " "}, "title"),
        ({"provider": "janus"}, "provider"),
        ({"provider": "external", "external_url": "http://meet.example.org"}, "external_url"),
        ({"provider": "external", "external_url": "javascript:alert(1)"}, "external_url"),
    ],
)
def test_what_cannot_be_is_refused_and_the_field_is_named(details, field):
    heart = room()
    with pytest.raises(Invalid) as refusal:
        meeting(heart, **details)
    assert set(refusal.value.fields) == {field}
    assert not heart.board.sessions.exists()


def test_a_board_that_blinds_names_does_not_meet_elsewhere_and_no_advisor_leads():
    heart = room({"blinded": True})
    with pytest.raises(Invalid):
        meeting(heart, **ELSEWHERE)
    session = meeting(heart)
    with pytest.raises(Invalid):
        add_item(session, "Doses", by=heart.marsh, lead=heart.okonjo)
    assert add_item(session, "Doses", by=heart.marsh, lead=heart.weidmann).lead == heart.weidmann
    page = seen(heart.okonjo, "session", session.pk).content.decode()
    assert "no picture and no sound" in page


def test_the_link_of_a_meeting_elsewhere_is_not_on_its_page_before_people_are_let_in():
    heart = room()
    session = meeting(heart, **ELSEWHERE)
    for seat in (heart.okonjo, heart.lindqvist):
        assert "meet.example.org" not in seen(seat, "session", session.pk).content.decode()


def test_a_change_on_an_older_page_is_refused_and_what_was_typed_is_kept():
    heart = room()
    session = meeting(heart)
    change_session(session, by=heart.marsh, minutes=30, version=1)
    with pytest.raises(Conflict):
        change_session(session, by=heart.lindqvist, minutes=90, version=1)
    typed = {"title": "Mine", "starts_at": "2100-03-01T18:00", "minutes": "90", "provider": "mesh", "version": "1"}
    page = seen(heart.lindqvist, "session-edit", session.pk, **typed)
    assert page.status_code == 422
    assert 'value="Mine"' in page.content.decode()
    session.refresh_from_db()
    assert session.minutes == 30


def test_a_session_that_is_called_off_says_so_and_changes_no_more():
    heart = room()
    session = meeting(heart)
    cancel_session(session, by=heart.marsh)
    assert "Cancelled" in seen(heart.okonjo, "session", session.pk).content.decode()
    assert "Where thresholds differ" not in seen(heart.okonjo, "home").content.decode()
    for late in (cancel_session, change_session):
        with pytest.raises(Conflict):
            late(session, by=heart.marsh)
    with pytest.raises(Conflict):
        add_item(session, "Doses", by=heart.marsh)


def test_nothing_is_scheduled_on_a_board_that_is_over():
    heart = room()
    session = meeting(heart)
    close_board(heart.board, by=heart.marsh)
    with pytest.raises(Conflict):
        meeting(heart)
    assert "Where thresholds differ" not in seen(heart.okonjo, "home").content.decode()
    with pytest.raises(Conflict):
        add_item(session, "Doses", by=heart.marsh)


def test_points_are_moved_and_taken_out_and_their_order_has_no_gap():
    heart = room()
    session = meeting(heart)
    first, second, third = (add_item(session, title, by=heart.marsh) for title in ("One", "Two", "Three"))
    move_item(third, -1, by=heart.marsh)
    assert titles(session) == ["One", "Three", "Two"]
    move_item(first, -1, by=heart.marsh)
    assert titles(session) == ["One", "Three", "Two"]
    third.refresh_from_db()
    remove_item(third, by=heart.marsh)
    assert list(session.agenda.values_list("title", "place")) == [("One", 1), ("Two", 2)]
    change_item(second, by=heart.marsh, minutes=25, lead=heart.okonjo)
    page = seen(heart.tanabe, "session", session.pk).content.decode()
    assert "25 min" in page
    assert "Lead: <bdi>Dr Samuel Okonjo" in page


def test_an_advisor_who_was_to_lead_a_point_is_not_named_once_advisors_go_by_aliases():
    heart = room()
    session = meeting(heart)
    add_item(session, "Doses", by=heart.marsh, lead=heart.okonjo)
    add_item(session, "Close", by=heart.marsh, lead=heart.weidmann)
    narrow_question(heart.question, Policy(blinded=True), by=heart.marsh)
    page = seen(heart.solheim, "session", session.pk).content.decode()
    assert "Okonjo" not in page
    assert "Lead: <bdi>Dr Jonas Weidmann" in page
    assert "Lead: <bdi>Dr Samuel Okonjo" in seen(heart.marsh, "session", session.pk).content.decode()


def test_a_point_leads_where_its_reader_may_go_and_nowhere_else():
    heart = room({}, {"sponsor_only": True})
    session, question = meeting(heart), heart.asked(1)
    hidden = ask_poll(heart.asked(2), "How often?", ("A", "B"), by=heart.marsh, client_id=uuid4())
    add_item(session, "Guide", by=heart.marsh, link=f"question:{question.pk}")
    add_item(session, "Poll", by=heart.marsh, link=f"poll:{hidden.pk}")
    for link in (f"question:{uuid4()}", "question:nonsense", "board:1", "nonsense"):
        with pytest.raises(Invalid):
            add_item(session, "Elsewhere", by=heart.marsh, link=link)
    team = seen(heart.weidmann, "session", session.pk).content.decode()
    advisor = seen(heart.okonjo, "session", session.pk).content.decode()
    assert "/questions/1/" in advisor
    assert f"/polls/{hidden.pk}/" in team
    assert f"/polls/{hidden.pk}/" not in advisor
