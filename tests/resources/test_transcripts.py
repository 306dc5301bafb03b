"""What was said in a session is read by who came, put right by the desk, and taken along as a file."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from advisory.events.frames import frame
from advisory.events.models import Event
from advisory.rights import SYSTEM
from boards.commands.lobby import decline, end_session, join_session, leave_session
from boards.commands.recordings import begin_recording, end_recording, settle_recording
from boards.commands.walls import set_wall
from boards.models import Attendance, Caption, CaptionVersion, Membership, Recording
from resources.captions import captions
from resources.commands.documents import draft_document
from tests.boards.live.captioned import captioned, speak
from tests.boards.live.recorders import agreed, pretend
from tests.boards.test_lobby import inside, opened
from tests.boards.test_sessions import seen
from tests.make import room

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HEARD = "In our unit we act at one hundred and sixty."


def talked(heart):
    """A session in which Dr Okonjo and Helena Marsh said something."""
    session = opened(heart)
    inside(heart, session, "okonjo")
    captioning = captioned(heart, session)
    said = [speak(captioning, heart.okonjo, HEARD, 65, 4), speak(captioning, heart.marsh, "Thank you.", 70)]
    return captioning, said


def read(seat, session):
    return seen(seat, "transcript", session.pk).content.decode()


def test_who_came_reads_who_said_what_and_when_and_nobody_else():
    heart = room()
    captioning, _ = talked(heart)
    session = captioning.session
    join_session(session, by=heart.brandt)
    for seat in (heart.okonjo, heart.marsh, heart.weidmann, heart.brandt):
        page = read(seat, session)
        assert "1:05" in page
        assert "Dr Samuel Okonjo" in page
        assert HEARD in page
        assert f"{session.stream}:" in page
    leave_session(Attendance.objects.get(session=session, member=heart.brandt), by=heart.brandt)
    assert f"{session.stream}:" not in read(heart.brandt, session)
    assert seen(heart.solheim, "transcript", session.pk).status_code == 403
    join_session(session, by=heart.solheim)
    assert seen(heart.solheim, "transcript", session.pk).status_code == 403
    decline(Attendance.objects.get(session=session, member=heart.okonjo), by=heart.marsh)
    assert seen(heart.okonjo, "transcript", session.pk).status_code == 403
    set_wall(heart.board, "blinded", by=heart.lindqvist)
    assert seen(heart.weidmann, "transcript", session.pk).status_code == 403


def test_the_desk_puts_a_line_right_and_what_was_heard_is_kept():
    heart = room()
    captioning, (first, _) = talked(heart)
    assert "Correct" not in read(heart.okonjo, captioning.session)
    sent = {"version": "1", "words": "In our unit we act at 160."}
    page = seen(heart.marsh, "transcript-line", captioning.session_id, first.pk, **sent).content.decode()
    assert "we act at 160." in page
    assert HEARD not in page
    assert page.count(">edited<") == 1
    before = seen(heart.marsh, "transcript-line", captioning.session_id, first.pk).content.decode()
    assert HEARD in before
    assert "As it was heard" in before
    told = Event.objects.get(kind="caption.corrected")
    assert told.actor_id == heart.marsh.user_id
    assert HEARD not in str(told.facts)
    line = frame(told, Caption.objects.drawn().get(pk=first.pk), "names")
    assert "we act at 160." in line["html"]
    call_command("verify_audit", board="heart")


def test_two_who_put_a_line_right_at_once_lose_nothing():
    heart = room()
    captioning, (first, _) = talked(heart)
    seen(heart.marsh, "transcript-line", captioning.session_id, first.pk, version="1", words="We act at 160.")
    late = seen(heart.lindqvist, "transcript-line", captioning.session_id, first.pk, version="1", words="At 170.")
    page = late.content.decode()
    assert late.status_code == 409
    assert "We act at 160." in page
    assert "At 170.</textarea>" in page
    assert 'name="version" value="2"' in page
    long = seen(heart.marsh, "transcript-line", captioning.session_id, first.pk, version="2", words="x" * 700)
    assert long.status_code == 422
    assert "the most is 600" in long.content.decode()


def test_a_line_that_was_taken_out_is_in_no_page_and_no_file():
    heart = room()
    captioning, (first, _) = talked(heart)
    page = seen(heart.marsh, "transcript-line", captioning.session_id, first.pk, version="1", words="")
    assert page.status_code == 200
    assert HEARD not in page.content.decode()
    for sort in ("vtt", "txt"):
        assert HEARD not in seen(heart.okonjo, f"transcript-{sort}", captioning.session_id).content.decode()
    assert CaptionVersion.objects.filter(words=HEARD).exists()
    drawn = frame(Event.objects.get(kind="caption.corrected"), Caption.objects.drawn().get(pk=first.pk), "names")
    assert " hidden" in drawn["html"]


def test_the_files_say_who_spoke_from_when_until_when():
    heart = room()
    captioning, _ = talked(heart)
    speak(captioning, heart.marsh, "Less than 160 --> stop & <wait>.", 80)
    vtt = seen(heart.okonjo, "transcript-vtt", captioning.session_id)
    assert vtt["Content-Type"].startswith("text/vtt")
    assert vtt["Content-Disposition"] == 'attachment; filename="heart-session-1.vtt"'
    cues = captions(vtt.content.decode())
    assert [(round(one.begin), round(one.end), one.text) for one in cues] == [
        (65, 69, f"Dr Samuel Okonjo: {HEARD}"), (70, 72, "Helena Marsh: Thank you."),
        (80, 82, "Helena Marsh: Less than 160 → stop & <wait>."),
    ]  # fmt: skip
    text = seen(heart.okonjo, "transcript-txt", captioning.session_id).content.decode()
    assert text.startswith(f"[1:05] Dr Samuel Okonjo: {HEARD}\n[1:10] Helena Marsh: Thank you.\n")


def test_each_line_leads_into_the_recording_for_whoever_may_see_it(monkeypatch, tmp_path):
    heart = room()
    captioning, _ = talked(heart)
    pretend(monkeypatch, tmp_path)
    join_session(captioning.session, by=heart.lindqvist)
    going = begin_recording(agreed(heart, captioning.session), by=heart.lindqvist)
    end_recording(going, by=heart.lindqvist)
    film = draft_document(heart.board, "Recording", {"format": "page", "body": "Film"}, by=heart.marsh)
    began = captioning.begun_at + timedelta(seconds=60)
    settle_recording(going, Recording.State.KEPT, by=SYSTEM, document=film.pk, film_from=began)
    Recording.objects.update(ended_at=began + timedelta(seconds=8))
    page = read(heart.weidmann, captioning.session)
    assert page.count(f"{film.pk}/?t=5") == 1
    assert page.count(f"{film.pk}/?t=") == 1
    assert str(film.pk) not in read(heart.okonjo, captioning.session)


def test_on_a_board_that_came_to_keep_names_a_line_stands_under_the_name_that_all_read():
    heart = room()
    captioning, (first, _) = talked(heart)
    heart.board.questions.update(blinded=True)
    inside(heart, captioning.session, "solheim")
    alias = Membership.objects.get(pk=heart.okonjo.pk).alias_name
    text = seen(heart.solheim, "transcript-txt", captioning.session_id).content.decode()
    event = Event.objects.filter(kind="caption.written").first()
    drawn = frame(event, Caption.objects.drawn().get(pk=first.pk), "aliases")["html"]
    for told in (read(heart.solheim, captioning.session), text, drawn):
        assert "Dr Samuel Okonjo" in told
        assert alias not in told


def test_an_archived_transcript_stays_as_it_is_and_one_without_lines_says_so():
    heart = room()
    captioning, (first, _) = talked(heart)
    end_session(captioning.session, by=heart.marsh)
    heart.board.state = "archived"
    heart.board.save()
    assert "Correct<" not in read(heart.marsh, captioning.session)
    assert (
        seen(heart.marsh, "transcript-line", captioning.session_id, first.pk, version="1", words="No.").status_code
        == 409
    )
    other = room(slug="other")
    assert "Nothing was written down" in read(other.marsh, opened(other))
