"""The line of a session: who is given a ticket, whose microphone the desk closes, and who shows a screen."""

import json

import pytest
from django.test import Client

from advisory.events.models import Event
from advisory.events.readers import seats
from advisory.refusals import Conflict, Denied
from boards.commands.lobby import decline, end_session, join_session, open_session
from boards.commands.mutes import lift_mute, mute_everybody, mute_member
from boards.commands.presenting import let_present, spotlight_member
from boards.live import mesh
from boards.live.tickets import refused
from boards.models import Session
from tests.boards.test_lobby import inside, opened
from tests.boards.test_sessions import ELSEWHERE, meeting, seen
from tests.make import room, soon

pytestmark = pytest.mark.django_db


def asked(seat, number=1):
    """The answer to somebody's browser that wants to come onto the line."""
    client = Client()
    client.force_login(seat.user)
    return client.post(
        f"/api/v1/boards/{seat.board.slug}/sessions/{number}/tickets", "{}", content_type="application/json"
    )


def line(heart, name):
    """How somebody may be on the line of the first session, as the live side knows it."""
    seat = getattr(heart, name)
    return seats("heart", {seat.user_id})[seat.user_id].calls.get("board.heart.s1")


def silenced(session):
    return set(session.mutes.values_list("member__user__name", flat=True))


def test_whoever_is_in_is_given_a_ticket_and_whoever_waits_is_not():
    heart = room()
    session = opened(heart)
    row = join_session(session, by=heart.okonjo)
    for name in ("okonjo", "weidmann", "brandt"):
        assert asked(getattr(heart, name)).json()["error"]["code"] == "not_admitted"
        assert line(heart, name) is None
    assert asked(heart.marsh, number=7).status_code == 404
    inside(heart, session, "okonjo")
    given = asked(heart.okonjo).json()
    assert refused(given["ticket"], heart.okonjo.pk, session.stream) == ""
    places = [(line(heart, name).senders, line(heart, name).people) for name in ("okonjo", "marsh")]
    assert places == [(mesh.SENDERS - 1, mesh.PEOPLE - 2), (mesh.SENDERS, mesh.PEOPLE)]  # some are kept for the desk
    assert line(heart, "okonjo").sends
    row.refresh_from_db()
    decline(row, by=heart.marsh)
    assert asked(heart.okonjo).status_code == 409
    assert line(heart, "okonjo") is None


def test_an_observer_is_on_the_line_and_sends_nothing():
    heart = room()
    session = opened(heart)
    join_session(session, by=heart.brandt)
    assert asked(heart.brandt).status_code == 200
    assert line(heart, "brandt").sends is False
    page = seen(heart.brandt, "session", session.pk).content.decode()
    assert "data-line" in page
    assert "Unmute" not in page


def test_a_board_that_keeps_names_has_no_line_and_neither_has_a_meeting_elsewhere():
    for heart in (room({"answer_first": True, "blinded": True}, slug="blind"), room()):
        session = opened(heart) if heart.board.slug == "blind" else meeting(heart, starts_at=soon(hours=1), **ELSEWHERE)
        if session.state == Session.State.SCHEDULED:
            open_session(session, by=heart.marsh)
            join_session(session, by=heart.marsh)
        assert asked(heart.marsh).json()["error"]["code"] == "not_admitted"
        page = seen(heart.marsh, "session", session.pk)
        assert "data-line" not in page.content.decode()
        assert "camera=()" in page["Permissions-Policy"]


def test_the_line_ends_with_the_session():
    heart = room()
    session = opened(heart)
    end_session(session, by=heart.marsh)
    assert asked(heart.marsh).status_code == 409
    assert line(heart, "marsh") is None


def test_only_the_pages_of_a_session_may_ask_for_camera_and_microphone():
    heart = room()
    session = opened(heart)
    for seat, name, words in ((heart.marsh, "session", "data-line"), (heart.okonjo, "prejoin", "data-mirror")):
        page = seen(seat, name, session.pk)
        assert words in page.content.decode()
        for thing in ("camera", "microphone", "display-capture"):
            assert f"{thing}=(self)" in page["Permissions-Policy"]
    assert "camera=()" in seen(heart.marsh, "board")["Permissions-Policy"]


def test_a_page_holds_no_secret(settings):
    settings.TURN_URLS, settings.TURN_SECRET = ["turn:turn.example.org:3478"], "between the two servers"
    heart = room()
    session = opened(heart)
    told = json.dumps(asked(heart.marsh).json()) + seen(heart.marsh, "session", session.pk).content.decode()
    assert "turn.example.org" in told
    assert "between the two servers" not in told


def test_the_desk_mutes_one_and_it_stays_so_until_it_is_lifted():
    heart = room()
    session = opened(heart)
    inside(heart, session, "okonjo")
    for _ in "ab":
        mute_member(session, heart.okonjo, by=heart.marsh)
    assert silenced(session) == {"Dr Samuel Okonjo"}
    assert Event.objects.filter(kind="session.muted").count() == 1
    assert "data-muted" in seen(heart.okonjo, "session", session.pk).content.decode()
    assert "Let speak" in seen(heart.marsh, "session", session.pk).content.decode()
    lift_mute(session, heart.okonjo, by=heart.lindqvist)
    assert silenced(session) == set()
    assert "data-muted" not in seen(heart.okonjo, "session", session.pk).content.decode()


def test_muting_everybody_closes_all_but_the_desks_for_those_too_who_come_later():
    heart = room()
    session = opened(heart)
    mute_member(session, heart.okonjo, by=heart.marsh)
    mute_everybody(session, by=heart.marsh)
    speakers = {heart.okonjo, heart.solheim, heart.tanabe, heart.abernathy, heart.weidmann}
    assert silenced(session) == {seat.user.name for seat in speakers}
    assert Event.objects.filter(kind="session.muted").count() == len(speakers)
    inside(heart, session, "tanabe")
    assert "data-muted" in seen(heart.tanabe, "session", session.pk).content.decode()


def test_the_desk_is_not_muted_and_nobody_else_mutes():
    heart = room()
    session = opened(heart)
    for muted, by in ((heart.lindqvist, heart.marsh), (heart.tanabe, heart.okonjo), (heart.okonjo, heart.weidmann)):
        with pytest.raises(Denied):
            mute_member(session, muted, by=by)


def test_one_person_shows_a_screen_and_the_desk_says_who():
    heart = room()
    session = opened(heart)
    for name in ("okonjo", "tanabe"):
        inside(heart, session, name)
        let_present(session, getattr(heart, name), by=heart.marsh)
    for name in ("okonjo", "tanabe", "marsh"):
        page = seen(getattr(heart, name), "session", session.pk).content.decode()
        assert f'data-presenter="{heart.tanabe.pk}"' in page
    with pytest.raises(Conflict):
        let_present(session, heart.brandt, by=heart.marsh)
    let_present(session, None, by=heart.marsh)
    session.refresh_from_db()
    assert session.presenter is None


def test_the_desk_makes_one_person_large_for_everybody_and_nobody_who_only_listens():
    heart = room()
    session = opened(heart)
    inside(heart, session, "okonjo")
    large = lambda: f'data-spotlit="{heart.okonjo.pk}"' in seen(heart.okonjo, "session", session.pk).content.decode()  # noqa: E731
    assert not large()
    seen(heart.marsh, "spotlight", session.pk, member=heart.okonjo.pk)
    assert large()
    assert Event.objects.filter(kind="session.spotlit").get().facts["member"] == str(heart.okonjo.pk)
    with pytest.raises(Conflict):
        spotlight_member(session, heart.brandt, by=heart.marsh)
    with pytest.raises(Denied):
        spotlight_member(session, heart.okonjo, by=heart.okonjo)
    seen(heart.marsh, "spotlight", session.pk, member="")
    assert not large()
