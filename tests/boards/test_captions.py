"""What is said is written down once everybody who is present has agreed, and no longer than they agree."""

from datetime import timedelta

import pytest

from advisory.refusals import Conflict, Denied
from advisory.rights import SYSTEM
from boards.commands.captions import begin_captions, end_captions, write_caption
from boards.commands.lobby import end_session, join_session
from boards.live import captioners
from boards.models import Attendance, Caption, Captioning
from tests.boards.live.captioned import speak
from tests.boards.live.recorders import agreed, pretend
from tests.boards.test_lobby import inside, opened, page
from tests.boards.test_sessions import seen
from tests.make import room

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _there(monkeypatch, tmp_path):
    """What captions need is there."""
    pretend(monkeypatch, tmp_path)
    monkeypatch.setattr(captioners, "installed", lambda: True)


def meeting(heart, **choices):
    """A session for a full board with its chair and Dr Okonjo in it."""
    session = opened(heart)
    join_session(session, by=heart.lindqvist)
    inside(heart, session, "okonjo")
    return agreed(heart, session, **choices)


def test_the_chair_begins_once_all_have_agreed_and_the_desk_ends():
    heart = room()
    session = meeting(heart, okonjo="no")
    with pytest.raises(Conflict, match="1 person here has not agreed to a recording: Dr Samuel Okonjo"):
        begin_captions(session, by=heart.lindqvist)
    join_session(session, by=heart.okonjo, recording="audio")
    for name in ("marsh", "okonjo", "weidmann"):
        with pytest.raises(Denied):
            begin_captions(session, by=getattr(heart, name))
    going = begin_captions(session, by=heart.lindqvist)
    assert begin_captions(session, by=heart.lindqvist) == going
    with pytest.raises(Denied):
        end_captions(session, by=heart.okonjo)
    end_captions(session, by=heart.marsh)
    assert Captioning.objects.get().end == "chair"


def test_somebody_who_comes_in_without_having_agreed_ends_them_and_so_does_the_end():
    heart = room()
    session = meeting(heart)
    begin_captions(session, by=heart.lindqvist)
    join_session(session, by=heart.brandt, recording="no")
    assert Captioning.objects.get().end == "consent"
    join_session(session, by=heart.brandt, recording="audio")
    begin_captions(session, by=heart.lindqvist)
    end_session(session, by=heart.marsh)
    assert list(Captioning.objects.values_list("end", flat=True)) == ["consent", "session"]


def test_what_was_said_before_after_or_by_somebody_who_did_not_agree_is_let_go():
    heart = room()
    going = begin_captions(meeting(heart), by=heart.lindqvist)
    assert speak(going, heart.okonjo, "Before.", -5) is None
    assert speak(going, heart.okonjo, "  ") is None
    assert speak(going, heart.solheim, "Not here.") is None
    assert speak(going, heart.okonjo, " We\nact ").current.words == "We act"
    Captioning.objects.update(ended_at=going.begun_at + timedelta(seconds=10))
    assert speak(going, heart.okonjo, "Until the end.", 9, 2) is None
    Attendance.objects.filter(member=heart.okonjo).update(recording="no")
    spoken = going.begun_at, going.begun_at + timedelta(seconds=1)
    assert write_caption(going, heart.okonjo, "No more.", spoken, by=SYSTEM) is None
    assert Caption.objects.count() == 1
    with pytest.raises(Denied):
        write_caption(going, heart.okonjo, "Mine.", spoken, by=heart.lindqvist)


def test_where_captions_cannot_be_had_the_chair_learns_why(monkeypatch):
    heart = room()
    session = meeting(heart)
    assert captioners.absent(session) == ""
    monkeypatch.setattr(captioners, "installed", lambda: False)
    with pytest.raises(Conflict, match="what hears speech is not installed"):
        begin_captions(session, by=heart.lindqvist)
    session.provider = "mesh"
    assert "browser to browser" in captioners.absent(session)
    session.provider = "janus"
    monkeypatch.setattr(captioners, "installed", lambda: True)
    heart.board.texts.all().delete()
    assert "no text about recording" in captioners.absent(session)
    blind = room({"blinded": True}, slug="blind")
    assert "known by aliases" in captioners.absent(opened(blind))


def test_all_see_that_captions_are_written_and_late_joiners_are_told_before_they_come_in():
    heart = room()
    session = meeting(heart)
    assert "Write captions" in page(heart, session, "lindqvist")
    assert "Write captions" not in page(heart, session, "marsh")
    seen(heart.lindqvist, "captions", session.pk, stamp=heart.lindqvist.stamp)
    speak(Captioning.objects.get(), heart.okonjo, "We act at 160.")
    for name in ("lindqvist", "marsh", "okonjo"):
        assert "What is said is written down" in page(heart, session, name)
    assert "What is said is written down as captions." in seen(heart.solheim, "prejoin", session.pk).content.decode()
    assert "End captions" not in page(heart, session, "okonjo")
    seen(heart.marsh, "captions-ending", session.pk, stamp=heart.marsh.stamp)
    told = page(heart, session, "okonjo")
    assert "What is said is written down" not in told
    end_session(session, by=heart.marsh)
    assert "Read the transcript" in page(heart, session, "okonjo")
    assert "Read the transcript" not in page(heart, session, "solheim")


def test_a_room_without_captions_says_why_to_the_chair_alone(monkeypatch):
    heart = room()
    session = meeting(heart)
    monkeypatch.setattr(captioners, "installed", lambda: False)
    assert "No captions. Captions are not available here" in page(heart, session, "lindqvist")
    assert "No captions." not in page(heart, session, "marsh")
