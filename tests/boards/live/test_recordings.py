"""A session is recorded once everybody who is present has agreed; whoever comes in without ends it."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from advisory.clock import tick
from advisory.refusals import Conflict, Denied
from boards.commands.breakouts import add_breakout, open_breakouts
from boards.commands.consents import publish_policies, withdraw_consent
from boards.commands.lobby import end_session, join_session, leave_session, lock_session
from boards.commands.members import end_seat
from boards.commands.recordings import begin_recording, end_recording
from boards.live import recorders
from boards.models import Board, Consent, Recording, Session
from boards.models.attendance import GONE
from tests.boards.live.recorders import agreed, pretend
from tests.boards.test_lobby import inside, opened, page
from tests.boards.test_sessions import seen
from tests.make import room

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(monkeypatch, tmp_path):
    """A media server that does as it is told."""
    return pretend(monkeypatch, tmp_path)


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """What is done once a change is committed is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def meeting(heart, **choices):
    """A session for a full board with its chair and Dr Okonjo in it."""
    session = opened(heart)
    join_session(session, by=heart.lindqvist)
    inside(heart, session, "okonjo")
    return agreed(heart, session, **choices)


def test_all_see_that_it_is_recorded_and_late_joiners_are_told_before_they_come_in(server, commits):
    heart = room()
    session = meeting(heart)
    assert "Record this session" in page(heart, session, "lindqvist")
    assert "Record this session" not in page(heart, session, "marsh")
    begin_recording(session, by=heart.lindqvist)
    assert server.on
    for name in ("lindqvist", "marsh", "okonjo"):
        assert "<b>Recording</b>" in page(heart, session, name)
    assert "It is being recorded." in seen(heart.solheim, "prejoin", session.pk).content.decode()
    assert "End the recording" in page(heart, session, "marsh")
    with commits():
        seen(heart.marsh, "recording-ending", session.pk, stamp=heart.marsh.stamp)
    assert not server.on
    assert "<b>Recording</b>" not in page(heart, session, "okonjo")
    told = page(heart, session, "marsh")
    assert "Record this session" not in told


def test_whoever_is_in_says_whether_they_are_recorded_and_may_say_otherwise(server, commits):
    heart = room()
    session = meeting(heart, okonjo="no")
    lock_session(session, by=heart.lindqvist, on=True)
    assert "Your consent: no recording" in page(heart, session, "okonjo")
    stamp = {"stamp": heart.okonjo.stamp}
    told = seen(heart.okonjo, "prejoin", session.pk, recording="audio", **stamp).content.decode()
    assert "Your consent: audio only" in told
    assert "ends it for everybody" not in told
    begin_recording(session, by=heart.lindqvist)
    assert "ends it for everybody" in page(heart, session, "okonjo")
    with commits():
        told = seen(heart.okonjo, "prejoin", session.pk, recording="no", **stamp).content.decode()
    assert not server.on
    assert "Not recorded any more. Somebody is here who has not agreed" in told


def test_where_nothing_is_recorded_nobody_is_asked(server):
    heart = room()
    session = opened(heart)
    inside(heart, session, "okonjo")
    publish_policies(heart.board, by=heart.lindqvist, texts={"recording": "Sessions may be recorded."})
    assert "Your consent" not in page(heart, session, "okonjo")
    Session.objects.update(provider="janus")
    assert "Your consent" in page(heart, session, "okonjo")
    Session.objects.update(aliased=True)
    assert "Your consent" not in page(heart, session, "okonjo")


def test_while_people_are_apart_each_knows_that_the_main_room_alone_is_recorded(server):
    heart = room()
    session = meeting(heart)
    add_breakout(session, "Dosing", by=heart.lindqvist, people=[heart.okonjo])
    begin_recording(session, by=heart.lindqvist)
    assert "Everybody here has agreed" in page(heart, session, "okonjo")
    open_breakouts(session, by=heart.lindqvist)
    for name in ("okonjo", "lindqvist"):
        assert "<b>Recording the main room</b>" in page(heart, session, name)


def test_while_somebody_has_not_agreed_nothing_is_recorded_and_the_chair_learns_how_many(server):
    heart = room()
    session = meeting(heart, okonjo="no", marsh="no")
    with pytest.raises(Conflict) as refusal:
        begin_recording(session, by=heart.lindqvist)
    assert refusal.value.message.startswith("2 people here have not agreed to a recording: Dr Samuel Okonjo, Helena")
    Board.objects.update(chairs_blinded=True)
    with pytest.raises(Conflict) as refusal:
        begin_recording(session, by=heart.lindqvist)
    assert refusal.value.message.startswith("2 people here have not agreed to a recording. Nothing")
    assert not server.on
    assert not Recording.objects.exists()


def test_whoever_went_without_a_word_is_waited_for_no_more_and_ends_it_once_they_are_back(server, commits):
    heart = room()
    session = meeting(heart, okonjo="no")
    tick()
    with pytest.raises(Conflict):
        begin_recording(session, by=heart.lindqvist)
    went = session.attendances.filter(member=heart.okonjo)
    went.update(seen_at=timezone.now() - GONE - timedelta(seconds=1))
    tick()
    assert (went.get().state, session.attendances.get(member=heart.lindqvist).state) == ("left", "admitted")
    begin_recording(session, by=heart.lindqvist)
    with commits():
        join_session(session, by=heart.okonjo)
    assert not server.on
    assert Recording.objects.get().end == "consent"


def test_somebody_who_comes_in_without_having_agreed_ends_it_before_they_are_there(server, commits):
    heart = room()
    session = meeting(heart)
    begin_recording(session, by=heart.lindqvist)
    with commits():
        join_session(session, by=heart.weidmann, recording="audio")
    assert server.on
    with commits():
        join_session(session, by=heart.brandt, recording="no")
    assert not server.on
    ended = Recording.objects.get()
    assert (ended.state, ended.end) == ("ended", "consent")
    with pytest.raises(Conflict):
        begin_recording(session, by=heart.lindqvist)


def test_somebody_who_changes_their_mind_ends_it_and_so_does_the_end_of_the_session(server, commits):
    heart = room()
    session = meeting(heart)
    begin_recording(session, by=heart.lindqvist)
    with commits():
        join_session(session, by=heart.okonjo, recording="no")
    assert not server.on
    join_session(session, by=heart.okonjo, recording="video")
    begin_recording(session, by=heart.lindqvist)
    with commits():
        end_session(session, by=heart.marsh)
    assert not server.on
    assert list(Recording.objects.values_list("end", flat=True)) == ["consent", "session"]
    told = seen(heart.weidmann, "session", session.pk).content.decode()
    assert "The session ended." in told
    assert "Recordings" not in seen(heart.okonjo, "session", session.pk).content.decode()


def test_a_consent_that_is_taken_back_on_the_account_ends_it_too(server, commits):
    heart = room()
    session = meeting(heart)
    begin_recording(session, by=heart.lindqvist)
    text = heart.board.texts.get(kind="recording")
    Consent.objects.create(policy=text, person=heart.okonjo.user, choice="video", way="page")
    with commits():
        withdraw_consent(heart.okonjo, "recording", by=heart.okonjo.user)
    assert not server.on
    assert Recording.objects.get().end == "consent"


def test_whoever_comes_back_finds_what_they_chose_for_this_session(server):
    heart = room()
    session = meeting(heart, okonjo="audio")
    text = heart.board.texts.get(kind="recording")
    Consent.objects.create(policy=text, person=heart.okonjo.user, choice="video", way="page")
    leave_session(session.attendances.get(member=heart.okonjo), by=heart.okonjo)
    door = seen(heart.okonjo, "prejoin", session.pk).text
    assert re.findall(r'name="recording" value="(\w+)" checked', door) == ["audio"]
    assert "As you chose for this session." in door


def test_the_desk_sees_who_of_those_that_wait_would_end_what_is_recorded(server):
    heart = room()
    session = meeting(heart)
    join_session(session, by=heart.solheim, recording="audio")
    join_session(session, by=heart.tanabe, recording="no")
    told = "has not agreed to a recording"
    assert told not in page(heart, session, "marsh")
    begin_recording(session, by=heart.lindqvist)
    beside = page(heart, session, "marsh").partition('id="r-lobby"')[2].partition("</section>")[0]
    assert beside.count(told) == 1
    assert told in beside.partition("Dr Aiko Tanabe")[2].partition("Let in")[0]
    assert told not in page(heart, session, "okonjo")


def test_whoever_loses_their_seat_stands_in_the_way_of_no_recording(server):
    heart = room()
    session = meeting(heart, okonjo="no")
    end_seat(heart.okonjo, by=heart.marsh)
    begin_recording(session, by=heart.lindqvist)
    assert server.on


def test_only_the_chair_begins_and_only_chair_and_moderators_end(server):
    heart = room()
    session = meeting(heart)
    for name in ("marsh", "okonjo", "weidmann"):
        with pytest.raises(Denied):
            begin_recording(session, by=getattr(heart, name))
    going = begin_recording(session, by=heart.lindqvist)
    assert begin_recording(session, by=heart.lindqvist) == going
    with pytest.raises(Denied):
        end_recording(going, by=heart.okonjo)


def test_a_media_server_that_does_not_answer_is_told_of_and_nothing_is_said_to_be_recorded(server):
    heart = room()
    session = meeting(heart)
    server.lost = True
    with pytest.raises(Conflict, match="does not answer"):
        begin_recording(session, by=heart.lindqvist)
    assert "<b>Recording</b>" not in page(heart, session, "okonjo")
    assert Recording.objects.get().end == "lost"


def test_what_cannot_be_recorded_here_says_why(server, monkeypatch):
    heart = room()
    session = meeting(heart)
    session.provider = "mesh"
    assert "browser to browser" in recorders.absent(session)
    session.provider = "janus"
    assert recorders.absent(session) == ""
    monkeypatch.setattr(recorders.shutil, "disk_usage", lambda place: SimpleNamespace(free=10**6))
    assert "too little room" in recorders.absent(session)
    monkeypatch.setattr(recorders.shutil, "which", lambda tool: None)
    assert "ffmpeg is not installed" in recorders.absent(session)
    heart.board.texts.all().delete()
    assert "no text about recording" in recorders.absent(session)
    blind = room({"blinded": True}, slug="blind")
    assert "no picture and no sound" in recorders.absent(opened(blind))
